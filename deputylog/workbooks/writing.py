"""Writing workbooks: text stays text, and the same input gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache
from typing import Any, BinaryIO, Literal

from deputylog.finding import DeputylogError, MissingExtraError
from deputylog.text.file_names import sheet_names
from deputylog.words import Bilingual, phrase

MARKER = "_deputylog"
"""The hidden sheet with the workbook's metadata and the lists of its pull-downs."""

_A4 = 9
_HEAD_HEIGHT = 34
_MOST_TEXT = 32_767
_FIRST_DAY = date(1900, 3, 1)
"""Earlier dates are written as text: spreadsheets wrongly count 29 February 1900."""


@dataclass(frozen=True)
class Head:
    """A column: heading, note, and what its cells accept; only `strict` refuses other text."""

    text: str
    width: float = 14
    note: str = ""
    choices: tuple[str, ...] = ()
    strict: bool = False
    form: Literal["text", "number", "day"] = "text"
    locked: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell that differs from its column: locked or not, with a note, or marked."""

    value: object
    locked: bool | None = None
    note: str = ""
    look: Literal["", "wrong", "example"] = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet: headings and rows of text, numbers, dates, Cells or None.

    If `protected`, only unlocked cells can be changed. Pull-downs and formats extend `spare` rows
    below the filled ones.
    """

    name: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[object, ...], ...] = ()
    protected: bool = False
    spare: int = 0


@dataclass(frozen=True)
class _Pen:
    """The format of a cell."""

    form: str = "text"
    locked: bool = False
    look: str = ""
    protected: bool = False


def write_workbook(sheets: Sequence[Sheet], marker: Mapping[str, str] | None = None) -> bytes:
    """Return the bytes of a workbook; `marker` is the metadata that `read_marker` reads back."""
    import io

    out = io.BytesIO()
    book = begin_workbook(out)
    names = sheet_names(sheet.name for sheet in sheets)
    written = [(sheet, book.add_worksheet(name)) for name, sheet in zip(names, sheets, strict=True)]
    lists = Lists(book.add_worksheet(MARKER), marker or {})
    pens = cache(lambda pen: book.add_format(_format(pen)))
    for sheet, page in written:
        _write_sheet(page, sheet, lists, pens)
    book.close()
    return out.getvalue()


def begin_workbook(out: BinaryIO) -> Any:
    """Return an empty workbook that keeps text as text and has a fixed creation date."""
    try:
        import xlsxwriter
    except ImportError:
        raise without_extra() from None
    plain = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, plain)
    book.set_properties({"created": datetime(2000, 1, 1)})
    return book


class Lists:
    """The hidden sheet: metadata in the first two columns, then one list per column."""

    def __init__(self, page: Any, marker: Mapping[str, str]) -> None:
        self._page = page
        self._columns: dict[tuple[str, ...], int] = {}
        page.hide()
        for line, (key, value) in enumerate(marker.items()):
            page.write_string(line, 0, key)
            page.write_string(line, 1, value)

    def place(self, choices: tuple[str, ...]) -> str:
        """Return the range of a list as a formula; equal lists share one column."""
        from xlsxwriter.utility import xl_range_abs

        if choices not in self._columns:
            self._columns[choices] = len(self._columns) + 2
            for line, choice in enumerate(choices):
                self._page.write_string(line, self._columns[choices], choice)
        column = self._columns[choices]
        return f"={MARKER}!{xl_range_abs(0, column, len(choices) - 1, column)}"


def _write_sheet(page: Any, sheet: Sheet, lists: Lists, pens: Any) -> None:
    last = len(sheet.rows) + sheet.spare
    for column, head in enumerate(sheet.heads):
        page.set_column(
            column,
            column,
            head.width,
            pens(_Pen(head.form, head.locked, protected=sheet.protected)),
        )
        page.write_string(0, column, head.text, pens(_Pen(look="head", locked=True)))
        if head.note:
            page.write_comment(0, column, head.note, {"author": "", "x_scale": 2, "y_scale": 1.5})
        if last:
            _offer(page, head, column, last, lists)
    for line, row in enumerate(sheet.rows, 1):
        for column, (head, value) in enumerate(zip(sheet.heads, row, strict=False)):
            _write_cell(page, line, column, head, value, sheet.protected, pens)
    page.set_row(0, _HEAD_HEIGHT)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if sheet.protected:
        allowed = (
            "format_cells",
            "format_columns",
            "format_rows",
            "insert_rows",
            "delete_rows",
            "sort",
            "autofilter",
        )
        page.protect("", dict.fromkeys(allowed, True))
        page.autofilter(0, 0, max(last, 1), len(sheet.heads) - 1)


def _offer(page: Any, head: Head, column: int, last: int, lists: Lists) -> None:
    if head.choices:
        rule = {"validate": "list", "source": lists.place(head.choices), "show_error": head.strict}
        page.data_validation(1, column, last, column, rule)


def _write_cell(
    page: Any, line: int, column: int, head: Head, value: object, protected: bool, pens: Any
) -> None:
    cell = value if isinstance(value, Cell) else Cell(value)
    locked = head.locked if cell.locked is None else cell.locked
    pen = _Pen(head.form, locked, cell.look, protected)
    if cell.note:
        page.write_comment(line, column, cell.note, {"author": "", "x_scale": 2})
    match cell.value:
        case None | "":
            page.write_blank(line, column, None, pens(pen))
        case bool():
            page.write_boolean(line, column, cell.value, pens(pen))
        case int() | float():
            page.write_number(line, column, cell.value, pens(pen))
        case date() if cell.value >= _FIRST_DAY:
            page.write_datetime(
                line, column, datetime.combine(cell.value, time()), pens(replace(pen, form="day"))
            )
        case _:
            _write_text(page, line, column, str(cell.value), pens(pen))


def _write_text(page: Any, line: int, column: int, text: str, pen: Any) -> None:
    if len(text) > _MOST_TEXT:
        too_long = Bilingual(
            "第{row}行：内容过长，超过电子表格一格的上限（{most}个字），请改用 CSV 或者 JSON",
            "row {row}: the text is too long for a spreadsheet cell (limit: {most}); "
            "export CSV or JSON instead",
        )
        raise DeputylogError(too_long, row=line + 1, most=_MOST_TEXT)
    page.write_string(line, column, escaped(text), pen)


_NO_CHARACTER = re.compile(r"_x((?:005F_x)*)(FFF[EF])_")
"""The escape for U+FFFE and U+FFFF, which XML cannot contain; readers do not undo it."""


def escaped(text: str) -> str:
    """Escape text that looks like such an escape sequence."""
    return _NO_CHARACTER.sub(r"_x005F_x\1\2_", text) if "_x" in text else text


def unescaped(text: str) -> str:
    """Undo `escaped` and replace escape sequences by their characters."""
    return _NO_CHARACTER.sub(
        lambda found: f"_x{found[1][6:]}{found[2]}_" if found[1] else chr(int(found[2], 16)), text
    )


_NUMBERS = {"text": "@", "number": "0", "day": "yyyy-mm-dd"}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "": {},
    "head": {
        "bold": True,
        "bg_color": "#DDE6F0",
        "border": 1,
        "border_color": "#B8C4D0",
        "align": "center",
        "valign": "vcenter",
    },
    "wrong": {"bg_color": "#F8D0C8"},
    "example": {"italic": True, "font_color": "#808080", "bg_color": "#F4F4F4"},
}


def _format(pen: _Pen) -> dict[str, object]:
    grey = {"bg_color": "#EFEFEF", "font_color": "#606060"} if pen.locked and pen.protected else {}
    shape = {
        "num_format": _NUMBERS[pen.form],
        "locked": pen.locked,
        "text_wrap": True,
        "valign": "top",
        "align": "left",
    }
    return {**shape, **grey, **_LOOKS[pen.look]}


def without_extra() -> MissingExtraError:
    return MissingExtraError(phrase("电子表格", "a spreadsheet"), "excel")
