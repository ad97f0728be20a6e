"""Tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from deputylog.formats.layout import blocks, narrow_tables, only, packed
from deputylog.table import Table
from deputylog.text.width import GAP, cell_lines, column_widths, pad, wrap_lines
from deputylog.words import Bilingual, Words

Line = tuple[str, str]
"""A line and its style."""

_BLOCK_INDENT = "  "
_SHARES = (2, 4)


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
    fewer = _fewer(table)
    for share in _SHARES:
        for part in fewer:
            if fits(part, share):
                return [part], [one.head for one in table.columns if one not in part.columns]
    return [], []


def _fewer(table: Table) -> list[Table]:
    """Return the table with ever fewer columns, least important ones removed first."""
    leaving = sorted(
        (column.leaves, index) for index, column in enumerate(table.columns) if column.leaves
    )
    gone: set[int] = set()
    tables = [table]
    for _, index in leaving:
        gone.add(index)
        tables.append(only(table, [at for at in range(len(table.columns)) if at not in gone]))
    return tables


def rows_of(table: Table, words: Words, room: int) -> Iterator[Line]:
    """Yield the header and the rows, wrapped where necessary."""
    columns = _texts(table, words)
    widths = next(found for share in _SHARES if (found := column_widths(columns, room, share)))
    numbers = [column.set_as == "number" for column in table.columns]
    for at, row in enumerate(zip(*columns, strict=True)):
        cells = [cell_lines(text, size) for text, size in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            set_out = [
                pad(part, size, right=right)
                for part, size, right in zip(parts, widths, numbers, strict=True)
            ]
            yield (" " * GAP).join(set_out).rstrip(), "" if at else "bold"


def block_lines(table: Table, words: Words, room: int) -> Iterator[Line]:
    """Yield a block for each row: its heading, then its fields."""
    inner = room - len(_BLOCK_INDENT)
    for heading, fields in blocks(table, words):
        yield from ((line, "bold") for line in wrap_lines(heading, room, _BLOCK_INDENT * 2))
        for item in packed(fields, inner, words):
            for line in item:
                yield from (
                    (_BLOCK_INDENT + part, "") for part in wrap_lines(line, inner, _BLOCK_INDENT)
                )


def _texts(table: Table, words: Words) -> list[list[str]]:
    """Return the texts of each column, heading first."""
    rows = ([column.head for column in table.columns], *table.rows)
    return [
        [words.say(cell).replace("\t", " ") for cell in column]
        for column in zip(*rows, strict=True)
    ]
