"""The rows of the quarterly list: what voters raised, what was done, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.facts import cells
from deputylog.facts.cells import column, number, table
from deputylog.facts.facts import Facts
from deputylog.facts.matters import ListedAs
from deputylog.kinds.events import Event, FedBack
from deputylog.life.matter import Matter
from deputylog.table import Cell, Table
from deputylog.words import Bilingual, Phrase, phrase


class RowOfList(NamedTuple):
    """A matter in the list, why it is there, and the steps taken after the list's day."""

    number: int
    one: Matter
    listed_as: ListedAs
    later: Sequence[Event]

    @property
    def id(self) -> str:
        return self.one.id


class Volume(Struct, frozen=True):
    """A part of a list with many rows; all parts are about equal."""

    number: int = 1
    count: int = 1

    def rows(self, total: int) -> tuple[int, int]:
        """Return the first of its rows, counted from 0, and the first of the next volume."""
        return (self.number - 1) * total // self.count, self.number * total // self.count

    def title(self, title: Phrase) -> Phrase:
        text = Bilingual(
            "{title}（第{number}册，共{count}册）", "{title} (volume {number} of {count})"
        )
        values = {"title": title, "number": self.number, "count": self.count}
        return phrase(text, **values) if self.count > 1 else title


ROWS_IN_VOLUME = 500
WHOLE = Volume()


def table_of_matters(book: Book, facts: Facts, group: str | None, volume: Volume = WHOLE) -> Table:
    """Return the matters in the list of the group, or of the district."""
    rows = islice(_rows(book, facts, group), *volume.rows(len(facts.in_list(group))))
    return table(facts.then, "matters", _MATTERS, _COLUMNS, rows)


def _rows(book: Book, facts: Facts, group: str | None) -> Iterator[RowOfList]:
    """Yield the row of each matter, in the order of the Book."""
    then, listed = facts.then, facts.in_list(group)
    reasons = {str(one): one for one in ListedAs}
    chosen = zip(listed["id"], listed["listed_as"], strict=True)
    for place, (wanted, reason) in enumerate(chosen, 1):
        later = _later(book.matter_by_id[wanted], then.as_of)
        yield RowOfList(place, then.matter_by_id[wanted], reasons[reason], later)


def _later(matter: Matter, day: date) -> list[Event]:
    """Return the steps after that day; the course is worked out only where there may be some."""
    may_be = matter.handlings or any(one.on and one.on > day for one in matter.written)
    return [one for one in matter.course if one.on and one.on > day] if may_be else []


def _origin(book: Book, row: RowOfList) -> Cell:
    constituency = book.name("constituency", row.one.constituency)
    return cells.lines(cells.source_of(row.one), constituency, cells.owners(book, row.one))


def _standing(_: Book, row: RowOfList) -> Cell:
    """Return the state, the result, and whether a suggestion grew out of the matter."""
    suggested = phrase("已转为代表建议", "turned into a suggestion")
    return cells.lines(row.one.state, row.one.outcome, suggested if row.one.suggestions else "")


def _next(book: Book, row: RowOfList) -> Cell:
    return replace(cells.next_cell(book, row.one.id), plain={})


def _course(book: Book, row: RowOfList) -> Cell:
    steps = [event for event in row.one.course if isinstance(event, cells.IN_COURSE)]
    return cells.course(book, row.one, steps)


def _satisfaction(_: Book, row: RowOfList) -> Cell:
    """Return what the voter thought when last told a result."""
    told = [event.satisfaction for event in row.one.course if isinstance(event, FedBack)]
    return told[-1] if told else None


_MATTERS = Bilingual("群众反映问题及办理情况", "what voters raised and what became of it")
_COLUMNS = (
    number("number", "序号", "No."),
    cells.short_number(),
    cells.received("one.received"),
    cells.summary("one.heading"),
    column("origin", "来源、选区、代表", "source, constituency, deputy", _origin),
    column("kind", "类别", "kind", "one.kind"),
    column("topic", "领域", "topic", "one.topic", names="topic"),
    column("course", "办理经过", "course", _course),
    column("standing", "状态、结果", "state, result", _standing),
    column("next_step", "下一步", "next step", _next),
    column(
        "later",
        "季后进展",
        "after the quarter",
        lambda book, row: cells.course(book, row.one, row.later),
    ),
    column("source", "来源", "source", lambda _, row: cells.source_of(row.one), for_programs=True),
    cells.constituency("one.constituency", for_programs=True),
    column("deputies", "代表", "deputies", "one.deputies", names="deputy", for_programs=True),
    cells.state("one.state", for_programs=True),
    cells.result("one.outcome", for_programs=True),
    *(replace(one, for_programs=True) for one in cells.NEXT),
    column("satisfaction", "反馈评价", "satisfaction", _satisfaction, for_programs=True),
    column(
        "suggestions",
        "转为建议",
        "turned into suggestion",
        lambda _, row: list(row.one.suggestions) or None,
        for_programs=True,
    ),
    column("listed_as", "列入原因", "listed as", for_programs=True),
    cells.record_id("one.id"),
)
