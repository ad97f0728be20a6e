"""Tables that are too wide: split into narrow tables, or into a block per row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from deputylog.formats.texts import COLON, NOTHING, SEMICOLON, one_line, parts_of
from deputylog.table import Cell, Column, Table
from deputylog.text.width import width
from deputylog.words import Bilingual, Words

ITEM = Bilingual("项目", "item")
_STOP = Bilingual("。", ".")
_TITLES = ("title", "label", "about")
_NARROW = 12
_MOST_KEYS = 3

Fits = Callable[[Table], bool]
Fields = list[list[str]]
"""The parts of each field of a row; the first begins with the label."""


def narrow_tables(table: Table, words: Words, fits: Fits) -> list[Table]:
    """Split a table into parts that fit, transposed if that takes no more parts.

    Return an empty list if it contains long texts.
    """
    keys = _keys(table, words)
    cells = (cell for row in table.rows for cell in row[keys:])
    if not keys or any(width(words.say(cell)) > _NARROW for cell in cells):
        return []
    split = _split(table, keys, fits)
    turned = _split(_turned(table, words), 1, fits) if keys == 1 else []
    return turned if turned and (not split or len(turned) <= len(split)) else split


def _keys(table: Table, words: Words) -> int:
    """Return how many columns identify a row; 0 if more than a few are needed."""
    for count in range(1, _MOST_KEYS + 1):
        if len({tuple(map(words.say, row[:count])) for row in table.rows}) == len(table.rows):
            return count
    return 0


def _turned(table: Table, words: Words) -> Table:
    """Transpose a table, so that each count has its own row."""
    names, *columns = zip(*table.rows, strict=True) if table.rows else [()]
    said = [words.say(name) for name in names]
    heads = (Column(name, Bilingual(name, name), "number") for name in said)
    counted = zip(table.columns[1:], columns, strict=False)
    rows = tuple((column.head, *cells) for column, cells in counted)
    return replace(table, columns=(Column("item", ITEM), *heads), rows=rows)


def _split(table: Table, keys: int, fits: Fits) -> list[Table]:
    """Fill each part with as many columns as fit, after the identifying columns."""
    first = list(range(keys))
    parts: list[list[int]] = [[]]
    for index in range(keys, len(table.columns)):
        if parts[-1] and not fits(only(table, [*first, *parts[-1], index])):
            parts.append([])
        parts[-1].append(index)
    tables = [only(table, [*first, *part]) for part in parts]
    return tables if all(map(fits, tables)) else []


def only(table: Table, indexes: Sequence[int]) -> Table:
    """Return the table with only these columns."""
    rows = tuple(tuple(row[index] for index in indexes) for row in table.rows)
    return replace(table, columns=tuple(table.columns[index] for index in indexes), rows=rows)


def blocks(table: Table, words: Words) -> Iterator[tuple[str, Fields]]:
    """Yield each row as a heading and its other fields; empty ones show a dash."""
    keys = max(1, _keys(table, words))
    titles = [index for index, column in enumerate(table.columns) if column.name in _TITLES][:1]
    known_by = ([0] if keys == 1 else []) + titles if titles else list(range(keys))
    is_numbered = len(known_by) > 1 and known_by[0] == 0 and table.columns[0].set_as == "number"
    for row in table.rows:
        first, *others = [one_line(row[index], words) or NOTHING for index in known_by]
        heading = f"{first}. {' '.join(others)}" if is_numbered else "  ".join([first, *others])
        cells = enumerate(zip(table.columns, row, strict=True))
        rest = [pair for index, pair in cells if index not in known_by]
        yield heading, [_field(column.head, cell, words) for column, cell in rest]


def _field(head: Bilingual, cell: Cell, words: Words) -> list[str]:
    first, *others = parts_of(cell, words)
    return [f"{words.say(head)}{words.text(COLON)}{first or NOTHING}", *others]


def packed(fields: Fields, room: int, words: Words) -> list[list[str]]:
    """Join short fields into lines of width `room`; split long ones after a part."""
    mark, stop = words.text(SEMICOLON), words.text(_STOP)
    items: list[list[str]] = []
    is_open = False
    for field in fields:
        joined = items[-1][0].removesuffix(stop) + mark + field[0] if is_open else ""
        if joined and len(field) == 1 and width(joined) <= room:
            items[-1] = [joined]
        else:
            items.append(_lines(field, room, mark))
        is_open = len(field) == 1
    return items


def _lines(parts: Sequence[str], room: int, mark: str) -> list[str]:
    lines = [parts[0]]
    for part in parts[1:]:
        if width(f"{lines[-1]}{mark}{part}") <= room:
            lines[-1] += mark + part
        else:
            lines[-1] += mark.rstrip()
            lines.append(part)
    return lines
