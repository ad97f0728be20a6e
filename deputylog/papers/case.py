"""A good case on one page (典型案例, founding §4), from its records, without names of voters."""

from __future__ import annotations

from collections.abc import Sequence

from deputylog.book import Book
from deputylog.calendar import Period, day_in_full
from deputylog.facts.cells import CellOf, column, source_of
from deputylog.finding import DeputylogError
from deputylog.kinds.event_dates import Dated
from deputylog.kinds.events import Delivered, FedBack, GroupTold, Satisfaction
from deputylog.kinds.suggestion_events import VotersTold, Withdrew
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.steps import Outcome
from deputylog.papers.form import (
    ERASED,
    ISSUED,
    NUMBER,
    SUGGESTIONS,
    SUMMARY,
    TITLE,
    form,
    sender_name,
    steps,
)
from deputylog.papers.paper import PaperType, Subject, UsualPeriod
from deputylog.record.unknown_day import known
from deputylog.table import Cell, Report, Valued
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase

_GOOD = (Outcome.SOLVED, Outcome.ADOPTED)
_NO_PART_OF_IT = (Delivered, GroupTold, Withdrew)


def case(book: Book, wanted: str) -> Report:
    """Return a solved matter, or a suggestion that led to something, as a case.

    DeputylogError for an accusation, and for what is not solved.
    """
    one = next(one for one in book.lives if one.id == wanted)
    if isinstance(one, Matter) and one.is_accusation:
        raise DeputylogError("检举控告不作典型案例", "an accusation is no case to tell")
    if one.outcome not in _GOOD:
        text = Bilingual(
            "{id}尚未解决，不作典型案例", "{id} is not solved, so it is no case to tell"
        )
        raise DeputylogError(text, id=wanted)
    rows = _OF_MATTER if isinstance(one, Matter) else _OF_SUGGESTION
    table = form("case", rows, book, one, Bilingual("评语（签章）", "comment, signed"))
    return CASE.report(book, group=one.group, tables=[table])


def cases(book: Book, period: Period, group: str = "") -> list[Matter]:
    """Return the solved matters of the period that are worth telling, the best first.

    Settled in the period, with a satisfied voter; those that became a suggestion come first, then
    those that took longest.
    """
    good = [
        matter
        for matter in book.matters
        if group in ("", matter.group) and not matter.is_accusation and matter.is_solved
        if known(matter.settled_on) in period
        if _satisfaction(book, matter) is Satisfaction.SATISFIED
    ]
    return sorted(good, key=lambda one: (not one.suggestions, -(_days(one) or 0), one.id))


def _days(matter: Matter) -> int | None:
    settled = known(matter.settled_on)
    return (settled - matter.received).days if settled else None


def _raised(book: Book, matter: Matter) -> Cell:
    """Return when, where and how a voter raised it."""
    text = Bilingual(
        "{day}，{constituency}选民反映（{source}）", "{day}: a voter of {constituency} ({source})"
    )
    where = {
        "constituency": book.name("constituency", matter.constituency),
        "source": source_of(matter),
    }
    values = {"day": day_in_full(matter.received), **where}
    return Valued(text, values, {"": matter.received, **where})


def _result(_: Book, matter: Matter) -> Cell:
    """Return the result, and how long it took if that is known."""
    if (days := _days(matter)) is None:
        return matter.outcome
    text = Bilingual("{outcome}，自收到至办结历时{days}", "{outcome}, {days} after it was received")
    values = {"outcome": matter.outcome, "days": counts.days(days)}
    return Valued(text, values, {"": matter.outcome, "days": days})


def _source(book: Book, matter: Matter) -> Phrase:
    number = book.number_of(matter.id)
    return phrase("{number}《{title}》", "{number} {title}", number=number, title=matter.heading)


def _deputies(read: CellOf) -> CellOf:
    """Return the cell of the names of deputies, with their group."""
    text = Bilingual("{names}（{group}）", "{names} ({group})")

    def cell(book: Book, one: Matter | Handling) -> Cell:
        names = {"names": read(book, one), "group": sender_name(book, one.group)}
        return Valued(text, names, {"": names["names"], "group": names["group"]})

    return cell


def _events(one: Matter | Handling) -> Sequence[Dated]:
    return one.course if isinstance(one, Matter) else one.counted


def _course(book: Book, one: Matter | Handling) -> Cell:
    return steps(book, (step for step in _events(one) if not isinstance(step, _NO_PART_OF_IT)))


def _satisfaction(_: Book, one: Matter | Handling) -> Cell:
    """Return what the voter said last of the result."""
    told = [step for step in _events(one) if isinstance(step, (FedBack, VotersTold))]
    return told[-1].satisfaction if told else None


_COURSE = column("course", "办理过程", "what was done", _course)
_SATISFACTION = column("satisfaction", "选民评价", "voter's rating", _satisfaction)
_OF_MATTER = (
    NUMBER,
    TITLE,
    column("raised", "反映情况", "how it was raised", _raised),
    SUMMARY,
    ERASED,
    column("deputy", "负责代表", "deputy", _deputies(Book.deputies_of)),
    _COURSE,
    SUGGESTIONS,
    column("result", "办理结果", "result", _result),
    _SATISFACTION,
    ISSUED,
)
_OF_SUGGESTION = (
    column("title", "题目", "title", "record.title"),
    column(
        "sources",
        "选民反映",
        "what voters raised",
        lambda book, one: [_source(book, matter) for matter in book.behind(one)],
    ),
    column(
        "deputy",
        "领衔代表",
        "lead deputy",
        _deputies(lambda book, one: book.name("deputy", one.record.lead)),
    ),
    column("cosigners", "附议代表", "cosigners", "record.cosigners", names="deputy"),
    _COURSE,
    column("result", "办理结果", "result", "outcome"),
    column("rating", "代表评价", "deputy's rating", "rating.outcome"),
    _SATISFACTION,
    ISSUED,
)
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
