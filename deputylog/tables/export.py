"""Export of records as a table; lists in a record continue in the rows below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from deputylog.kinds.registry import OPENING
from deputylog.record.kind import Kind
from deputylog.record.shape import Choice, Scalar
from deputylog.tables.columns import PRIVATE, Column, Keyed, Level, Path, keyed_head, level_of
from deputylog.tables.lines import Line, Writing, lines_of
from deputylog.tables.rows import write_csv
from deputylog.workbooks.writing import Heading, Worksheet, write_workbook

Several = Sequence[tuple[str, Mapping[str, object]]]


def csv_of(kind: Kind, several: Several, writing: Writing) -> bytes:
    """Return the records as CSV in UTF-8."""
    lines = [line for wanted, data in several for line in lines_of(kind, wanted, data, writing)]
    columns = _columns(kind, lines, writing)
    head = [text for _, text, _ in columns]
    return write_csv([head, *([_text(line.get(path)) for path, _, _ in columns] for line in lines)])


def workbook_of(kind: Kind, several: Several, writing: Writing) -> bytes:
    """Return the records as a workbook whose metadata names the kind."""
    lines = [line for wanted, data in several for line in lines_of(kind, wanted, data, writing)]
    columns = _columns(kind, lines, writing)
    heads = tuple(_head(text, column, writing) for _, text, column in columns)
    sheet = Worksheet(
        writing.words.say(kind.wording),
        heads,
        tuple(tuple(line.get(path) for path, _, _ in columns) for line in lines),
    )
    return write_workbook([sheet], {"version": "1", f"sheet:{sheet.name}": kind.name})


def _columns(
    kind: Kind, lines: Iterable[Line], writing: Writing
) -> list[tuple[Path, str, Column | None]]:
    """Return the columns: those of the kind without unused lists, then one for each key used."""
    used = {path for line in lines for path in line}
    level = level_of(kind)
    shown = [column for column in level.every() if not column.step and column.path[0] != PRIVATE]
    whole = set(_shown_anyway(level, used))
    columns: list[tuple[Path, str, Column | None]] = [
        (column.path, writing.words.say(column.head), column)
        for column in shown
        if column.path in used or column.path in whole
    ]
    for keyed in level.every_keyed():
        keys = sorted(path for path in used if path[:-1] == keyed.path)
        columns += [(path, _keyed_head(kind, keyed, path[-1], writing), None) for path in keys]
    return columns


def _shown_anyway(level: Level, used: set[Path]) -> Iterator[Path]:
    """Yield the columns shown even when empty: those of the record and of its non-empty lists.

    Columns of events are shown only if used.
    """
    for inner in level.levels:
        yield from _shown_anyway(inner, used)
    if not isinstance(level.shape, Choice) and (
        not level.path or any(column.path in used for column in level.columns)
    ):
        yield from (column.path for column in level.columns)


def _keyed_head(kind: Kind, keyed: Keyed, key: str, writing: Writing) -> str:
    if kind is OPENING:
        return writing.labels.label("mailbox", key)
    return keyed_head(writing.words.say(keyed.head), key)


def _head(text: str, column: Column | None, writing: Writing) -> Heading:
    if column is None:
        return Heading(text)
    is_day = isinstance(column.shape, Scalar) and column.shape.kind.startswith("day")
    return Heading(text, 12 if is_day else 18, writing.words.say(column.wording))


def _text(value: object) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
