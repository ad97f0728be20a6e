"""Filling a ledger as an officer would, by a spreadsheet library that is not ours."""

from __future__ import annotations

import re
import zipfile
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl

HEAD_ROW = 3


class Workbook:
    """A ledger opened in somebody's spreadsheet program; cells are named by the id of their row and the head of their column."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Any = openpyxl.load_workbook(path)

    def sheet(self, record_id: str) -> Any:
        return self.book.worksheets[1 if record_id.startswith("S") else 0]

    def row(self, record_id: str) -> int:
        return self._rows[record_id]

    @cached_property
    def _rows(self) -> dict[str, int]:
        """The row of each id, as the file came."""
        found: dict[str, int] = {}
        for sheet in self.book.worksheets[:2]:
            ids = next(sheet.iter_cols(1, 1, HEAD_ROW + 1, values_only=True), ())
            for number, value in enumerate(ids, HEAD_ROW + 1):
                found.setdefault(str(value), number)
        return found

    def column(self, record_id: str, head: str) -> int:
        heads = [cell.value for cell in self.sheet(record_id)[HEAD_ROW]]
        return heads.index(head) + 1

    def cell(self, record_id: str, head: str) -> Any:
        return self.sheet(record_id).cell(self.row(record_id), self.column(record_id, head))

    def fill(self, record_id: str, **cells: object) -> None:
        for head, value in cells.items():
            self.cell(record_id, head).value = value

    def offered(self, record_id: str, head: str) -> list[str]:
        """What the pull-down of a cell offers."""
        place = self.cell(record_id, head).coordinate
        rules = self.sheet(record_id).data_validations.dataValidation
        formula = next(rule.formula1 for rule in rules if rule.type == "list" and place in rule)
        sheet, _, cells = formula.replace("$", "").partition("!")
        found = self.book[sheet][cells]
        return (
            [str(line[0].value) for line in found]
            if isinstance(found, tuple)
            else [str(found.value)]
        )

    def ids(self, number: int = 0) -> list[str]:
        sheet = self.book.worksheets[number]
        return [
            str(sheet.cell(row, 1).value)
            for row in range(HEAD_ROW + 1, sheet.max_row + 1)
            if sheet.cell(row, 1).value
        ]

    def heads(self, number: int = 0) -> list[str]:
        return [str(cell.value) for cell in self.book.worksheets[number][HEAD_ROW]]

    def save(self, at: str = "") -> Path:
        """Save it, as if at that moment."""
        self.book.save(self.path)
        if at:
            _redate(self.path, at)
        return self.path


def _redate(path: Path, at: str) -> None:
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(
        r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{at}", core
    ).encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, raw in parts.items():
            file.writestr(name, raw)
