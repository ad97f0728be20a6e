"""Reading a filled-in ledger: rows by id and columns by heading, even if moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from deputylog.finding import DeputylogError
from deputylog.ledger.layout import (
    KIND,
    MATTER_BANDS,
    NOTE,
    REMARK,
    SUGGESTION_BANDS,
    VERSION,
    Band,
    Stamp,
)
from deputylog.text.spelling import plain
from deputylog.words import Bilingual
from deputylog.workbooks.formulas import Formulas, formula_cells
from deputylog.workbooks.reading import ReadSheet, is_workbook, read_marker, read_sheets

_ID = Bilingual("编号", "id")
_RECORD_LETTERS = ("L", "V", "S")


@dataclass(frozen=True)
class FilledRow:
    """A row with input: the text of each filled cell, and which of them are formulas."""

    sheet: str
    number: int
    id: str
    typed: Mapping[str, str]
    formulas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FilledLedger:
    """A ledger as read: metadata, the steps of each row when it was written, and filled rows."""

    stamp: Stamp
    seen: Mapping[str, frozenset[str]]
    rows: tuple[FilledRow, ...]


def is_ledger(name: str, raw: bytes) -> bool:
    """Whether the bytes are a ledger; raise DeputylogError if its hidden sheet is missing."""
    if not is_workbook(raw):
        return False
    marker = read_marker(name, raw)
    if not marker and any(_looks_filled_in(sheet) for sheet in read_sheets(name, raw)):
        text = Bilingual(
            "{path}：这份台账的隐藏表不见了；请用“deputylog ledger”重新导出，把填写的内容抄过去",
            "{path}: the hidden sheet of this ledger is missing; copy your entries into a "
            "new ledger from 'deputylog ledger'",
        )
        raise DeputylogError(text, path=name)
    return marker.get("kind") == KIND


def _looks_filled_in(sheet: ReadSheet) -> bool:
    """Whether the sheet has the headings of a ledger."""
    head = _head_row(sheet)
    return head is not None and any(
        len(_places(sheet.cells[head], bands)) > 5 for bands in (MATTER_BANDS, SUGGESTION_BANDS)
    )


def read_ledger(name: str, raw: bytes) -> FilledLedger:
    """Return the filled rows of all sheets.

    Raise DeputylogError if another program version wrote the ledger or no header row is found.
    """
    marker = read_marker(name, raw)
    if marker.get("version") != VERSION:
        raise DeputylogError(
            "{path}：这份台账出自本程序的其他版本；请用“deputylog ledger”重新导出",
            "{path}: this ledger was written by another version of the program; write a "
            "new one with 'deputylog ledger'",
            path=name,
        )
    stamp = Stamp(*(marker.get(key, "") for key in ("district", "as_of", "group", "deputy")))
    seen = {
        key: frozenset(value.split()) for key, value in marker.items() if key[:1] in _RECORD_LETTERS
    }
    formulas = formula_cells(raw)
    found = [
        list(_rows(sheet, formulas.get(sheet.name, {})))
        for sheet in read_sheets(name, raw)
        if _head_row(sheet) is not None
    ]
    if not found:
        raise DeputylogError(
            "{path}：找不到“{head}”一栏；台账的表头不能删改",
            "{path}: no sheet has a column '{head}'; do not change the header of a ledger",
            path=name,
            head=_ID,
        )
    return FilledLedger(stamp, seen, tuple(row for rows in found for row in rows))


def _head_row(sheet: ReadSheet) -> int | None:
    return next(
        (
            number
            for number, line in enumerate(sheet.cells[:20])
            if any(_is(cell, _ID) for cell in line)
        ),
        None,
    )


def _is(cell: str, head: Bilingual) -> bool:
    return plain(cell) in (plain(head.zh), plain(head.en))


def _rows(sheet: ReadSheet, formulas: Formulas) -> Iterator[FilledRow]:
    head = _head_row(sheet)
    assert head is not None
    columns = sheet.cells[head]
    id_column = next(index for index, cell in enumerate(columns) if _is(cell, _ID))
    places = {bands: _places(columns, bands) for bands in (MATTER_BANDS, SUGGESTION_BANDS)}
    usual = max(places.values(), key=len)
    for number, line in enumerate(sheet.cells[head + 1 :], head + 1):
        record_id = _id(line[id_column]) if id_column < len(line) else ""
        wanted = (
            places[SUGGESTION_BANDS]
            if record_id.startswith("S")
            else places[MATTER_BANDS]
            if record_id
            else usual
        )
        typed = {
            key: line[index].strip()
            for index, key in wanted.items()
            if index < len(line) and line[index].strip()
        }
        computed = {
            key: formulas[number, index]
            for index, key in wanted.items()
            if (number, index) in formulas
        }
        if typed or computed:
            yield FilledRow(
                sheet.name, number + 1, record_id, {**typed, **computed}, frozenset(computed)
            )


def _id(cell: str) -> str:
    """Return the id as records have it, however it was typed."""
    text = normalize("NFKC", cell).strip()
    return text[:1].upper() + text[1:].lower()


def _places(columns: Sequence[str], bands: Sequence[Band]) -> dict[int, str]:
    """Return the key of the input cell for each column index."""
    heads = [(blank.head, band.key(blank)) for band in bands for blank in band.blanks]
    heads.append((REMARK.head, NOTE))
    return {
        index: key
        for index, cell in enumerate(columns)
        for head, key in heads
        if cell.strip() and _is(cell, head)
    }
