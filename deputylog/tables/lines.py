"""Writing records as rows of a sheet; lists in a record continue in the rows below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from deputylog.kinds.event_dates import said_of
from deputylog.record.kind import Kind
from deputylog.record.shape import Choice, Listing, OneOrList, Scalar, Shape, Table
from deputylog.tables.cell_lists import quoted
from deputylog.tables.columns import ID, Column, Level, Path, level_of
from deputylog.tables.labels import Ids, Labels
from deputylog.tables.rounds import to_cells
from deputylog.words import Words

Line = dict[Path, object]


@dataclass(frozen=True)
class Writing:
    """The labels and the language in which cell values are written."""

    labels: Labels | Ids
    words: Words

    def cell(self, shape: Shape, value: object) -> object:
        """Return the cell value: a date, a number or text."""
        match shape:
            case OneOrList() if isinstance(value, list):
                return "、".join(f"{item['from']} {item['id']}" for item in value)
            case OneOrList():
                return self.cell(shape.one, value)
            case Listing() if isinstance(value, list):
                return "、".join(quoted(str(self.cell(shape.item, item))) for item in value)
            case Scalar(terms=terms) if terms:
                return self.words.say(next(term for term in terms if term == value))
            case Scalar() if shape.refers:
                return self.labels.label(shape.refers, str(value))
            case Scalar(kind="bool"):
                return self.words.say(value)
            case Scalar(kind="day" | "day_or_month") if len(str(value)) == 10:
                return date.fromisoformat(str(value))
            case Scalar(kind="int"):
                return value
        return str(value)


def lines_of(
    kind: Kind, record_id: str, data: Mapping[str, object], writing: Writing
) -> list[Line]:
    """Return the rows of a record, each with the record's id."""
    lines = _lines(level_of(kind), to_cells(kind, data, writing.words), writing)
    return [{ID: record_id, **line} for line in lines]


def _lines(level: Level, data: Mapping[str, object], writing: Writing) -> list[Line]:
    own: Line = {}
    for column in level.columns:
        if not column.step and (value := _at(data, column.path[len(level.path) :])) is not None:
            own[column.path] = (
                _step(level, str(value), writing)
                if _is_step(level, column)
                else _cell(level, column, data, value, writing)
            )
    for keyed in level.keyed:
        table = data.get(keyed.path[-1])
        if isinstance(table, Mapping):
            own |= {
                (*keyed.path, key): writing.cell(keyed.shape.value, value)
                for key, value in table.items()
            }
    blocks = [_block(inner, data.get(inner.path[-1]), writing) for inner in level.levels]
    lines: list[Line] = [{} for _ in range(max(1, *map(len, blocks), 0) if blocks else 1)]
    lines[0] |= own
    for block in blocks:
        for number, more in enumerate(block):
            lines[number] |= more
    if level.id_path and level.path:
        for line in lines:
            line[level.id_path] = own.get(level.id_path, "")
    return lines


def _block(level: Level, entries: object, writing: Writing) -> list[Line]:
    """Return the rows of a list, entry by entry."""
    if isinstance(level.shape, Table) and isinstance(entries, Mapping):
        entries = [{"key": key, "value": value} for key, value in entries.items()]
    return (
        [line for entry in entries for line in _lines(level, entry, writing)]
        if isinstance(entries, list)
        else []
    )


def _at(data: Mapping[str, object], path: Path) -> object:
    found: object = data
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _is_step(level: Level, column: Column) -> bool:
    return isinstance(level.shape, Choice) and column.path[-1] == level.shape.tag_field


def _step(level: Level, tag: str, writing: Writing) -> str:
    assert isinstance(level.shape, Choice)
    return next(
        writing.words.say(said_of(variant.type))
        for variant in level.shape.variants
        if variant.tag == tag
    )


def _cell(
    level: Level, column: Column, data: Mapping[str, object], value: object, writing: Writing
) -> object:
    shape = column.shape
    if isinstance(level.shape, Choice):
        variant = next(
            one for one in level.shape.variants if one.tag == data[level.shape.tag_field]
        )
        found = variant.field(column.path[-1])
        assert found
        shape = found.shape
    return writing.cell(shape, value)
