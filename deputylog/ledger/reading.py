"""Reading a filled-in ledger: rows by id and columns by heading, even if moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from unicodedata import normalize

from msgspec import Struct

from deputylog.finding import DeputylogError
from deputylog.ledger.columns import ID, SHEETS
from deputylog.text.spelling import plain
from deputylog.words import Phrase
from deputylog.workbooks.documents import is_workbook
from deputylog.workbooks.reading import (
    Formulas,
    ReadSheet,
    formula_cells,
    no_value,
    read_marker,
    read_sheets,
)

KIND = "ledger"
VERSION = "1"
_INPUTS = {
    plain(head): column.name
    for sheet in SHEETS
    for column in sheet.inputs
    for head in (column.head.zh, column.head.en)
}
"""The name of each input column by its headings, which are different on the two sheets."""


class FilledRow(Struct, frozen=True):
    """A row with input: the text of each filled cell.

    `wrong` holds the error of each cell, such as a formula, and once the row is rejected also that
    of the row under "".
    """

    sheet: str
    number: int
    id: str
    typed: Mapping[str, str]
    wrong: Mapping[str, Phrase] = {}


class FilledLedger(Struct, frozen=True, dict=True):
    """A ledger as read: its metadata, and the filled rows."""

    marker: Mapping[str, str]
    rows: tuple[FilledRow, ...]

    @cached_property
    def shown(self) -> dict[str, frozenset[str]]:
        """The digests of the steps that each row showed when it was written."""
        return {
            key: frozenset(value.split())
            for key, value in self.marker.items()
            if key.startswith(("L", "V", "S"))
        }


def is_ledger(name: str, raw: bytes) -> bool:
    """Whether the bytes are a ledger; raise DeputylogError if its hidden sheet is missing."""
    if not is_workbook(raw):
        return False
    marker = read_marker(name, raw)
    if not marker and any(_has_headings(sheet) for sheet in read_sheets(name, raw)):
        raise DeputylogError(
            "{path}：这份台账的隐藏表不见了；请用“deputylog ledger”重新导出，把填写的内容抄过去",
            "{path}: the hidden sheet of this ledger is missing; copy your entries into a "
            "new ledger from 'deputylog ledger'",
            path=name,
        )
    return marker.get("kind") == KIND


def _has_headings(sheet: ReadSheet) -> bool:
    head = _head_row(sheet)
    return head is not None and len(_inputs(sheet.cells[head])) > 5


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
    formulas = formula_cells(raw)
    sheets = [
        (sheet, head) for sheet in read_sheets(name, raw) if (head := _head_row(sheet)) is not None
    ]
    if not sheets:
        raise DeputylogError(
            "{path}：找不到“{head}”一栏；台账的表头不能删改",
            "{path}: no sheet has a column '{head}'; do not change the header of a ledger",
            path=name,
            head=ID.head,
        )
    found = (
        _rows(sheet, head, {**sheet.unread, **formulas.get(sheet.name, {})})
        for sheet, head in sheets
    )
    return FilledLedger(marker, tuple(row for rows in found for row in rows))


def _head_row(sheet: ReadSheet) -> int | None:
    return next((at for at, line in enumerate(sheet.cells[:20]) if _id_column(line) >= 0), None)


def _id_column(line: Sequence[str]) -> int:
    heads = (plain(ID.head.zh), plain(ID.head.en))
    return next((index for index, cell in enumerate(line) if plain(cell) in heads), -1)


def _inputs(line: Sequence[str]) -> dict[int, str]:
    """Return the name of the input column for each index in the header row."""
    return {
        index: _INPUTS[plain(cell)] for index, cell in enumerate(line) if plain(cell) in _INPUTS
    }


def _rows(sheet: ReadSheet, head: int, formulas: Formulas) -> Iterator[FilledRow]:
    inputs, id_column = _inputs(sheet.cells[head]), _id_column(sheet.cells[head])
    for number, line in enumerate(sheet.cells[head + 1 :], head + 1):
        cells = [cell.strip() for cell in line] + [""] * len(sheet.cells[head])
        typed = {name: cells[index] for index, name in inputs.items() if cells[index]}
        computed = {
            name: formulas[number, index]
            for index, name in inputs.items()
            if (number, index) in formulas
        }
        if filled := {**typed, **computed}:
            wrong = {name: no_value(text) for name, text in computed.items()}
            yield FilledRow(sheet.name, number + 1, _id(cells[id_column]), filled, wrong)


def _id(cell: str) -> str:
    """Return the id as records have it, however it was typed."""
    text = normalize("NFKC", cell).strip()
    return text[:1].upper() + text[1:].lower()
