"""Matters and their steps: a row per matter as it stood at the end of the Book's day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from deputylog.book import Book
from deputylog.calendar import DAY as ONE_DAY
from deputylog.calendar import Period
from deputylog.facts.fact import Fact, count, day, several, text, yes_no
from deputylog.kinds.event_dates import name_of
from deputylog.kinds.events import (
    ClosedEvent,
    FedBack,
    Forwarded,
    MatterEvent,
    Replied,
    Satisfaction,
    Suggested,
)
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.life.matter import Matter
from deputylog.life.steps import Outcome
from deputylog.record.fields import is_exact
from deputylog.record.unknown_day import UNKNOWN, known
from deputylog.words import Term


class ListedAs(Term):
    """Why a matter is in the list of a period: the first that applies."""

    CARRIED_OVER = "carried_over", "上期结转", "carried over"
    RECEIVED = "received", "本期新收", "received"
    REOPENED = "reopened", "重新办理", "reopened"


def _has(matter: Matter, kind: type[MatterEvent]) -> bool:
    return any(isinstance(event, kind) for event in matter.course)


def _closed_as(matter: Matter) -> str:
    return next((event.why for event in matter.life.events if isinstance(event, ClosedEvent)), "")


def _pending(matter: Matter) -> dict[str, date | None]:
    """Return the departments that have the matter, each with the day of its first forward.

    It is "" since the beginning of the present life if nobody was asked, or all declined.
    """
    life = matter.life
    if not life.now.forwards:
        start = known(life.start)
        return {"": start if start and is_exact(start) else None}
    return {
        matter.successor(forward.sent.to, matter.as_of): forward.sent.on
        for forward in reversed(life.pending)
    }


def is_solved(matter: Matter) -> bool:
    return not matter.is_open and matter.outcome is Outcome.SOLVED


MATTERS = (
    text("id", "编号", "id"),
    text("group", "当日联系该选区的代表组", "group that holds the constituency on the day"),
    text("constituency", "选区", "constituency"),
    text("kind", "类别", "kind"),
    text("topic", "领域", "topic"),
    text("channel", "来信方式", "how it came"),
    text("writer", "来信人署名情况", "whether the writer is known"),
    yes_no("from_visit", "活动中反映", "raised at a visit"),
    yes_no(
        "topical",
        "可以成为议题，感谢和检举控告除外",
        "may become a topic: neither thanks nor an accusation",
        lambda matter: matter.kind not in (MatterKind.ACCUSATION, MatterKind.THANKS),
    ),
    yes_no("accusation", "检举控告", "an accusation", "is_accusation"),
    day("received", "收到日期", "received"),
    yes_no(
        "received_exactly",
        "收到日期准确到日",
        "received on a known day",
        lambda matter: is_exact(matter.received),
    ),
    several("deputies", "负责代表", "deputies who see to it"),
    yes_no(
        "joint", "共同负责", "several see to it jointly", lambda matter: len(matter.deputies) > 1
    ),
    text("state", "状态", "state"),
    text("outcome", "结果", "result of the present life"),
    yes_no("open", "未办结", "open", "is_open"),
    yes_no("solved", "已办结并解决", "settled and solved", is_solved),
    yes_no(
        "partly_solved",
        "已办结并部分解决",
        "settled and partly solved",
        lambda matter: not matter.is_open and matter.outcome is Outcome.PARTLY_SOLVED,
    ),
    day("settled_on", "办结日期", "settled on"),
    yes_no(
        "settled_unknown",
        "已办结，日期不详",
        "settled, on an unknown day",
        lambda matter: matter.settled_on is UNKNOWN,
    ),
    count("lives", "第几次办理", "lives so far", lambda matter: len(matter.lives)),
    day("life_began", "本次办理起始日", "day the present life began", "life.start"),
    yes_no("replied", "已答复反映人", "writer answered", lambda matter: _has(matter, Replied)),
    yes_no("forwarded", "已转交", "forwarded", lambda matter: _has(matter, Forwarded)),
    several("departments", "转交单位", "departments"),
    several(
        "pending",
        "正在办理的单位",
        "departments that have it",
        lambda matter: tuple(_pending(matter)),
    ),
    several(
        "pending_since",
        "各单位起始日期",
        "since when each",
        lambda matter: tuple(_pending(matter).values()),
    ),
    several("suggestions", "转为建议", "suggestions that grew out of it"),
    yes_no(
        "duplicate",
        "重复来信",
        "closed as a duplicate",
        lambda matter: _closed_as(matter) == "duplicate",
    ),
    yes_no(
        "distinct",
        "不是重复来信，也未并案",
        "neither a duplicate nor joined to another",
        lambda matter: _closed_as(matter) not in ("duplicate", "joined"),
    ),
)


class ListedMatter(NamedTuple):
    """A matter as it stood at the end of a period, and why it is in the list of that period."""

    matter: Matter
    listed_as: ListedAs | None
    period: Period

    @property
    def new(self) -> bool:
        return self.matter.received in self.period

    @property
    def fed_back(self) -> list[Satisfaction | None]:
        """What the voter thought, each time that a result was told in the period."""
        return [
            event.satisfaction
            for event in self.matter.course
            if isinstance(event, FedBack) and event.on and event.on in self.period
        ]


def _told(term: Satisfaction) -> Fact:
    """Return how often the voter thought so."""
    return count(
        str(term), f"其中{term.zh}", f"of these {term.en}", lambda one: one.fed_back.count(term)
    )


IN_PERIOD = (
    text("listed_as", "列入原因，检举控告为空", "why it is in the list; blank for an accusation"),
    yes_no("new", "本期收到", "received in the period"),
    count(
        "fed_back",
        "本期反馈选民的次数",
        "times that the voter was told a result",
        lambda one: len(one.fed_back),
    ),
    *map(_told, Satisfaction),
)
"""Further columns of the matters of a period."""


def matters_of_period(book: Book, period: Period) -> Iterator[ListedMatter]:
    """Yield the matters received in the period or open on any day of it.

    They stand as known on the Book's day, which is the period's last day or earlier. What is open
    at the end of one period is what the next one carries over. An accusation is in no list.
    """
    before = book.known_on(period.first - ONE_DAY)
    carried_over = {matter.id for matter in before.matters if matter.is_open}
    for matter in book.matters:
        new = matter.received in period
        if matter.is_accusation:
            why = None
        elif matter.id in carried_over:
            why = ListedAs.CARRIED_OVER
        elif new:
            why = ListedAs.RECEIVED
        else:
            why = ListedAs.REOPENED if _was_open_again(matter, period) else None
        if why or new:
            yield ListedMatter(matter, why, period)


def _was_open_again(matter: Matter, period: Period) -> bool:
    """Return whether a settled matter began a new life, or was open on a day of the period."""
    if not matter.handlings and not any(
        event.on and event.on in period for event in matter.written
    ):
        return False  # before its course is worked out, which takes longer
    days = {event.on for event in matter.course if event.on and event.on in period}
    began = any(known(life.start) in days for life in matter.lives[1:])
    return began or any(matter.known_on(day).is_open for day in days)


class StepOfMatter(NamedTuple):
    """A step that counts, with its matter, which of its lives, and the deputies who took it."""

    matter: Matter
    life: int
    event: MatterEvent
    deputies: tuple[str, ...]

    @property
    def is_implied(self) -> bool:
        return all(event is not self.event for event in self.matter.written)


STEPS = (
    text("id", "问题编号", "id of the matter", "matter.id"),
    text("group", "代表组", "deputy group", "matter.group"),
    count("life", "第几次办理", "which of its lives"),
    text("step", "步骤", "step", lambda step: name_of(step.event)),
    day("day", "日期", "day", "event.on"),
    yes_no("implied", "由建议或者开箱推定", "implied by a suggestion or a round", "is_implied"),
    several(
        "deputies",
        "办理的代表，未写明时为负责代表",
        "deputy who did it, else who see to the matter",
    ),
)


def steps_of(book: Book, matters: Iterable[Matter]) -> Iterator[StepOfMatter]:
    for matter in matters:
        for number, life in enumerate(matter.lives, 1):
            for event in life.events:
                if not isinstance(event, Suggested):
                    named = event.who and event.who in book.directory.deputies
                    who = (event.who,) if event.who and named else matter.deputies
                    yield StepOfMatter(matter, number, event, who)
