"""Finding the formulas in a workbook, which are never imported.

Their results depend on the day and on the spreadsheet program.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from posixpath import join, normpath

_MOST_BYTES = 400_000_000
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<Relationship\s[^>]*>")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})([0-9]+)\"[^>]*?>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]*)<)")


Formulas = Mapping[tuple[int, int], str]
"""Formulas by row and column, counted from 0."""


def formula_cells(raw: bytes) -> dict[str, Formulas]:
    """Return all formulas by sheet name; empty if the bytes are not a zip file."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            return {name: dict(_cells(_part(file, path))) for name, path in _sheets(file)}
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


def _cells(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    if b"<f" not in xml and b":f" not in xml:
        return
    for letters, number, text in _CELL.findall(xml):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        yield (int(number) - 1, column - 1), f"={unescape(text.decode('utf-8', 'replace'))}"
