"""Export the records of a kind, or facts for analysis; values in private/ are never exported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.finding import DeputylogError
from deputylog.formats.json import envelope
from deputylog.kinds.registry import DISTRICT, GROUP, KINDS, OPENING, PRESET
from deputylog.life.record_places import Filed
from deputylog.lists import listing_named
from deputylog.lists.filter import Filter
from deputylog.record.kind import Kind
from deputylog.record.reading import values_of
from deputylog.record.shape import Choice, Listing, Scalar, shape_of
from deputylog.tables.cells import CellWriter, Labels
from deputylog.tables.columns import PRIVATE, ColumnGroup, Path, SheetColumn, keyed_head, level_of
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
    """Return the kind called `name`, singular or plural; DeputylogError lists the kinds."""
    for kind in EXPORTED:
        if name in (kind.name, kind.folder, kind.wording.zh):
            return kind
    raise _not_one_of("KIND", name, [*(kind.name for kind in EXPORTED), FACTS])


def _not_one_of(option: str, value: str, allowed: Sequence[str]) -> DeputylogError:
    return DeputylogError(
        "{option}不能写“{value}”，可以写：{allowed}",
        "{option} cannot be '{value}'; allowed are {allowed}",
        option=option,
        value=value,
        allowed=list(allowed),
    )


def records_of(book: Book, kind: Kind, wished: Filter) -> list[Filed[Any]]:
    """Return the known records of a kind that match the filter, sorted by id."""
    filed = list(book.of(kind))
    if wished != Filter():
        listed = {str(row[0]) for row in listing_named(kind.folder).table(book, wished).rows}
        filed = [one for one in filed if one.id in listed]
    written = (book.as_written.get(one.path, one) for one in filed)
    return sorted(written, key=lambda one: one.id)


def as_known(data: Mapping[str, object], as_of: date) -> dict[str, object]:
    """Return a record without the events after a day, at any depth; what has no date stays."""
    known = dict(data)
    if isinstance(events := data.get("events"), list):
        last = as_of.isoformat()
        known["events"] = [event for event in events if str(event.get("date", "")) <= last]
    if isinstance(matters := data.get("matters"), list):  # of an activity, they are ids
        known["matters"] = [
            as_known(matter, as_of) if isinstance(matter, Mapping) else matter for matter in matters
        ]
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
    columns = list(_columns(kind, rows, writing))
    if format == "csv":
        lines = ([_text(row.get(path)) for path, _ in columns] for row in rows)
        return write_csv([[head.text for _, head in columns], *lines])
    cells = tuple(tuple(row.get(path) for path, _ in columns) for row in rows)
    sheet = Worksheet(words.say(kind.wording), tuple(head for _, head in columns), cells)
    return write_workbook([sheet], {"version": "1", f"sheet:{sheet.name}": kind.name})


def _by_id(kind: str, wanted: str) -> str:
    """The label in a sheet of groups, which define the names."""
    return wanted


def _with_lists(kind: Kind, record_id: str, data: Mapping[str, object]) -> dict[str, object]:
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
    kind: Kind, rows: Iterable[Written], writing: CellWriter
) -> Iterator[tuple[Path, Heading]]:
    """Yield the columns: those of the kind without unused lists, then one for each key used."""
    used = {path for row in rows for path in row}
    level = level_of(kind)
    shown = {*used, *_shown_anyway(level, used)}
    for column in level.every():
        if not column.step and column.path[0] != PRIVATE and column.path in shown:
            yield column.path, _head(column, writing.words)
    for keyed in level.every_keyed():
        for path in sorted(path for path in used if path[:-1] == keyed.path):
            text = keyed_head(writing.words.say(keyed.head), path[-1])
            yield path, Heading(writing.label("mailbox", path[-1]) if kind is OPENING else text)


def _shown_anyway(level: ColumnGroup, used: set[Path]) -> Iterator[Path]:
    """Yield the columns shown even when empty: those of the record and of its non-empty lists.

    Columns of events are shown only if used.
    """
    for inner in level.levels:
        yield from _shown_anyway(inner, used)
    is_used = not level.path or any(column.path in used for column in level.columns)
    if is_used and not isinstance(level.shape, Choice):
        yield from (column.path for column in level.columns)


def _head(column: SheetColumn, words: Words) -> Heading:
    is_day = isinstance(column.shape, Scalar) and column.shape.kind.startswith("day")
    return Heading(words.say(column.head), 12 if is_day else 18, words.say(column.wording))


def _text(value: object) -> str:
    """Return the text of a cell; the items of a list are joined by spaces."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return " ".join(map(_text, value))
    return str(value)


def export_facts(book: Book, period: Period, group: str, format: str, frame: str) -> bytes:
    """Return the facts of a period, without any text of records: all frames, or as CSV one."""
    from deputylog.facts.facts import FRAMES, Facts

    if frame not in FRAMES:
        raise _not_one_of("--frame", frame, list(FRAMES))
    facts = Facts(book, period)
    rows = {
        name: list(_rows_of_frame(facts, name, group))
        for name in ([frame] if format == "csv" else FRAMES)
    }
    if format == "json":
        about = {"period": {"first": period.first.isoformat(), "last": period.last.isoformat()}}
        return envelope(FACTS, book.as_of, {**about, **to_builtins(rows)}).encode()
    heads = {name: [fact.name for fact in FRAMES[name]] for name in rows}
    if format == "csv":
        return write_csv([heads[frame], *(list(map(_text, row.values())) for row in rows[frame])])
    cells = {name: tuple(tuple(map(_cell, row.values())) for row in rows[name]) for name in rows}
    return write_workbook(
        [Worksheet(name, tuple(map(Heading, heads[name])), cells[name]) for name in rows]
    )


def _rows_of_frame(facts: Facts, name: str, group: str) -> Iterator[dict[str, object]]:
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


def _cell(value: object) -> object:
    is_plain = isinstance(value, (date, int, float)) and not isinstance(value, bool)
    return value if is_plain else _text(value)
