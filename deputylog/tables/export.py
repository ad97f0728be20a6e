"""Export the records of a kind, or facts for analysis; values in private/ are never exported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.formats.json import envelope
from deputylog.keep.register_draft import entries
from deputylog.kinds.registry import DISTRICT, GROUP, KINDS, OPENING, PRESET
from deputylog.life.record_places import Filed
from deputylog.lists import listing_named
from deputylog.lists.filter import Filter
from deputylog.names.terms import not_allowed
from deputylog.record.fields import Data
from deputylog.record.kind import Kind, Values
from deputylog.record.shape import Choice, Listing, shape_of
from deputylog.record.values import values_of
from deputylog.tables.cells import CellWriter, Labels
from deputylog.tables.columns import (
    PRIVATE,
    ColumnGroup,
    ColumnPath,
    SheetColumn,
    keyed_head,
    kind_called,
    level_of,
)
from deputylog.tables.record_rows import Written, rows_of_record
from deputylog.tables.rows import write_csv
from deputylog.words import Words
from deputylog.workbooks.writing import Heading, Worksheet, write_workbook

if TYPE_CHECKING:
    from deputylog.facts.facts import Facts

FORMATS = ("csv", "xlsx", "json")
FACTS = "facts"
"""What `export` calls the frames that papers count from."""
EXPORTED = tuple(kind for kind in KINDS if kind not in (DISTRICT, PRESET))


def exported_kind(name: str) -> Kind:
    """Return the kind that can be exported and is called `name`; DeputylogError lists them."""
    return kind_called(name, EXPORTED, [FACTS])


def records_of(book: Book, kind: Kind, wished: Filter) -> list[Filed[Any]]:
    """Return the known records of a kind that match the filter, sorted by id."""
    filed = list(book.of(kind))
    if wished != Filter():
        matching = {str(row[0]) for row in listing_named(kind.folder).table(book, wished).rows}
        filed = [one for one in filed if one.id in matching]
    written = (book.as_written.get(one.path, one) for one in filed)
    return sorted(written, key=lambda one: one.id)


def as_known(data: Data, as_of: date) -> Values:
    """Return a record without the events after a day, at any depth; what has no date stays."""
    known, last = dict(data), as_of.isoformat()
    known["events"] = [
        event for event in entries(data, "events") if str(event.get("date", "")) <= last
    ]
    if matters := entries(data, "matters"):  # of an activity, they are ids
        known["matters"] = [as_known(matter, as_of) for matter in matters]
    return {name: value for name, value in known.items() if value != []}


def export(book: Book, kind: Kind, filed: Sequence[Filed[Any]], format: str, words: Words) -> bytes:
    """Return the records as a file in `format` that `import` can read."""
    several = [(one.id, as_known(values_of(one.record), book.as_of)) for one in filed]
    if format == "json":
        records = [_with_lists(kind, *one) for one in several]
        return envelope(kind.name, book.as_of, {"records": records}).encode()
    label = _by_id if kind is GROUP else Labels(book.directory, words).label
    writing = CellWriter(label, words)
    rows = [row for wanted, data in several for row in rows_of_record(kind, wanted, data, writing)]
    columns = dict(_columns(kind, rows, writing))
    cells = tuple(tuple(row.get(path, "") for path in columns) for row in rows)
    sheet = Worksheet(words.say(kind.wording), tuple(columns.values()), cells)
    return _file([sheet], format, {"version": "1", f"sheet:{sheet.name}": kind.name})


def _file(
    sheets: Sequence[Worksheet], format: str, marker: Mapping[str, str] | None = None
) -> bytes:
    """Return a workbook of the sheets, or the only one as CSV."""
    if format != "csv":
        return write_workbook(sheets, marker)
    [sheet] = sheets
    lines = (list(map(str, row)) for row in sheet.rows)
    return write_csv([[head.text for head in sheet.heads], *lines])


def _cell(value: object) -> object:
    """Return a fact as a cell; the items of a list are joined by spaces."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return " ".join(str(_cell(item)) for item in value)
    return value


def _by_id(kind: str, wanted: str) -> str:
    """The label in a sheet of groups, which define the names."""
    return wanted


def _with_lists(kind: Kind, record_id: str, data: Data) -> Values:
    """Return a record in the schema's order; a list without items is there too, so that programs
    need not ask.
    """
    fields = shape_of(kind.type).fields
    present = {
        field.name: data.get(field.name, [])
        for field in fields
        if field.name in data or isinstance(field.shape, Listing)
    }
    return {"id": record_id, **present}


def _columns(
    kind: Kind, rows: Sequence[Written], writing: CellWriter
) -> Iterator[tuple[ColumnPath, Heading]]:
    """Yield the columns: those of the kind without unused lists, then one for each key used."""
    used = {path for row in rows for path in row}
    level = level_of(kind)
    included = {*used, *_regular_columns(level, used)}
    for column in level.every():
        if not column.step and column.path[0] != PRIVATE and column.path in included:
            yield column.path, _head(column, writing.words)
    for keyed in level.every_keyed():
        for path in _in_common_order(keyed.path, rows):
            text = keyed_head(writing.words.say(keyed.head), path[-1])
            yield path, Heading(writing.label("mailbox", path[-1]) if kind is OPENING else text)


def _in_common_order(keyed: ColumnPath, rows: Iterable[Written]) -> Iterator[ColumnPath]:
    """Yield the columns of keys, each behind those that precede it in a record, so that what is
    imported again has them in the order of its record; where records disagree, the first counts.
    """
    orders = dict.fromkeys(tuple(path for path in row if path[:-1] == keyed) for row in rows)
    before: dict[ColumnPath, set[ColumnPath]] = {}
    for order in orders:
        for place, path in enumerate(order):
            before.setdefault(path, set()).update(order[:place])
    while before:
        free = (path for path, earlier in before.items() if earlier.isdisjoint(before))
        path = next(free, next(iter(before)))
        del before[path]
        yield path


def _regular_columns(level: ColumnGroup, used: set[ColumnPath]) -> Iterator[ColumnPath]:
    """Yield the columns included even when empty: those of the record and of its non-empty lists.

    Columns of events are included only if used.
    """
    for inner in level.levels:
        yield from _regular_columns(inner, used)
    is_used = not level.path or any(column.path in used for column in level.columns)
    if is_used and not isinstance(level.shape, Choice):
        yield from (column.path for column in level.columns)


def _head(column: SheetColumn, words: Words) -> Heading:
    width = 12 if column.form == "day" else 18
    return Heading(words.say(column.head), width, words.say(column.wording))


def export_facts(book: Book, period: Period, group: str, format: str, frame: str) -> bytes:
    """Return the facts of a period, without any text of records: all frames, or as CSV one."""
    from deputylog.facts.facts import FRAMES, Facts

    if frame not in FRAMES:
        raise not_allowed("--frame", frame, FRAMES)
    facts = Facts(book, period)
    names = [frame] if format == "csv" else list(FRAMES)
    rows = {name: list(_rows_of_frame(facts, name, group)) for name in names}
    if format == "json":
        about = {"period": {"first": period.first.isoformat(), "last": period.last.isoformat()}}
        return envelope(FACTS, book.as_of, {**about, **to_builtins(rows)}).encode()
    sheets = []
    for name in names:
        heads = tuple(Heading(fact.name) for fact in FRAMES[name])
        cells = tuple(tuple(map(_cell, row.values())) for row in rows[name])
        sheets.append(Worksheet(name, heads, cells))
    return _file(sheets, format)


def _rows_of_frame(facts: Facts, name: str, group: str) -> Iterator[Values]:
    """Yield the rows of a frame as plain values: text, numbers, days, lists, None."""
    from deputylog.facts.fact import of_group
    from deputylog.facts.facts import FRAMES

    frame = getattr(facts, name)
    heads = [fact.name for fact in FRAMES[name]]
    chosen = of_group(frame, group if "group" in frame else "")[heads]
    for values in chosen.itertuples(index=False, name=None):
        yield dict(zip(heads, map(_plain, values), strict=True))


def _plain(value: object) -> object:
    from pandas import Timestamp, isna

    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if value is None or isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value
