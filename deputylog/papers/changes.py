"""Changes to a quarterly list since it was last handed in: rows and counts, before and now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct, to_builtins

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.facts import cells
from deputylog.facts.cells import column, day, number, table
from deputylog.kinds.events import Event
from deputylog.kinds.submission import Submission
from deputylog.life.matter import Matter
from deputylog.life.record_places import Filed
from deputylog.papers.counts import HEADS
from deputylog.table import Cell, Table
from deputylog.words import Bilingual, Term, phrase

VERSION = 2
"""How heads are counted and digests computed; 0.1.0 wrote no version.

It rises when `values_of` or the masking changes, or a head is counted differently
(`RECOUNTED`): lists of different versions are not compared row by row.
"""

RECOUNTED = {
    VERSION: frozenset(
        "carried_over replied forwarded settled solved open deputies_without_visit suggestions "
        "suggestions_answered suggestions_overdue".split()
    )
}
"""The heads that each version counts differently from the version before it."""

_NOT_LISTED = ("who", "note")
"""What a step may say beside what happened; no list shows it."""


def is_comparable(version: int | None) -> bool:
    """Return whether the rows of a list of that version can be compared with those of today."""
    return version == VERSION


def recounted_since(version: int | None) -> frozenset[str]:
    """Return the heads that are counted differently now than in a list of that version."""
    later = (heads for number, heads in RECOUNTED.items() if number > (version or 1))
    return frozenset().union(*later)


def digest_of(matter: Matter) -> str:
    """Return 12 hex digits that change with every value of the record that a list shows.

    They do not change with the language, a label, a format or a new column. The state and the
    result are left out: they change with the steps alone.
    """
    values = json.dumps(values_of(matter), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(values.encode()).hexdigest()[:12]


def values_of(matter: Matter) -> dict[str, object]:
    """Return ids, ISO dates, texts as recorded and steps, of what is known on the matter's day."""
    values: dict[str, object] = {
        "id": matter.id,
        "received": matter.received.isoformat(),
        "channel": matter.channel and str(matter.channel),
        "source": matter.source,
        "constituency": matter.constituency,
        "deputies": list(matter.deputies),
        "title": matter.masked_title,
        "kind": str(matter.kind),
        "topic": matter.topic,
        "steps": list(map(_step, matter.course)),
        "suggestions": list(matter.suggestions),
    }
    return {name: value for name, value in values.items() if value}


def _step(event: Event) -> dict[str, object]:
    values: dict[str, object] = to_builtins(event)
    return {name: value for name, value in values.items() if name not in _NOT_LISTED}


class RowChange(Term):
    """What happened to a row since the list was handed in."""

    ADDED = "added", "新增", "added"
    CHANGED = "changed", "更改", "changed"
    GONE = "gone", "删去", "gone"
    NOT_COMPARED = "not_compared", "行未比对（旧版）", "rows not compared (earlier version)"


class ListSummary(Struct, frozen=True):
    """A list in brief: its counts, and a digest of each row by the matter's id."""

    heads: dict[str, int]
    rows: dict[str, str]


class ChangedRow(NamedTuple):
    """A row of the list that a group handed in, and what happened to it since."""

    group: str
    handed_in: date
    change: RowChange
    id: str | None = None
    matter: Matter | None = None


class ChangedHead(NamedTuple):
    """A count of the list that a group handed in, then and now."""

    group: str
    head: Bilingual
    before: Cell
    now: Cell


_ROWS = (
    column("group", "代表组", "deputy group", names="group"),
    day("handed_in", "报送日期", "handed in"),
    column("change", "变动", "change"),
    cells.short_number(),
    cells.record_id(),
    cells.received("matter.received"),
    cells.summary("matter.heading"),
)
_HEADS = (
    column("group", "代表组", "deputy group", names="group"),
    column("head", "项目", "count"),
    number("before", "报送时", "when handed in"),
    number("now", "现在", "now"),
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
    book: Book, quarter: Quarter, groups: Sequence[str], reckon: Callable[[date, str], ListSummary]
) -> Iterator[Table]:
    """Yield the tables of changed rows, changed counts and counts in a new way, if not empty.

    The lists last handed in are compared with those that `reckon` computes for the same day and
    group from today's records. The rows of a list of an earlier version cannot be compared.
    """
    rows: list[ChangedRow] = []
    heads: dict[bool, list[ChangedHead]] = {False: [], True: []}
    for group in groups:
        filed = book.last_submission(group, quarter)
        if filed is None or not filed.record.heads:
            continue
        then = book.known_on(filed.record.handed_in)
        now = reckon(filed.record.handed_in, group)
        rows += _rows(then, filed, now.rows)
        anew = recounted_since(filed.record.rows_version)
        for name, row in _heads(group, filed.record.heads, now.heads):
            heads[name in anew].append(row)
    if rows:
        yield table(book, "amendments", _CHANGED_ROWS, _ROWS, rows)
    if heads[False]:
        yield table(book, "amended_heads", _CHANGED_HEADS, _HEADS, heads[False])
    if heads[True]:
        yield table(book, "recounted_heads", _RECOUNTED, _HEADS, heads[True], _RECOUNTED_NOTE)


def _rows(book: Book, filed: Filed[Submission], now: Mapping[str, str]) -> Iterator[ChangedRow]:
    """Yield the changed rows; of an accusation, or a matter that is gone, the id alone."""
    list_, before = filed.record, filed.record.rows
    if not is_comparable(list_.rows_version):
        yield ChangedRow(list_.group, list_.handed_in, RowChange.NOT_COMPARED)
        return
    for wanted in sorted({*before, *now}):
        if before.get(wanted) == now.get(wanted):
            continue
        change = RowChange.CHANGED if wanted in now else RowChange.GONE
        if wanted not in before:
            change = RowChange.ADDED
        matter = book.matter_by_id.get(wanted)
        named = None if matter and matter.is_accusation else matter
        yield ChangedRow(list_.group, list_.handed_in, change, wanted, named)


def _heads(
    group: str, before: Mapping[str, int], now: Mapping[str, int]
) -> Iterator[tuple[str, ChangedHead]]:
    """Yield the name and the row of every count that differs; one that is new has no before."""
    for head in HEADS:
        if head.name in before or f"{head.name}_unknown" in before:
            then, since = head.cell(before), head.cell(now)
            if then != since:
                yield head.name, ChangedHead(group, head.wording, then, since)
