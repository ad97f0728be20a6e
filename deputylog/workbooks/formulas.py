"""Finding the formulas and errors in a workbook, which are no values that somebody typed.

The results of formulas depend on the day and on the spreadsheet program.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from posixpath import join, normpath

from deputylog.words import Phrase, phrase

_MOST_BYTES = 400_000_000
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<Relationship\s[^>]*>")
_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})([0-9]+)\"[^>]*?>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]*)<)"
)
_TEXT = re.compile(rb"[^>]*\bt=\"str\"")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*?\bt=\"e\")[^>]*?\br=\"([A-Z]{1,3})([0-9]+)\"[^>]*>\s*<(?:\w+:)?v>([^<]*)<"
)

Formulas = Mapping[tuple[int, int], str]
"""Formulas, and errors such as #REF!, by row and column, counted from 0."""


def formula_cells(raw: bytes, *, texts: bool = True) -> dict[str, Formulas]:
    """Return all formulas and errors by sheet name; empty if the bytes are not a zip file.

    Without `texts`, formulas whose stored result is a text, which may be empty, are left out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            return {name: dict(_cells(_part(file, path), texts)) for name, path in _sheets(file)}
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


def _cells(xml: bytes, texts: bool) -> Iterator[tuple[tuple[int, int], str]]:
    found = (
        [
            (one[1], one[2], b"=" + (one[3] or b""))
            for one in _CELL.finditer(xml)
            if texts or not _TEXT.match(one[0])
        ]
        if b"<f" in xml or b":f" in xml
        else []
    )
    for letters, number, text in [*found, *(_ERROR.findall(xml) if b't="e"' in xml else ())]:
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        yield (int(number) - 1, column - 1), unescape(text.decode("utf-8", "replace"))


def no_value(text: str) -> Phrase:
    """Return why the formula or error is no value."""
    if text.startswith("="):
        return phrase("这一格是公式；请直接填写内容", "this is a formula; type the value itself")
    return phrase(
        "这一格是表格的错误值 {value}；请直接填写内容",
        "{value} is an error of the spreadsheet; type the value itself",
        value=text,
    )
