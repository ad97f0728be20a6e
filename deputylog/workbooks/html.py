"""The tables of a page of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from deputylog.workbooks.grid import Grid, Table

_NAMES = re.compile(r"<x:Name>([^<]*)</x:Name>")
_MOST_ACROSS, _MOST_DOWN = 1000, 65_534
"""The most cells that one of HTML spans."""


def tables(text: str) -> Iterator[Table]:
    """Yield the tables of a page that hold something, named as Excel does where it says so."""
    page = _Page()
    try:
        page.feed(text)
        page.close()
    except AssertionError:
        raise ValueError("damaged HTML") from None
    for grid in page.tables:
        grid.rows = [[_spaced(str(cell)) for cell in line] for line in grid.rows]
    filled = [grid for grid in page.tables if any(map(any, grid.rows))]
    names = _NAMES.findall(text[:20_000])
    if len(names) != len(filled):
        names = [f"Sheet{number}" for number in range(1, len(filled) + 1)]
    yield from (Table(name, grid) for name, grid in zip(names, filled, strict=True))


def _spaced(text: str) -> str:
    """Return a text without the blanks that a browser does not show."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


class _Page(HTMLParser):
    """The tables of a page, of which one may stand in a cell of another."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Grid] = []
        self._open: list[Grid] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._open.append(Grid())
            self.tables.append(self._open[-1])
        elif self._open:
            _begin(self._open[-1], tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].put(re.sub(r"\s+", " ", data))


def _begin(grid: Grid, tag: str, attributes: Mapping[str, str]) -> None:
    """Begin an element within a table."""
    match tag:
        case "tr":
            style = attributes.get("style", "").replace(" ", "").lower()
            grid.begin_row(hidden="display:none" in style)
        case "td" | "th":
            if not grid.rows:
                grid.begin_row()
            across = _span(attributes, "colspan", _MOST_ACROSS)
            grid.begin_cell(None, across, _span(attributes, "rowspan", _MOST_DOWN))
        case "br" | "p" | "div":
            grid.put("\n")


def _span(attributes: Mapping[str, str], name: str, most: int) -> int:
    written = attributes.get(name, "").strip()
    return min(int(written), most) or 1 if written.isdecimal() and len(written) < 9 else 1
