"""A good case on one page (典型案例, founding §4), from its records, without names of voters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deputylog.book import Book
from deputylog.calendar import Period, day_in_full
from deputylog.finding import DeputylogError
from deputylog.kinds.event_dates import Dated
from deputylog.kinds.events import Delivered, FedBack, GroupTold, Satisfaction
from deputylog.kinds.suggestion_events import VotersTold, Withdrew
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.steps import Outcome
from deputylog.papers.form import Row, form, in_line, number, sender_name, steps
from deputylog.papers.paper import PaperType, Subject, UsualPeriod
from deputylog.record.unknown_day import known
from deputylog.table import Cell, Report, Valued
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase

_GOOD = (Outcome.SOLVED, Outcome.ADOPTED)
_NO_PART_OF_IT = (Delivered, GroupTold, Withdrew)
_COMMENT = Bilingual("评语（签章）", "comment, signed")
_RESULT = "result", Bilingual("办理结果", "result")
_COURSE = "course", Bilingual("办理过程", "what was done")
_VOTER = "satisfaction", Bilingual("选民评价", "voter's rating")


def case(book: Book, wanted: str) -> Report:
    """Return a solved matter, or a suggestion that led to something, as a case.

    DeputylogError for an accusation, and for what is not solved.
    """
    matter = book.matter_by_id.get(wanted)
    one = matter or next(one for one in book.handlings if one.id == wanted)
    if matter and matter.is_accusation:
        raise DeputylogError("检举控告不作典型案例", "an accusation is no case to tell")
    if one.outcome not in _GOOD:
        raise DeputylogError(
            "{id}尚未解决，不作典型案例",
            "{id} is not solved, so it is no case to tell",
            id=wanted,
        )
    rows = _of_suggestion(book, one) if isinstance(one, Handling) else _of_matter(book, one)
    return CASE.report(book, group=one.group, tables=[form("case", rows, _COMMENT)])


def cases(book: Book, period: Period, group: str = "") -> list[Matter]:
    """Return the solved matters of the period that are worth telling, the best first.

    Settled in the period, with a satisfied voter; those that became a suggestion come first, then
    those that took longest.
    """
    good = [
        matter
        for matter in book.matters
        if group in ("", matter.group) and not matter.is_accusation and matter.is_solved
        if known(matter.settled_on) in period and _satisfaction(matter) is Satisfaction.SATISFIED
    ]
    return sorted(good, key=lambda one: (not one.suggestions, -(_days(one) or 0), one.id))


def _of_matter(book: Book, matter: Matter) -> Iterator[Row]:
    yield from number(book, matter)
    yield "title", Bilingual("反映事项", "what was raised"), matter.heading
    yield (
        "raised",
        Bilingual("反映情况", "how it was raised"),
        [_raised(book, matter), matter.summary or ""],
    )
    names = [book.name("deputy", one) for one in matter.deputies]
    yield "deputy", Bilingual("负责代表", "deputy"), _deputies(book, names, matter.group)
    yield *_COURSE, _course(book, matter.course)
    titles = [one.record.title for one in matter.handlings if not one.is_withdrawn]
    yield "suggestions", Bilingual("转为建议", "suggestion"), titles
    yield *_RESULT, _result(matter.outcome, _days(matter))
    yield *_VOTER, _satisfaction(matter)


def _course(book: Book, events: Iterable[Dated]) -> Cell:
    return steps(book, (one for one in events if not isinstance(one, _NO_PART_OF_IT)))


def _deputies(book: Book, names: list[str], group: str) -> Cell:
    """Return deputies with their group."""
    text = Bilingual("{names}（{group}）", "{names} ({group})")
    values = {"names": names, "group": sender_name(book, group)}
    return Valued(text, values, {"": names, "group": values["group"]})


def _raised(book: Book, matter: Matter) -> Cell:
    """Return when, where and how a voter raised it."""
    text = Bilingual(
        "{day}，{constituency}选民来信反映", "by a voter of {constituency}, in a letter of {day}"
    )
    if matter.from_visit:
        text = Bilingual(
            "{day}，代表进{constituency}开展活动时，选民当面反映",
            "by a voter of {constituency}, at a visit of deputies on {day}",
        )
    where = book.name("constituency", matter.constituency)
    return Valued(text, {"day": day_in_full(matter.received), "constituency": where})


def _days(matter: Matter) -> int | None:
    settled = known(matter.settled_on)
    return (settled - matter.received).days if settled else None


def _result(outcome: Outcome | None, days: int | None) -> Cell:
    if days is None:
        return outcome
    text = Bilingual("{outcome}，自收到至办结历时{days}", "{outcome}, {days} after it was received")
    values = {"outcome": outcome, "days": counts.days(days)}
    return Valued(text, values, {"": outcome, "days": days})


def _satisfaction(matter: Matter) -> Satisfaction | None:
    """Return what the voter said last of the result."""
    return _last(matter.course, FedBack)


def _last(events: Iterable[Dated], kind: type[FedBack | VotersTold]) -> Satisfaction | None:
    said = [one.satisfaction for one in events if isinstance(one, kind)]
    return said[-1] if said else None


def _of_suggestion(book: Book, one: Handling) -> Iterator[Row]:
    record = one.record
    yield "title", Bilingual("题目", "title"), record.title
    sources = [_source(book, matter) for matter in book.behind(one)]
    yield "sources", Bilingual("选民反映", "what voters raised"), sources
    lead = [book.name("deputy", record.lead)]
    yield "deputy", Bilingual("领衔代表", "lead deputy"), _deputies(book, lead, one.group)
    cosigners = [book.name("deputy", who) for who in record.cosigners]
    yield "cosigners", Bilingual("附议代表", "cosigners"), in_line(cosigners)
    yield *_COURSE, _course(book, one.counted)
    yield *_RESULT, one.outcome
    rating = one.rating and one.rating.outcome
    yield "rating", Bilingual("代表评价", "deputy's rating"), rating
    yield *_VOTER, _last(one.counted, VotersTold)


def _source(book: Book, matter: Matter) -> Phrase:
    number = book.number_of(matter.id)
    return phrase("{number}《{title}》", "{number} {title}", number=number, title=matter.heading)


CASE = PaperType(
    "case",
    Bilingual("代表联系选民工作典型案例", "A good case"),
    Bilingual("已解决的问题或者建议的典型案例", "a solved matter or suggestion as a case to tell"),
    "case",
    Subject.CASE,
    UsualPeriod.NONE,
    lambda book, wanted, _: case(book, wanted),
    Bilingual("由人选定、核定后另行发布", "a person decides on it"),
    wide=False,
)
