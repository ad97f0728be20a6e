"""Matters: a row per matter as it stood at the end of the Book's day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import DAY as ONE_DAY
from deputylog.calendar import Period
from deputylog.facts.fact import COUNT, DAY, SEVERAL, TEXT, YES_NO, Fact, frame_of
from deputylog.kinds.events import ClosedEvent, Forwarded, MatterEvent, Replied
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.life.matter import Matter
from deputylog.life.steps import Outcome
from deputylog.record.fields import is_exact
from deputylog.record.unknown_day import UNKNOWN, known
from deputylog.words import Bilingual, Code

if TYPE_CHECKING:
    from pandas import DataFrame


class ListedAs(Code):
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


def _is_topical(matter: Matter) -> bool:
    return matter.kind not in (MatterKind.ACCUSATION, MatterKind.THANKS)


def _is_settled_as(matter: Matter, outcome: Outcome) -> bool:
    return not matter.is_open and matter.outcome is outcome


MATTERS: tuple[Fact[Matter], ...] = (
    Fact("id", TEXT, Bilingual("编号", "id"), lambda matter: matter.id),
    Fact(
        "group",
        TEXT,
        Bilingual("当日联系该选区的代表组", "group that holds the constituency on the day"),
        lambda matter: matter.group,
    ),
    Fact(
        "constituency", TEXT, Bilingual("选区", "constituency"), lambda matter: matter.constituency
    ),
    Fact("kind", TEXT, Bilingual("类别", "kind"), lambda matter: matter.kind),
    Fact("topic", TEXT, Bilingual("领域", "topic"), lambda matter: matter.topic or ""),
    Fact(
        "channel", TEXT, Bilingual("来信方式", "how it came"), lambda matter: matter.channel or ""
    ),
    Fact(
        "writer",
        TEXT,
        Bilingual("来信人署名情况", "whether the writer is known"),
        lambda matter: matter.writer or "",
    ),
    Fact(
        "from_visit",
        YES_NO,
        Bilingual("走访中反映", "raised at a visit"),
        lambda matter: matter.from_visit,
    ),
    Fact(
        "topical",
        YES_NO,
        Bilingual(
            "可以成为议题，感谢和检举控告除外",
            "may become a topic: neither thanks nor an accusation",
        ),
        _is_topical,
    ),
    Fact(
        "accusation",
        YES_NO,
        Bilingual("检举控告", "an accusation"),
        lambda matter: matter.is_accusation,
    ),
    Fact("received", DAY, Bilingual("收到日期", "received"), lambda matter: matter.received),
    Fact(
        "received_exactly",
        YES_NO,
        Bilingual("收到日期准确到日", "received on a known day"),
        lambda matter: is_exact(matter.received),
    ),
    Fact(
        "deputies",
        SEVERAL,
        Bilingual("负责代表", "deputies who see to it"),
        lambda matter: matter.deputies,
    ),
    Fact(
        "joint",
        YES_NO,
        Bilingual("共同负责", "several see to it jointly"),
        lambda matter: len(matter.deputies) > 1,
    ),
    Fact("state", TEXT, Bilingual("状态", "state"), lambda matter: matter.state),
    Fact(
        "outcome",
        TEXT,
        Bilingual("结果", "result of the present life"),
        lambda matter: matter.outcome or "",
    ),
    Fact("open", YES_NO, Bilingual("未办结", "open"), lambda matter: matter.is_open),
    Fact(
        "solved",
        YES_NO,
        Bilingual("已办结并解决", "settled and solved"),
        lambda matter: _is_settled_as(matter, Outcome.SOLVED),
    ),
    Fact(
        "partly_solved",
        YES_NO,
        Bilingual("已办结并部分解决", "settled and partly solved"),
        lambda matter: _is_settled_as(matter, Outcome.PARTLY_SOLVED),
    ),
    Fact(
        "settled_on",
        DAY,
        Bilingual("办结日期", "settled on"),
        lambda matter: known(matter.settled_on),
    ),
    Fact(
        "settled_unknown",
        YES_NO,
        Bilingual("已办结，日期不详", "settled, on an unknown day"),
        lambda matter: matter.settled_on is UNKNOWN,
    ),
    Fact("lives", COUNT, Bilingual("第几次办理", "lives so far"), lambda matter: len(matter.lives)),
    Fact(
        "life_began",
        DAY,
        Bilingual("本次办理起始日", "day the present life began"),
        lambda matter: known(matter.life.start),
    ),
    Fact(
        "replied",
        YES_NO,
        Bilingual("已答复反映人", "writer answered"),
        lambda matter: _has(matter, Replied),
    ),
    Fact(
        "forwarded",
        YES_NO,
        Bilingual("已转交", "forwarded"),
        lambda matter: _has(matter, Forwarded),
    ),
    Fact(
        "departments",
        SEVERAL,
        Bilingual("转交单位", "departments"),
        lambda matter: matter.departments,
    ),
    Fact(
        "pending",
        SEVERAL,
        Bilingual("正在办理的单位", "departments that have it"),
        lambda matter: tuple(_pending(matter)),
    ),
    Fact(
        "pending_since",
        SEVERAL,
        Bilingual("各单位起始日期", "since when each"),
        lambda matter: tuple(_pending(matter).values()),
    ),
    Fact(
        "suggestions",
        SEVERAL,
        Bilingual("转为建议", "suggestions that grew out of it"),
        lambda matter: matter.suggestions,
    ),
    Fact(
        "duplicate",
        YES_NO,
        Bilingual("重复来信", "closed as a duplicate"),
        lambda matter: _closed_as(matter) == "duplicate",
    ),
    Fact(
        "distinct",
        YES_NO,
        Bilingual("不是重复来信，也未并案", "neither a duplicate nor joined to another"),
        lambda matter: _closed_as(matter) not in ("duplicate", "joined"),
    ),
)


def matters(several: Iterable[Matter]) -> DataFrame:
    return frame_of(MATTERS, list(several))


@dataclass(frozen=True, slots=True)
class _Listed:
    """A matter as it stood at the end of a period, and why it is in the list of that period."""

    matter: Matter
    why: ListedAs | None
    new: bool


IN_PERIOD: tuple[Fact[_Listed], ...] = (
    Fact(
        "listed_as",
        TEXT,
        Bilingual("列入原因，检举控告为空", "why it is in the list; blank for an accusation"),
        lambda one: one.why or "",
    ),
    Fact("new", YES_NO, Bilingual("本期收到", "received in the period"), lambda one: one.new),
)
"""Further columns of the matters of a period."""


def matters_of_period(book: Book, period: Period) -> DataFrame:
    """Return the matters received in the period or open on any day of it.

    They stand as known on the Book's day, which is the period's last day or earlier. What is open
    at the end of one period is what the next one carries over. An accusation is in no list.
    """
    from pandas import concat

    listed = list(_listed(book, period))
    return concat([matters(one.matter for one in listed), frame_of(IN_PERIOD, listed)], axis=1)


def _listed(book: Book, period: Period) -> Iterator[_Listed]:
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
            yield _Listed(matter, why, new)


def _was_open_again(matter: Matter, period: Period) -> bool:
    """Return whether a settled matter began a new life in the period, or was open on a day of it."""
    if not matter.handlings and not any(
        event.on and event.on in period for event in matter.written
    ):
        return False  # before its course is worked out, which takes longer
    days = {event.on for event in matter.course if event.on and event.on in period}
    began = any(known(life.start) in days for life in matter.lives[1:])
    return began or any(matter.known_on(day).is_open for day in days)
