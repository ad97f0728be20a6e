"""A second look at an .ods file: formulas, errors, merged cells, hidden rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse

from deputylog.workbooks.parsed import MOST_CELLS, MOST_COLUMNS, Area, Formula, Hints, Place

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TYPES = (
    "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type",
)


def hints_by_sheet(content: IO[bytes]) -> Iterator[tuple[str, Hints]]:
    """Yield the name of each sheet, and what the XML says beside the values of its cells."""
    sheet = _Sheet()
    try:
        for event, element in iterparse(content, ("start", "end")):
            tag = element.tag.removeprefix(_TABLE)
            if event == "start":
                sheet = _Sheet() if tag == "table" else sheet
            elif tag == "table-column":
                sheet.add_columns(element)
            elif tag == "table-row":
                sheet.add_rows(element)
                element.clear()
            elif tag == "table":
                yield element.get(f"{_TABLE}name", ""), sheet.hints
    except ParseError as error:
        raise ValueError(str(error)) from None


class _Sheet:
    """The rows and columns of a sheet that were read so far."""

    def __init__(self) -> None:
        self._rows = self._columns = 0
        self._formulas: dict[Place, Formula] = {}
        self._hidden: tuple[set[int], set[int]] = (set(), set())
        self._merged: list[Area] = []

    @property
    def hints(self) -> Hints:
        rows, columns = map(frozenset, self._hidden)
        return Hints(self._formulas, rows, columns, self._merged)

    def add_columns(self, column: Element) -> None:
        first, self._columns = self._columns, self._columns + _count(column, "columns-repeated")
        if _is_hidden(column):
            self._hidden[1].update(range(first, min(self._columns, MOST_COLUMNS)))

    def add_rows(self, row: Element) -> None:
        """Add a row that stands there once or several times."""
        first, self._rows = self._rows, self._rows + _count(row, "rows-repeated")
        if _is_hidden(row):
            self._hidden[0].update(range(first, min(self._rows, MOST_CELLS)))
        column = 0
        for cell in row:
            self._add_cell(cell, first, column)
            column += _count(cell, "columns-repeated")

    def _add_cell(self, cell: Element, row: int, column: int) -> None:
        across, down = _count(cell, "columns-spanned"), _count(cell, "rows-spanned")
        if across > 1 or down > 1:
            self._merged.append((row, column, row + down - 1, column + across - 1))
        formula = cell.get(f"{_TABLE}formula")
        kind = next(filter(None, map(cell.get, _TYPES)), "")
        if formula or kind == "error":
            text = "".join(cell.itertext()) if kind == "error" else f"={formula}"
            self._formulas[row, column] = Formula(text, kind == "string")


def _is_hidden(element: Element) -> bool:
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _count(element: Element, name: str) -> int:
    return int(element.get(f"{_TABLE}number-{name}", 1))
