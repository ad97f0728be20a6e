"""What is in the file of a spreadsheet, as plain values; called in a process with limits."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from html import unescape
from posixpath import join, normpath

MOST_CELLS = 1_000_000

Rows = Sequence[Sequence[object]]
Formula = tuple[int, int, str, bool]
"""Row and column, counted from 0; the formula, or an error such as #REF!; and whether its stored
result is a text.
"""
Content = tuple[Sequence[tuple[str, bool, Rows]], dict[str, list[Formula]], str]
"""The sheets by name, whether each is visible, and its rows; formulas by sheet; time of saving."""

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<Relationship\s[^>]*>")
_CELL_START = rb"<(?:\w+:)?c\s%s[^>]*?\br=\"([A-Z]{1,3})([0-9]+)\"[^>]*?>\s*<(?:\w+:)?"
_FORMULA = re.compile(_CELL_START % b"" + rb"f(?:\s[^>]*)?(?:/>|>([^<]*)<)")
_ERROR = re.compile(_CELL_START % rb"(?=[^>]*?\bt=\"e\")" + rb"v>([^<]*)<")
_OF_TEXT = re.compile(rb"[^>]*\bt=\"str\"")
_SAVED = re.compile(rb"<dcterms:modified[^>]*>\s*([0-9T:.+Z-]+)\s*<")


def content(raw: bytes) -> Content:
    """Return what is in the file; ValueError says what is wrong with it.

    MemoryError if it has too many cells.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets, left = [], MOST_CELLS
        for sheet in book.sheets_metadata:
            rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            left -= len(rows) * max(map(len, rows), default=0)
            if left < 0:
                raise MemoryError
            sheets.append((sheet.name, sheet.visible == type(sheet.visible).Visible, rows))
    except CalamineError as error:
        raise ValueError(str(error)) from None
    return sheets, *_of_zip(raw)


def _of_zip(raw: bytes) -> tuple[dict[str, list[Formula]], str]:
    """Return formulas and date of saving, which are found in a zip file only."""
    formulas: dict[str, list[Formula]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            for name, path in _sheets(file):
                formulas[name] = list(formulas_in(file.read(path)))
            with file.open("docProps/core.xml") as core:
                found = _SAVED.search(core.read(100_000))
    except (zipfile.BadZipFile, KeyError, ValueError):
        found = None
    return formulas, found[1].decode("ascii") if found else ""


def _sheets(file: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and the path of its XML in the zip file."""
    relations = {
        _value(tag, b"Id"): normpath(join("xl", _value(tag, b"Target").removeprefix("/xl/")))
        for tag in _RELATION.findall(file.read("xl/_rels/workbook.xml.rels"))
    }
    for tag in _SHEET.findall(file.read("xl/workbook.xml")):
        path = relations.get(_value(tag, rb"\w+:id"), "")
        if path in file.namelist():
            yield _value(tag, b"name"), path


def _value(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"=(?:\"([^\"]*)\"|'([^']*)')", tag)
    return unescape((found[1] or found[2] or b"").decode("utf-8", "replace")) if found else ""


def formulas_in(xml: bytes) -> Iterator[Formula]:
    """Yield the formulas and errors in the XML of a sheet."""
    found = _FORMULA.finditer(xml) if b"<f" in xml or b":f" in xml else ()
    errors = _ERROR.finditer(xml) if b't="e"' in xml else ()
    for sign, cells in ((b"=", found), (b"", errors)):
        for cell in cells:
            column = 0
            for letter in cell[1]:
                column = column * 26 + letter - 64
            text = unescape((sign + (cell[3] or b"")).decode("utf-8", "replace"))
            is_text = bool(sign and _OF_TEXT.match(cell[0]))
            yield int(cell[2]) - 1, column - 1, text, is_text
