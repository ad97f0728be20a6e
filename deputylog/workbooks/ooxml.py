"""A second look at an .xlsx file: formulas, errors, hidden rows and columns, time of saving."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from posixpath import dirname, join, normpath
from typing import IO

from deputylog.workbooks.parsed import MOST_COLUMNS, Formula, Hints, Place, column_letters

_CHUNK = 1 << 22
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_START = rb"<(?:\w+:)?c\s%s[^>]*?\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>]*?>\s*<(?:\w+:)?"
_FORMULA = re.compile(_START % b"" + rb"f(?:\s[^>]*)?(?:/>|>([^<]*)<)")
_ERROR = re.compile(
    _START % rb"(?=[^>]*?\bt=[\"']e[\"'])"
    + rb"(?:f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*<(?:\w+:)?)?v>([^<]*)<"
)
_OF_TEXT = re.compile(rb"[^>]*\bt=[\"']str[\"']")
_HIDDEN = re.compile(rb"<(?:\w+:)?(row|col)\s[^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*>")
_ROW_OR_CELL = re.compile(rb"<((?:\w+:)?)(row|c)(?=[\s/>])([^>]*)>")
_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?c(?:\s(?![^>]*\br=)[^>]*|/)?>")
_PLACE = re.compile(rb"\br=[\"']([A-Z]*)([0-9]+)[\"']")
_SAVED = re.compile(rb"<dcterms:modified[^>]*>\s*([0-9T:.+Z-]+)\s*<")


def saved(file: zipfile.ZipFile) -> str:
    """Return the time of saving, as it is written in the file; empty if it is not."""
    try:
        with file.open("docProps/core.xml") as core:
            found = _SAVED.search(core.read(100_000))
    except KeyError:
        return ""
    return found[1].decode("ascii") if found else ""


def hints_by_sheet(file: zipfile.ZipFile) -> Iterator[tuple[str, Hints]]:
    """Yield the name of each sheet, and what its XML says beside the values of its cells."""
    (book,) = _related(file, "", "/officeDocument").values()
    sheets = _related(file, book, "/worksheet")
    for tag in _SHEET.findall(file.read(book)):
        path = sheets.get(_value(tag, rb"\w+:id"), "")
        if path in file.namelist():
            with file.open(path) as sheet:
                yield _value(tag, b"name"), _hints(_with_places(_chunks(sheet)))


def _related(file: zipfile.ZipFile, path: str, kind: str) -> dict[str, str]:
    """Return the paths of the parts of a kind that a part names, by their ids."""
    folder, name = dirname(path), path.rpartition("/")[2]
    tags = _RELATION.findall(file.read(join(folder, "_rels", f"{name}.rels")))
    return {
        _value(tag, b"Id"): normpath(join("/", folder, _value(tag, b"Target"))).lstrip("/")
        for tag in tags
        if _value(tag, b"Type").endswith(kind)
    }


def _value(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"=(?:\"([^\"]*)\"|'([^']*)')", tag)
    return unescape((found[1] or found[2] or b"").decode("utf-8", "replace")) if found else ""


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the XML of a sheet in parts that end with a row."""
    rest = b""
    while read := file.read(_CHUNK):
        xml = rest + read
        end = xml.rfind(b"row>") + 4 if b"row>" in xml else len(xml)
        yield xml[:end]
        rest = xml[end:]
    yield rest


def _hints(chunks: Iterable[bytes]) -> Hints:
    formulas: dict[Place, Formula] = {}
    rows: set[int] = set()
    columns: set[int] = set()
    for xml in chunks:
        formulas.update(formulas_in(xml))
        for found in _HIDDEN.finditer(xml) if b"hidden" in xml else ():
            if found[1] == b"row":
                rows.add(int(_value(found[0], b"r")) - 1)
            else:
                first, last = (int(_value(found[0], end)) for end in (b"min", b"max"))
                columns.update(range(first - 1, min(last, MOST_COLUMNS)))
    return Hints(formulas, frozenset(rows), frozenset(columns))


def formulas_in(xml: bytes) -> Iterator[tuple[Place, Formula]]:
    """Yield the formulas and then the errors in the XML of a sheet."""
    found = _FORMULA.finditer(xml) if b"<f" in xml or b":f" in xml else ()
    for cell in found:
        yield _place(cell), Formula(f"={_text(cell)}", bool(_OF_TEXT.match(cell[0])))
    errors = _ERROR.finditer(xml) if b't="e"' in xml or b"t='e'" in xml else ()
    for cell in errors:
        yield _place(cell), Formula(_text(cell))


def _text(cell: re.Match[bytes]) -> str:
    return unescape((cell[3] or b"").decode("utf-8", "replace"))


def _place(found: re.Match[bytes]) -> Place:
    """Return the row and column of a reference such as AB12, counted from 0."""
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]) - 1, column - 1


def _with_places(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the XML with the reference of each row and cell, which files may leave out."""
    row = column = -1

    def placed(tag: re.Match[bytes]) -> bytes:
        nonlocal row, column
        found = _PLACE.search(tag[3])
        if tag[2] == b"row":
            row, column = int(found[2]) - 1 if found else row + 1, -1
            return tag[0] if found else _tag(tag, b"%d" % (row + 1))
        column = _place(found)[1] if found else column + 1
        return tag[0] if found else _tag(tag, f"{column_letters(column)}{row + 1}".encode())

    is_without = False
    for xml in chunks:
        is_without = is_without or bool(_WITHOUT_PLACE.search(xml))
        yield _ROW_OR_CELL.sub(placed, xml) if is_without else xml


def _tag(tag: re.Match[bytes], place: bytes) -> bytes:
    return b'<%s%s r="%s"%s>' % (tag[1], tag[2], place, tag[3])
