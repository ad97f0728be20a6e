"""Tables in a fixed width, at a terminal or as Markdown: whole, in parts, or a block per row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct

from deputylog.formats.texts import COLON, NOTHING, SEMICOLON, one_line, parts_of
from deputylog.table import Cell, Table
from deputylog.text.width import GAP, cell_lines, column_widths, pad, width, wrap_lines
from deputylog.words import Bilingual, Words

ITEM = Bilingual("项目", "item")
_STOP = Bilingual("。", ".")
_TITLES = ("title", "label", "about")
_NARROW = 12
_MOST_KEYS = 3
_INDENT = "  "
_SHARES = (2, 4)

Fields = list[list[str]]
"""The parts of each field of a row; the first begins with the label."""


class TextColumn(Struct, frozen=True):
    """A column as texts, heading first; numbers are set on the right."""

    texts: Sequence[str]
    right: bool = False
    leaves: int = 0


TextColumns = Sequence[TextColumn]
Fits = Callable[[TextColumns], bool]


def text_columns(table: Table, text: Callable[[Cell], str]) -> list[TextColumn]:
    """Return the columns of a table, with each cell as text."""
    heads = [column.head for column in table.columns]
    columns = zip(table.columns, zip(heads, *table.rows, strict=True), strict=True)
    return [
        TextColumn(list(map(text, cells)), column.set_as == "number", column.leaves)
        for column, cells in columns
    ]


def narrow_parts(columns: TextColumns, words: Words, fits: Fits) -> list[TextColumns]:
    """Split a table into parts that fit, transposed if that takes no more parts.

    Return an empty list if it contains long texts.
    """
    heads, *rows = zip(*(column.texts for column in columns), strict=True)
    keys = _keys(rows)
    if not keys or any(width(text) > _NARROW for row in rows for text in row[keys:]):
        return []
    split = _split(columns, keys, fits)
    if keys > 1:
        return split
    names = TextColumn((words.text(ITEM), *heads[1:]))
    turned = _split([names, *(TextColumn(row, right=True) for row in rows)], 1, fits)
    return turned if turned and (not split or len(turned) <= len(split)) else split


def _keys(rows: Sequence[tuple[str, ...]]) -> int:
    """Return how many columns identify a row; 0 if more than a few are needed."""
    counts = range(1, _MOST_KEYS + 1)
    return next((at for at in counts if len({row[:at] for row in rows}) == len(rows)), 0)


def _split(columns: TextColumns, keys: int, fits: Fits) -> list[TextColumns]:
    """Fill each part with as many columns as fit, after the identifying columns."""
    parts = [list(columns[:keys])]
    for column in columns[keys:]:
        if len(parts[-1]) > keys and not fits([*parts[-1], column]):
            parts.append(list(columns[:keys]))
        parts[-1].append(column)
    return list(parts) if all(map(fits, parts)) else []


def blocks(table: Table, words: Words) -> Iterator[tuple[str, Fields]]:
    """Yield each row as a heading and its other fields; empty ones show a dash."""
    keys = _keys([tuple(map(words.say, row)) for row in table.rows]) or 1
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


def fitting(table: Table, words: Words, room: int) -> tuple[list[TextColumns], list[str]]:
    """Fit a table into `room` columns of text.

    Return the table or its parts, and the headings left out; no table if only blocks fit.
    """

    def fits(part: TextColumns, share: int = _SHARES[0]) -> bool:
        return column_widths([column.texts for column in part], room, share) is not None

    columns = text_columns(table, lambda cell: words.say(cell).replace("\t", " "))
    if fits(columns):
        return [columns], []
    if parts := narrow_parts(columns, words, fits):
        return parts, []
    for share in _SHARES:
        for part in _fewer(columns):
            if fits(part, share):
                return [part], [column.texts[0] for column in columns if column not in part]
    return [], []


def _fewer(columns: TextColumns) -> Iterator[TextColumns]:
    """Yield the columns, then ever fewer, least important ones removed first."""
    yield columns
    leaving = [column for column in columns if column.leaves]
    for column in sorted(leaving, key=lambda one: one.leaves):
        columns = [one for one in columns if one is not column]
        yield columns


def rows_of(columns: TextColumns, room: int) -> Iterator[tuple[str, str]]:
    """Yield the lines of the header and the rows, each with its style, wrapped if necessary."""
    texts = [column.texts for column in columns]
    widths = next(found for share in _SHARES if (found := column_widths(texts, room, share)))
    for at, row in enumerate(zip(*texts, strict=True)):
        cells = [cell_lines(text, size) for text, size in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            line = [
                pad(part, size, right=column.right)
                for part, size, column in zip(parts, widths, columns, strict=True)
            ]
            yield (" " * GAP).join(line).rstrip(), "" if at else "bold"


def block_lines(table: Table, words: Words, room: int) -> Iterator[tuple[str, str]]:
    """Yield the lines of a block for each row, each with its style: heading, then fields."""
    inner = room - len(_INDENT)
    for heading, fields in blocks(table, words):
        yield from ((line, "bold") for line in wrap_lines(heading, room, _INDENT * 2))
        for item in packed(fields, inner, words):
            for line in item:
                yield from ((_INDENT + part, "") for part in wrap_lines(line, inner, _INDENT))
