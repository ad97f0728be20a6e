"""Tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from deputylog.formats.layout import blocks, narrow_tables, only, packed
from deputylog.table import Table
from deputylog.text.width import GAP, cell_lines, column_widths, pad, wrap_lines
from deputylog.words import Bilingual, Words

_INDENT = "  "
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
