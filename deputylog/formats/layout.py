"""Tables in a fixed width, at a terminal or as Markdown: whole, in parts, or a block per row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from deputylog.formats.texts import COLON, NOTHING, SEMICOLON, one_line, parts_of
from deputylog.table import Cell, Column, Table
from deputylog.text.width import GAP, cell_lines, column_widths, pad, width, wrap_lines
from deputylog.words import Bilingual, Words

ITEM = Bilingual("项目", "item")
_STOP = Bilingual("。", ".")
_TITLES = ("title", "label", "about")
_NARROW = 12
_MOST_KEYS = 3
_INDENT = "  "
_SHARES = (2, 4)

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


def fitting(table: Table, words: Words, room: int) -> tuple[list[Table], list[Bilingual]]:
    """Fit a table into `room` columns of text.

    Return the table or its parts, and the headings left out; no table if only blocks fit.
    """

    def fits(part: Table, share: int = _SHARES[0]) -> bool:
        return column_widths(_texts(part, words), room, share) is not None

    if fits(table):
        return [table], []
    if parts := narrow_tables(table, words, fits):
        return parts, []
    fewer = list(_fewer(table))
    for share in _SHARES:
        for part in fewer:
            if fits(part, share):
                return [part], [one.head for one in table.columns if one not in part.columns]
    return [], []


def _fewer(table: Table) -> Iterator[Table]:
    """Yield the table with ever fewer columns, least important ones removed first."""
    yield table
    kept = list(range(len(table.columns)))
    for _, index in sorted((one.leaves, at) for at, one in enumerate(table.columns) if one.leaves):
        kept.remove(index)
        yield only(table, kept)


def rows_of(table: Table, words: Words, room: int) -> Iterator[tuple[str, str]]:
    """Yield the lines of the header and the rows, each with its style, wrap_lines if necessary."""
    columns = _texts(table, words)
    widths = next(found for share in _SHARES if (found := column_widths(columns, room, share)))
    for at, row in enumerate(zip(*columns, strict=True)):
        cells = [cell_lines(text, size) for text, size in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            texts = [
                pad(part, size, right=column.set_as == "number")
                for part, size, column in zip(parts, widths, table.columns, strict=True)
            ]
            yield (" " * GAP).join(texts).rstrip(), "" if at else "bold"


def block_lines(table: Table, words: Words, room: int) -> Iterator[tuple[str, str]]:
    """Yield the lines of a block for each row, each with its style: heading, then fields."""
    inner = room - len(_INDENT)
    for heading, fields in blocks(table, words):
        yield from ((line, "bold") for line in wrap_lines(heading, room, _INDENT * 2))
        for item in packed(fields, inner, words):
            for line in item:
                yield from ((_INDENT + part, "") for part in wrap_lines(line, inner, _INDENT))


def _texts(table: Table, words: Words) -> list[list[str]]:
    """Return the texts of each column, heading first."""
    columns = zip([column.head for column in table.columns], *table.rows, strict=True)
    return [[words.say(cell).replace("\t", " ") for cell in column] for column in columns]
