"""Reading the workbook that sets up a district: rows of cells that know their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from deputylog.tables.forms import EXAMPLE
from deputylog.tables.setup.sheets import MARKER, SETUP_SHEETS, SetupSheet
from deputylog.text.numerals import plain_ordinal
from deputylog.text.spelling import same_name
from deputylog.words import Bilingual, Phrase, phrase
from deputylog.workbooks.documents import is_workbook
from deputylog.workbooks.parsed import column_letters
from deputylog.workbooks.reading import ReadSheet, read_marker, read_sheets

_MOST_TITLES = 20
_TERMS = ("term", "session")
_FEWEST = 3
"""So many of its sheets make a workbook one that sets up a district, where the marker is lost."""


class SetupRow(Struct, frozen=True):
    """A row: its sheet, the name of that in the workbook, its number, and its cells by column."""

    sheet: SetupSheet
    tab: str
    number: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]
    unread: tuple[str, ...] = ()
    """The columns whose cells hold a formula without a result, or an error."""

    @property
    def place(self) -> str:
        """What tells the row from all others."""
        return f"{self.tab}!{self.number}"

    def cell(self, column: str) -> str:
        """Return the address of a cell, such as 信箱!C5; of a missing column, that of the row."""
        return f"{self.tab}!{self.letters.get(column, 'A')}{self.number}"


class SetupWorkbook(Struct, frozen=True):
    """The rows that are filled in, and the headings and the sheets that mean nothing here."""

    rows: tuple[SetupRow, ...]
    ignored: tuple[str, ...]

    @property
    def notes(self) -> tuple[Phrase, ...]:
        text = Bilingual("以下栏目未予导入：{heads}", "ignored columns: {heads}")
        return (phrase(text, heads=list(self.ignored)),) if self.ignored else ()


def is_setup(name: str, raw: bytes) -> bool:
    """Whether the bytes are a workbook that sets up a district, by its marker or its sheets."""
    if not is_workbook(raw):
        return False
    if marker := read_marker(name, raw):
        return MARKER in marker
    found = {sheet.name for tab in read_sheets(name, raw) if (sheet := _sheet_called(tab.name))}
    return len(found) >= _FEWEST


def read_setup(name: str, raw: bytes) -> SetupWorkbook:
    """Return the rows of the workbook, without examples, and what in it was not read."""
    rows: list[SetupRow] = []
    ignored: list[str] = []
    for tab in read_sheets(name, raw):
        sheet = _sheet_called(tab.name)
        if sheet is None:
            ignored += [tab.name] if not _is(GUIDE, tab.name) else []
        else:
            at, head = _header(sheet, tab)
            known = {
                found: number for number, text in enumerate(head) if (found := _column(sheet, text))
            }
            ignored += [f"{tab.name}!{text}" for text in head if text and not _column(sheet, text)]
            for number in range(at + 1, len(tab.cells)):
                rows += _filled(_row(sheet, tab, number, known))
    return SetupWorkbook(tuple(rows), tuple(ignored))


def _header(sheet: SetupSheet, tab: ReadSheet) -> tuple[int, list[str]]:
    """Return the row with most of the headings, of those at the top, and its texts."""
    lines = [[cell.strip() for cell in line] for line in tab.cells[:_MOST_TITLES]] or [[]]
    counts = [sum(bool(_column(sheet, text)) for text in line) for line in lines]
    at = counts.index(max(counts))
    return at, lines[at]


def _row(sheet: SetupSheet, tab: ReadSheet, number: int, known: Mapping[str, int]) -> SetupRow:
    """Return a row, which is counted from 0, with the cells of the known columns."""
    places = {name: _first_of(tab, number, at) for name, at in known.items()}
    texts = {name: _text(tab, *place) for name, place in places.items()}
    cells = {name: plain_ordinal(text) if name in _TERMS else text for name, text in texts.items()}
    unread = {name: tab.unread[place] for name, place in places.items() if place in tab.unread}
    letters = {name: column_letters(at) for name, at in known.items()}
    return SetupRow(sheet, tab.name, number + 1, {**cells, **unread}, letters, tuple(unread))


GUIDE = Bilingual("填写说明", "How to fill in")
"""The sheet that explains the others."""


def _sheet_called(name: str) -> SetupSheet | None:
    called = (one for one in SETUP_SHEETS if _is(one.title, name))
    return next(called, None)


def _is(wording: Bilingual, text: str) -> bool:
    return any(same_name(text, word) for word in (wording.zh, wording.en))


def _column(sheet: SetupSheet, head: str) -> str:
    return next((one.name for one in sheet.columns if _is(one.head, head)), "")


def _first_of(tab: ReadSheet, row: int, column: int) -> tuple[int, int]:
    """Return the first of the merged cells that a cell belongs to, which holds their text."""
    for top, left, bottom, right in tab.merged:
        if top <= row <= bottom and left <= column <= right:
            return top, left
    return row, column


def _text(tab: ReadSheet, row: int, column: int) -> str:
    line = tab.cells[row]
    return line[column].strip() if column < len(line) else ""


def _filled(row: SetupRow) -> Iterator[SetupRow]:
    """Yield the row if it is filled in, and no example."""
    first = row.cells.get(row.sheet.columns[0].name, "")
    if any(row.cells.values()) and first not in (EXAMPLE.zh, EXAMPLE.en):
        yield row


class CellFault(Struct, frozen=True):
    """What is wrong with a cell; `follows` if only because another row is wrong."""

    row: SetupRow
    column: str
    text: Phrase
    follows: bool = False

    @property
    def said(self) -> Phrase:
        cell = self.row.cell(self.column)
        return phrase("{cell}：{reason}", "{cell}: {reason}", cell=cell, reason=self.text)


def in_order(faults: Iterable[CellFault]) -> list[CellFault]:
    """Return the faults in the order of the sheets and rows, each once."""
    order = [sheet.name for sheet in SETUP_SHEETS]
    once = {str(one.said): one for one in faults}.values()
    return sorted(once, key=lambda one: (order.index(one.row.sheet.name), one.row.number))
