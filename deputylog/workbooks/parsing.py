"""What is in the file of a spreadsheet, whatever its format; called in a process with limits."""

from __future__ import annotations

import io
import zipfile

from deputylog.workbooks import markup, ods, ooxml
from deputylog.workbooks.parsed import MOST_CELLS, Area, Content, Hints, ParsedSheet, parsed


def content(raw: bytes) -> Content:
    """Return what is in the file; ValueError says what is wrong with it.

    MemoryError if it has too many cells, PermissionError if it is protected by a password.
    """
    if not raw.startswith((b"PK", b"\xd0\xcf")):
        return markup.content(raw)
    sheets, merged = _sheets(raw)
    found, saved = _second_look(raw)
    hints = {
        name: one._replace(merged=areas or one.merged)
        for name, areas in merged.items()
        for one in [found.get(name, Hints())]
    }
    return Content(sheets, hints, saved, is_blind=not found)


def _sheets(raw: bytes) -> tuple[list[ParsedSheet], dict[str, list[Area]]]:
    """Return the sheets with their cells, and the merged ones by sheet."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    sheets, merged, left = [], {}, MOST_CELLS
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for one in book.sheets_metadata:
            sheet = book.get_sheet_by_name(one.name)
            last_row, last_column = sheet.end or (-1, -1)
            left -= (last_row + 1) * (last_column + 1)
            if left < 0:
                raise MemoryError
            is_visible = one.visible == type(one.visible).Visible
            sheets.append(parsed(one.name, is_visible, sheet.iter_rows()))
            merged[one.name] = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    except PasswordError:
        raise PermissionError from None
    except CalamineError as error:
        raise ValueError(str(error)) from None
    return sheets, merged


def _second_look(raw: bytes) -> tuple[dict[str, Hints], str]:
    """Return what calamine does not tell, by sheet, and the time of saving."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            if "content.xml" not in file.namelist():
                return dict(ooxml.hints_by_sheet(file)), ooxml.saved(file)
            with file.open("content.xml") as content:
                return dict(ods.hints_by_sheet(content)), ""
    except (zipfile.BadZipFile, KeyError, ValueError):
        return {}, ""
