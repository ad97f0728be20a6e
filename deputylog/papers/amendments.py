"""Changes to a quarterly list since it was last handed in: rows and counts, before and now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from deputylog.book import Book
from deputylog.calendar import Quarter, day_in_full
from deputylog.kinds.submission import Submission
from deputylog.life.record_places import Filed
from deputylog.papers.digest import is_comparable, recounted_since
from deputylog.papers.head_counts import HEADS, head_cell
from deputylog.table import Cell, Column, Report, Table
from deputylog.words import Bilingual, Term, phrase


class Change(Term):
    """What happened to a row since the list was handed in."""

    ADDED = "added", "新增", "added"
    CHANGED = "changed", "更改", "changed"
    GONE = "gone", "删去", "gone"
    NOT_COMPARED = "not_compared", "行未比对（旧版）", "rows not compared (earlier version)"


@dataclass(frozen=True)
class Kept:
    """A list in brief: its counts, and a digest of each row by the matter's id."""

    heads: Mapping[str, int]
    rows: Mapping[str, str]


Reckon = Callable[[Book, str], Kept]
"""Computes a group's list for the Book's day from today's records."""

_ROWS = (
    Column("group", Bilingual("代表组", "deputy group"), width=30),
    Column("handed_in", Bilingual("报送日期", "handed in"), "day", 24),
    Column("change", Bilingual("变动", "change"), width=16),
    Column("id", Bilingual("编号", "id"), width=34),
    Column("received", Bilingual("收到日期", "received"), "day", 24),
    Column("title", Bilingual("反映问题摘要", "what was raised"), width=90),
)
_HEADS = (
    Column("group", Bilingual("代表组", "deputy group")),
    Column("head", Bilingual("项目", "count")),
    Column("before", Bilingual("报送时", "when handed in"), "number"),
    Column("now", Bilingual("现在", "now"), "number"),
)
_CHANGED_ROWS = Bilingual("报送后变动的问题", "matters that changed since the list was handed in")
_CHANGED_HEADS = Bilingual("报送后变动的数字", "counts that changed since the list was handed in")
_RECOUNTED = Bilingual("口径调整", "counts that the program now counts differently")
_RECOUNTED_NOTE = phrase(
    "这些清单由旧版程序报送，当时这些数的计算方法不同；记录是否也有更改，从中无法看出。",
    "These lists were handed in from an earlier version of the program, which "
    "counted these numbers differently; whether a record changed as well cannot be "
    "seen from them.",
)


def amendments(
    book: Book, quarter: Quarter, groups: Sequence[str], reckon: Reckon
) -> Iterator[Table]:
    """Yield the tables of changed rows, changed counts and counts in a new way, if not empty.

    The lists last handed in are compared with lists for the same day, computed from today's
    records. The rows of a list of an earlier version cannot be compared.
    """
    rows: list[tuple[Cell, ...]] = []
    changed: list[tuple[Cell, ...]] = []
    recounted: list[tuple[Cell, ...]] = []
    for group in groups:
        filed = book.last_submission(group, quarter)
        if filed is None or not filed.record.heads:
            continue
        then = book.known_on(filed.record.handed_in)
        now = reckon(then, group)
        rows += _rows(then, group, filed, now)
        anew = recounted_since(filed.record.rows_version)
        for name, row in _heads(book.name("group", group), filed.record.heads, now.heads):
            (recounted if name in anew else changed).append(row)
    if rows:
        yield Table("amendments", _CHANGED_ROWS, _ROWS, tuple(rows))
    if changed:
        yield Table("amended_heads", _CHANGED_HEADS, _HEADS, tuple(changed))
    if recounted:
        yield Table("recounted_heads", _RECOUNTED, _HEADS, tuple(recounted), _RECOUNTED_NOTE)


def _rows(
    book: Book, group: str, filed: Filed[Submission], now: Kept
) -> Iterator[tuple[Cell, ...]]:
    start = (book.name("group", group), filed.record.handed_in)
    if not is_comparable(filed.record.rows_version):
        yield *start, Change.NOT_COMPARED, None, None, None
        return
    before = filed.record.rows
    for wanted in sorted({*before, *now.rows}):
        if before.get(wanted) != now.rows.get(wanted):
            yield *start, _change(wanted, before, now.rows), wanted, *_of_matter(book, wanted)


def _change(wanted: str, before: Mapping[str, str], now: Mapping[str, str]) -> Change:
    if wanted not in before:
        return Change.ADDED
    return Change.CHANGED if wanted in now else Change.GONE


def _of_matter(book: Book, wanted: str) -> tuple[Cell, Cell]:
    """Return the day and the title of a matter; neither for an accusation or one that is gone."""
    matter = book.matter_by_id.get(wanted)
    if matter is None or matter.is_accusation:
        return None, None
    return matter.received, matter.masked_title


def _heads(
    group: str, before: Mapping[str, int], now: Mapping[str, int]
) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Yield the name and the row of every count that differs; one that is new has no before."""
    for name, wording in HEADS.items():
        if name not in before and f"{name}_unknown" not in before:
            continue
        then, since = head_cell(name, before), head_cell(name, now)
        if then != since:
            yield name, (group, wording, then, since)


def as_correction(report: Report, of: date) -> Report:
    """Return a list that says, in its title and covering text, that it corrects that of a day."""
    day = day_in_full(of)
    corrects = phrase(
        "本清单更正{day}报送的清单。", "It corrects the list that was handed in on {day}.", day=day
    )
    cover = report.cover
    if cover:
        first, *rest = cover.paragraphs
        cover = replace(cover, paragraphs=(first, corrects, *rest))
    return replace(
        report,
        title=phrase("{title}（更正）", "{title} (correction)", title=report.title),
        notes=(corrects, *report.notes),
        cover=cover,
        correction_of=of,
    )
