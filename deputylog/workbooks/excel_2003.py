"""The sheets of an XML spreadsheet of Excel 2003."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError, iterparse

from deputylog.workbooks.grid import Grid, Table
from deputylog.workbooks.parsed import MOST_COLUMNS

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_VISIBLE = "{urn:schemas-microsoft-com:office:excel}Visible"


def tables(text: str) -> Iterator[Table]:
    """Yield the sheets; ValueError if the XML is damaged or declares entities."""
    if "<!DOCTYPE" in text:
        raise ValueError("XML with a document type")
    table = Table("", Grid())
    try:
        for event, element in iterparse(io.StringIO(text), ("start", "end")):
            if (event, element.tag) == ("start", f"{_SS}Worksheet"):
                table = Table(element.get(f"{_SS}Name", ""), Grid())
            elif event == "end":
                table = _with_element(table, element)
                if element.tag == f"{_SS}Worksheet":
                    yield table
    except ParseError as error:
        raise ValueError(str(error)) from None


def _with_element(table: Table, element: Element) -> Table:
    """Return the table with an element that was read whole."""
    if element.tag == f"{_SS}Row":
        _add_row(table.grid, element)
        element.clear()
    elif element.tag == f"{_SS}Column" and _is_hidden(element):
        first = _number(element, "Index", 1) - 1
        last = first + _number(element, "Span")
        table.grid.hidden_columns.update(range(first, min(last + 1, MOST_COLUMNS)))
    elif element.tag == _VISIBLE:
        return table._replace(is_visible=False)
    return table


def _add_row(grid: Grid, row: Element) -> None:
    before = _number(row, "Index", len(grid.rows) + 1) - len(grid.rows) - 1
    grid.begin_row(before, hidden=_is_hidden(row))
    for cell in row.findall(f"{_SS}Cell"):
        index = _number(cell, "Index")
        across, down = (_number(cell, f"Merge{way}") + 1 for way in ("Across", "Down"))
        grid.begin_cell(index - 1 if index else None, across, down)
        data = cell.find(f"{_SS}Data")
        kind = "" if data is None else data.get(f"{_SS}Type", "")
        text = "" if data is None else "".join(data.itertext())
        if formula := cell.get(f"{_SS}Formula"):
            grid.put_formula(formula, is_text=kind == "String")
        if kind == "Error":
            grid.put_formula(text)
        else:
            grid.put(_value(kind, text))


def _value(kind: str, text: str) -> object:
    match kind:
        case "Number":
            return float(text)
        case "DateTime":
            return datetime.fromisoformat(text)
        case "Boolean":
            return text == "1"
    return text


def _is_hidden(element: Element) -> bool:
    return element.get(f"{_SS}Hidden") == "1"


def _number(element: Element, name: str, default: int = 0) -> int:
    return int(element.get(f"{_SS}{name}", default))
