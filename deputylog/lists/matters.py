"""Lists of matters, letters and suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from deputylog.book import Book
from deputylog.facts.cells import NEXT, next_cells, source_of
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.suggestion import SuggestionKind
from deputylog.life.matter import Matter
from deputylog.lists.filter import CONSTITUENCY, DAY, ID, Filter, Listing
from deputylog.table import Cell, Column
from deputylog.words import Bilingual

MATTER_COLUMNS = (
    ID,
    Column("received", Bilingual("收到日期", "received"), "day"),
    Column("source", Bilingual("来源", "source"), leaves=2),
    CONSTITUENCY,
    Column("deputy", Bilingual("代表", "deputy"), leaves=4),
    Column("kind", Bilingual("类别", "kind"), leaves=1),
    Column("title", Bilingual("标题", "title")),
    Column("state", Bilingual("状态", "state")),
    Column("result", Bilingual("结果", "result"), leaves=2),
    *NEXT,
)


def _matters(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for matter in book.matters:
        place = {"group": matter.group, "constituency": matter.constituency}
        if not wished.takes(
            day=matter.received, deputies=matter.deputies, topic=matter.topic, **place
        ):
            continue
        if wished.is_open and not matter.is_open:
            continue
        if (wished.overdue and not is_overdue(book, matter)) or wished.kind not in (
            "",
            matter.kind,
        ):
            continue
        yield _matter_row(book, matter)


def is_overdue(book: Book, matter: Matter) -> bool:
    """Return whether a step is still not done after its due date."""
    return any(duty.is_running and duty.days_late for duty in book.duties[matter.id])


def _matter_row(book: Book, matter: Matter) -> tuple[Cell, ...]:
    where, who = book.name("constituency", matter.constituency), book.deputies_of(matter)
    stands = (matter.state, matter.outcome, *next_cells(book, matter.id))
    return (
        matter.id,
        matter.received,
        source_of(matter),
        where,
        who,
        matter.kind,
        matter.title,
        *stands,
    )


def _letters(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    letters = {filed.id for filed in book.letters}
    return (row for row in _matters(book, wished) if row[0] in letters)


def _suggestions(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for handling in book.handlings:
        record = handling.record
        signers = handling.signers_on(book.as_of)
        place = {"group": handling.group, "constituency": handling.constituency}
        if not wished.takes(
            day=handling.day or book.as_of, deputies=signers, topic=record.topic, **place
        ):
            continue
        late = any(duty.is_running and duty.days_late for duty in book.duties[handling.id])
        if (
            (wished.is_open and not handling.is_open)
            or (wished.overdue and not late)
            or wished.kind not in ("", record.kind)
        ):
            continue
        department = book.name("department", handling.department)
        lead = book.name("deputy", record.lead)
        stands = (handling.state, handling.outcome, *next_cells(book, handling.id))
        yield handling.id, handling.day, record.kind, lead, record.title, department, *stands


FILTERS = tuple(one.name for one in fields(Filter))
MATTERS = Listing(
    "matters", Bilingual("群众反映的问题", "matters"), MATTER_COLUMNS, _matters, FILTERS, MatterKind
)
LETTERS = Listing(
    "letters", Bilingual("群众来信", "letters"), MATTER_COLUMNS, _letters, FILTERS, MatterKind
)
SUGGESTIONS = Listing(
    "suggestions",
    Bilingual("代表建议", "suggestions"),
    (
        ID,
        DAY,
        Column("kind", Bilingual("类型", "kind"), leaves=1),
        Column("lead", Bilingual("领衔代表", "lead deputy"), leaves=4),
        Column("title", Bilingual("题目", "title")),
        Column("department", Bilingual("主办单位", "department"), leaves=3),
        Column("state", Bilingual("状态", "state")),
        Column("result", Bilingual("结果", "result"), leaves=2),
        *NEXT,
    ),
    _suggestions,
    FILTERS,
    SuggestionKind,
)
