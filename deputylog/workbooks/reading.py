"""Reading spreadsheets: the visible sheets, and the metadata on our hidden sheet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from deputylog.finding import DeputylogError
from deputylog.workbooks.writing import MARKER, unescaped, without_extra

_LEADING = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


@dataclass(frozen=True)
class ReadSheet:
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
    import io

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
