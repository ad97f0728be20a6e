"""Tables that are too wide: split into narrow tables, or into a block per row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from deputylog.table import Cell, Column, Table
from deputylog.text.width import width
from deputylog.words import Bilingual, Words

ITEM = Bilingual("项目", "item")
COUNT = Bilingual("数量", "count")
_TITLES = ("title", "label", "about")
_NARROW = 12
_MOST_KEYS = 3
NOTHING = "—"

Fits = Callable[[Table], bool]
Fields = list[list[str]]
"""The parts of each field of a row; the first begins with the label."""


def colon(words: Words) -> str:
    return "：" if words.language == "zh-CN" else ": "


def semicolon(words: Words) -> str:
    return "；" if words.language == "zh-CN" else "; "


def parts_of(cell: Cell, words: Words) -> list[str]:
    """Split a cell into parts: names are one part, dated steps are several."""
    if not isinstance(cell, (list, tuple)):
        return [words.say(cell).replace("\n", " ")]
    parts = [words.say(part) for part in cell]
    are_names = not any(" " in part or "、" in part for part in parts)
    return [words.join(parts)] if are_names else parts


def one_line(cell: Cell, words: Words) -> str:
    return semicolon(words).join(parts_of(cell, words))


def narrow_tables(table: Table, words: Words, fits: Fits) -> list[Table]:
    """Split a table into parts that fit, transposed if that takes no more parts.

    Return an empty list if it contains long texts.
    """
    keys = _keys(table, words)
    if not keys or not all(
        _is_narrow(table, index, words) for index in range(keys, len(table.columns))
    ):
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


def _is_narrow(table: Table, index: int, words: Words) -> bool:
    return all(width(words.say(row[index])) <= _NARROW for row in table.rows)


def _turned(table: Table, words: Words) -> Table:
    """Transpose a table, so that each count has its own row."""
    names = [words.say(row[0]) for row in table.rows]
    columns = (
        Column("item", ITEM),
        *(Column(name, Bilingual(name, name), "number") for name in names),
    )
    rows = tuple(
        (column.head, *(row[index] for row in table.rows))
        for index, column in enumerate(table.columns)
        if index
    )
    return Table(table.name, table.title, columns, rows)


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
    return Table(table.name, table.title, tuple(table.columns[index] for index in indexes), rows)


def blocks(table: Table, words: Words) -> Iterator[tuple[str, Fields]]:
    """Yield each row as a heading and its other fields; empty ones show a dash."""
    keys = max(1, _keys(table, words))
    titles = [index for index, column in enumerate(table.columns) if column.name in _TITLES][:1]
    known_by = ([0] if keys == 1 else []) + titles if titles else list(range(keys))
    for row in table.rows:
        shown = [one_line(row[index], words) or NOTHING for index in known_by]
        numbered = len(shown) > 1 and table.columns[0].set_as == "number" and known_by[0] == 0
        heading = f"{shown[0]}. {' '.join(shown[1:])}" if numbered else "  ".join(shown)
        rest = [index for index in range(len(row)) if index not in known_by]
        yield heading, [field_of(table.columns[index].head, row[index], words) for index in rest]


def field_of(head: Bilingual, cell: Cell, words: Words) -> list[str]:
    first, *others = parts_of(cell, words)
    return [f"{words.say(head)}{colon(words)}{first or NOTHING}", *others]


def packed(fields: Fields, room: int, words: Words) -> list[list[str]]:
    """Join short fields into lines of width `room`; split long ones after a part."""
    items: list[list[str]] = []
    is_open = False
    for field in fields:
        joined = _joined(items[-1][0], field[0], words) if is_open and len(field) == 1 else ""
        if joined and width(joined) <= room:
            items[-1] = [joined]
        else:
            items.append(_lines(field, room, words))
        is_open = len(field) == 1
    return items


def _joined(one: str, other: str, words: Words) -> str:
    stop = "。" if words.language == "zh-CN" else "."
    return one.removesuffix(stop) + semicolon(words) + other


def _lines(parts: Sequence[str], room: int, words: Words) -> list[str]:
    mark = semicolon(words)
    lines = [parts[0]]
    for part in parts[1:]:
        if width(f"{lines[-1]}{mark}{part}") <= room:
            lines[-1] += mark + part
        else:
            lines[-1] += mark.rstrip()
            lines.append(part)
    return lines
