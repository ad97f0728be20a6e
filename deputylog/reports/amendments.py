"""Changes to a quarterly list since it was handed in: rows and counts, before and now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.model.filed import Filed
from deputylog.model.identity import masked
from deputylog.model.submission import Submission
from deputylog.reports.head_counts import HEADS, head_cell
from deputylog.table import Cell, Column, Table
from deputylog.words import Said, Term


class Change(Term):
    """What happened to a row since the list was handed in."""

    ADDED = "added", "新增", "added"
    CHANGED = "changed", "更改", "changed"
    GONE = "gone", "删去", "gone"


@dataclass(frozen=True)
class Kept:
    """A list in brief: its counts, and a digest of each row by the matter's id."""

    heads: Mapping[str, int]
    rows: Mapping[str, str]


Reckon = Callable[[Book, str], Kept]
"""Computes a group's list for the Book's day from today's records."""

_ROWS = (
    Column("group", Said("代表组", "deputy group"), width=30),
    Column("handed_in", Said("报送日期", "handed in"), "day", 24),
    Column("change", Said("变动", "change"), width=16),
    Column("id", Said("编号", "id"), width=34),
    Column("received", Said("收到日期", "received"), "day", 24),
    Column("title", Said("反映问题摘要", "what was raised"), width=90),
)
_HEADS = (
    Column("group", Said("代表组", "deputy group")),
    Column("head", Said("项目", "count")),
    Column("before", Said("报送时", "when handed in"), "number"),
    Column("now", Said("现在", "now"), "number"),
)


def amendments(book: Book, quarter: Quarter, groups: Sequence[str], reckon: Reckon) -> Iterator[Table]:
    """Yield the tables of changed rows and of changed counts, if not empty.

    Handed-in lists are compared with lists for the same day computed from today's records.
    """
    rows: list[tuple[Cell, ...]] = []
    heads: list[tuple[Cell, ...]] = []
    for group in groups:
        filed = book.submission(group, quarter)
        if filed is None or not filed.record.heads:
            continue
        then = book.known_on(filed.record.handed_in)
        now = reckon(then, group)
        if _kept_rows(filed.record):
            rows += _rows(then, group, filed, now)
        heads += _heads(book.name("group", group), filed.record.heads, now.heads)
    if rows:
        yield Table("amendments", Said("报送后变动的问题", "matters that changed since the list was handed in"), _ROWS, tuple(rows))
    if heads:
        yield Table("amended_heads", Said("报送后变动的数字", "counts that changed since the list was handed in"), _HEADS, tuple(heads))


def _kept_rows(submission: Submission) -> bool:
    """Whether the submission recorded its rows: it has some, or its counts are zero."""
    listed = [submission.heads.get(name) for name in ("received", "carried_over")]
    return bool(submission.rows) or listed == [0, 0]


def _rows(book: Book, group: str, filed: Filed[Submission], now: Kept) -> Iterator[tuple[Cell, ...]]:
    before = filed.record.rows
    matters = {matter.id: matter for matter in book.matters}
    for wanted in sorted({*before, *now.rows}):
        if before.get(wanted) == now.rows.get(wanted):
            continue
        change = Change.ADDED if wanted not in before else Change.GONE if wanted not in now.rows else Change.CHANGED
        matter = matters.get(wanted)
        shown = matter if matter and not matter.is_accusation else None
        title = masked(shown.title or shown.summary or "") if shown else None
        yield book.name("group", group), filed.record.handed_in, change, wanted, shown.received if shown else None, title


def _heads(group: str, before: Mapping[str, int], now: Mapping[str, int]) -> Iterator[tuple[Cell, ...]]:
    for name, said in HEADS.items():
        if name not in before and f"{name}_unknown" not in before:
            continue
        then, since = head_cell(name, before), head_cell(name, now)
        if then != since:
            yield group, said, then, since
