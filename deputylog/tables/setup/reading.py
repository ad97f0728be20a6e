"""Reading the workbook that sets up a district: rows of cells that know their place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from deputylog.finding import ReasonsError
from deputylog.tables.forms import EXAMPLE
from deputylog.tables.headers import Header
from deputylog.tables.left_out import REPEATED, TOTAL, why_left_out
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
    """The rows that are filled in, and what its user has to know of how it was read."""

    rows: tuple[SetupRow, ...]
    notes: tuple[Phrase, ...]


class SetupHeadingsError(ReasonsError):
    """Sheets that are filled in lack columns that they need; the reasons name them all."""

    def __init__(self, reasons: Iterable[Phrase]) -> None:
        self.reasons = [*reasons]
        super().__init__(
            "缺少必填的栏目，什么都没有写入", "columns are missing; nothing was written"
        )


def is_setup(name: str, raw: bytes) -> bool:
    """Whether the bytes are a workbook that sets up a district, by its marker or its sheets."""
    if not is_workbook(raw):
        return False
    if marker := read_marker(name, raw):
        return MARKER in marker
    found = {sheet.name for tab in read_sheets(name, raw) if (sheet := _sheet_called(tab.name))}
    return len(found) >= _FEWEST


def read_setup(name: str, raw: bytes) -> SetupWorkbook:
    """Return the rows of the workbook, without examples, repeated headers and totals.

    SetupHeadingsError if a sheet with rows lacks columns that they need.
    """
    tabs = read_sheets(name, raw)
    called = {tab.name: sheet for tab in tabs if (sheet := _sheet_called(tab.name))}
    rows: list[SetupRow] = []
    notes: list[Phrase] = []
    lacking: list[Phrase] = []
    for tab in tabs:
        sheet = called.get(tab.name) or _sheet_like(tab, called.values())
        if sheet is None:
            notes += [phrase(_NO_SHEET, tab=tab.name)] if not _is(GUIDE, tab.name) else []
            continue
        if tab.name not in called:
            notes.append(phrase(_READ_AS, tab=tab.name, sheet=sheet.title))
            called[tab.name] = sheet
        read = _rows(sheet, tab)
        rows += read.rows
        notes += read.notes
        lacking += read.lacking if read.rows else ()
    if lacking:
        raise SetupHeadingsError(lacking)
    return SetupWorkbook(tuple(rows), tuple(notes))


class _ReadRows(Struct, frozen=True):
    rows: tuple[SetupRow, ...]
    notes: tuple[Phrase, ...]
    lacking: tuple[Phrase, ...]


def _rows(sheet: SetupSheet, tab: ReadSheet) -> _ReadRows:
    """Return the rows of a sheet, notes on what else is there, and the headings it lacks."""
    at, head = _header(sheet, tab)
    known = {found: number for number, text in enumerate(head) if (found := _column(sheet, text))}
    why = why_left_out(tab.cells, Header(range(at, at + 1), tuple(head)), tab.merged, ())
    out = {number: one for number, one in why.items() if one in (REPEATED, TOTAL)}
    below = [_row(sheet, tab, number, known) for number in range(at + 1, len(tab.cells))]
    rows = tuple(row for row in below if _is_filled(row) and row.number - 1 not in out)
    hidden = [str(row.number) for row in rows if row.number - 1 in tab.hidden_rows]
    heads = [text for text in head if text and not _column(sheet, text)]
    notes = (
        *(phrase(_IGNORED, tab=tab.name, heads=heads) for _ in heads[:1]),
        *(phrase(_LEFT_OUT, tab=tab.name, row=at + 1, why=one) for at, one in out.items()),
        *(phrase(_HIDDEN, tab=tab.name, rows=hidden) for _ in hidden[:1]),
    )
    lacking = [one.head for one in sheet.columns if one.needed and one.name not in known]
    said = (phrase(_LACKING, tab=tab.name, heads=lacking) for _ in lacking[:1])
    return _ReadRows(rows, notes, tuple(said))


def _sheet_like(tab: ReadSheet, present: Collection[SetupSheet]) -> SetupSheet | None:
    """Return the sheet, which is nowhere else, that has all the headings of one that was renamed.

    Its own columns, which the user has added, do no harm.
    """
    for sheet in SETUP_SHEETS:
        _, head = _header(sheet, tab)
        if sheet not in present and {_column(sheet, text) for text in head} >= {
            column.name for column in sheet.columns
        }:
            return sheet
    return None


_READ_AS = Bilingual("“{tab}”表按“{sheet}”表读取", "the sheet {tab} is read as {sheet}")
_NO_SHEET = Bilingual(
    "“{tab}”表不是建立名册的表，未予导入", "the sheet {tab} is none of a register and was ignored"
)
_IGNORED = Bilingual("以下栏目未予导入：{tab}!{heads}", "ignored columns: {tab}!{heads}")
_LEFT_OUT = Bilingual(
    "{tab}!{row}是{why}，未予导入", "{tab}!{row} is no entry ({why}) and was ignored"
)
_HIDDEN = Bilingual(
    "“{tab}”表中隐藏的行也已读取：第{rows}行", "{tab}: hidden, and read as well: row {rows}"
)
_LACKING = Bilingual(
    "“{tab}”表缺少栏目：{heads}；请补上或者改回栏目名称",
    "{tab}: columns are missing: {heads}; restore the headings",
)


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


def _is_filled(row: SetupRow) -> bool:
    """Whether the row is filled in, and no example: a term filled down too far says nothing."""
    first = row.cells.get(row.sheet.columns[0].name, "")
    filled = {name for name, text in row.cells.items() if text}
    return (
        bool(filled)
        and (filled != {"term"} or row.sheet.name == "terms")
        and first not in (EXAMPLE.zh, EXAMPLE.en)
    )


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
