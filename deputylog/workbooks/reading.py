"""Reading spreadsheets: visible sheets, metadata on our hidden sheet, formulas, date of saving."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from html import unescape
from posixpath import join, normpath
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from deputylog.finding import DeputylogError
from deputylog.words import Phrase, phrase
from deputylog.workbooks.writing import MARKER, unescaped, without_extra

_LEADING = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

_MOST_BYTES = 400_000_000
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<Relationship\s[^>]*>")
_CELL_START = rb"<(?:\w+:)?c\s%s[^>]*?\br=\"([A-Z]{1,3})([0-9]+)\"[^>]*?>\s*<(?:\w+:)?"
_FORMULA = re.compile(_CELL_START % b"" + rb"f(?:\s[^>]*)?(?:/>|>([^<]*)<)")
_ERROR = re.compile(_CELL_START % rb"(?=[^>]*?\bt=\"e\")" + rb"v>([^<]*)<")
_OF_TEXT = re.compile(rb"[^>]*\bt=\"str\"")

Formulas = Mapping[tuple[int, int], str]
"""Formulas, and errors such as #REF!, by row and column, counted from 0.

Their results depend on the day and on the spreadsheet program, so they are no typed values.
"""


class ReadSheet(Struct, frozen=True):
    """A sheet with every cell as text: dates as 2026-03-14, whole numbers without a point."""

    name: str
    cells: tuple[tuple[str, ...], ...]


def is_workbook(raw: bytes) -> bool:
    """Whether the bytes are a spreadsheet."""
    return raw.startswith(_LEADING)


def read_sheets(name: str, raw: bytes) -> tuple[ReadSheet, ...]:
    """Return the visible sheets in order; raise DeputylogError if it is not a spreadsheet."""
    with _opened(name, raw) as book:
        seen = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == type(sheet.visible).Visible
        ]
        return tuple(ReadSheet(sheet, tuple(_cells(book, sheet))) for sheet in seen)


def read_marker(name: str, raw: bytes) -> dict[str, str]:
    """Return the metadata of the workbook; empty if deputylog did not write it."""
    with _opened(name, raw) as book:
        lines = list(_cells(book, MARKER)) if MARKER in book.sheet_names else []
    return {line[0]: line[1] for line in lines if len(line) > 1 and line[0]}


@contextmanager
def _opened(name: str, raw: bytes) -> Iterator[Any]:
    """Open a workbook; raise DeputylogError if it is damaged."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise without_extra() from None
    try:
        yield CalamineWorkbook.from_filelike(io.BytesIO(raw))
    except CalamineError as error:
        raise DeputylogError(
            "{path}：不是有效的电子表格：{problem}",
            "{path}: not a spreadsheet: {problem}",
            path=name,
            problem=str(error),
        ) from error


def _cells(book: Any, sheet: str) -> Iterator[tuple[str, ...]]:
    for line in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False):
        yield tuple(_text(value) for value in line)


def _text(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
    return unescaped(str(value))


def formula_cells(raw: bytes, *, texts: bool = True) -> dict[str, Formulas]:
    """Return all formulas and errors by sheet name; empty if the bytes are not a zip file.

    Without `texts`, formulas whose stored result is a text, which may be empty, are left out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            return {name: dict(_formulas(_part(file, path), texts)) for name, path in _sheets(file)}
    except (zipfile.BadZipFile, KeyError, ValueError):
        return {}


def _sheets(file: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and the path of its XML in the zip file."""
    relations = {
        _value(tag, b"Id"): normpath(join("xl", _value(tag, b"Target").removeprefix("/xl/")))
        for tag in _RELATION.findall(_part(file, "xl/_rels/workbook.xml.rels"))
    }
    for tag in _SHEET.findall(_part(file, "xl/workbook.xml")):
        path = relations.get(_value(tag, rb"\w+:id"), "")
        if path in file.namelist():
            yield _value(tag, b"name"), path


def _part(file: zipfile.ZipFile, path: str) -> bytes:
    """Return the bytes of a file in the zip; raise ValueError if it is unreasonably large."""
    if file.getinfo(path).file_size > _MOST_BYTES:
        raise ValueError(path)
    return file.read(path)


def _value(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"=(?:\"([^\"]*)\"|'([^']*)')", tag)
    return unescape((found[1] or found[2] or b"").decode("utf-8", "replace")) if found else ""


def _formulas(xml: bytes, texts: bool) -> Iterator[tuple[tuple[int, int], str]]:
    has_formulas = b"<f" in xml or b":f" in xml
    found = list(_FORMULA.finditer(xml) if has_formulas else ())
    found = [one for one in found if texts or not _OF_TEXT.match(one[0])]
    errors = _ERROR.finditer(xml) if b't="e"' in xml else ()
    for sign, cells in ((b"=", found), (b"", errors)):
        for cell in cells:
            column = 0
            for letter in cell[1]:
                column = column * 26 + letter - 64
            text = unescape((sign + (cell[3] or b"")).decode("utf-8", "replace"))
            yield (int(cell[2]) - 1, column - 1), text


def no_value(text: str) -> Phrase:
    """Return why the formula or error is no value."""
    if text.startswith("="):
        return phrase("这一格是公式；请直接填写内容", "this is a formula; type the value itself")
    return phrase(
        "这一格是表格的错误值 {value}；请直接填写内容",
        "{value} is an error of the spreadsheet; type the value itself",
        value=text,
    )


def day_meant(raw: bytes, time_zone: str, since: str, today: date) -> date:
    """Return the day that 今天 means: when the sheet was saved, if plausible, else today."""
    saved = saved_on(raw, time_zone)
    return saved if saved and since <= saved.isoformat() <= today.isoformat() else today


def saved_on(raw: bytes, time_zone: str) -> date | None:
    """Return the date of the last save in `time_zone`; None if it is not recorded."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            core = file.read("docProps/core.xml")[:100_000].decode("utf-8", "replace")
        found = re.search(r"<dcterms:modified[^>]*>\s*([0-9T:.+Z-]+)\s*<", core)
        moment = datetime.fromisoformat(found[1]) if found else None
        return moment.astimezone(ZoneInfo(time_zone)).date() if moment and moment.tzinfo else None
    except (zipfile.BadZipFile, KeyError, ValueError, OverflowError, ZoneInfoNotFoundError):
        return None
