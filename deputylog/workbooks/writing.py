"""Writing workbooks: text stays text, and the same input gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from math import ceil
from typing import Any, Literal

from msgspec import Struct

from deputylog.finding import DeputylogError, MissingExtraError
from deputylog.record.fields import is_exact
from deputylog.text.file_names import sheet_names
from deputylog.text.width import width
from deputylog.words import Bilingual, phrase
from deputylog.workbooks.escapes import escaped

MARKER = "_deputylog"
"""The hidden sheet with the workbook's metadata and the lists of its pull-downs."""

_A4 = 9

_MOST_TEXT = 32_767
FIRST_DAY = date(1900, 3, 1)
"""Earlier dates are written as text: spreadsheets wrongly count 29 February 1900."""

_FORMS = {"text": "@", "number": "0", "day": "yyyy-mm-dd"}
_CELL = {"locked": False, "text_wrap": True, "valign": "top", "align": "left"}
_HEAD = {
    "num_format": "@",
    "locked": True,
    "text_wrap": True,
    "bold": True,
    "bg_color": "#DDE6F0",
    "border": 1,
    "border_color": "#B8C4D0",
    "align": "center",
    "valign": "vcenter",
}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "": {},
    "wrong": {"bg_color": "#F8D0C8"},
    "example": {"italic": True, "font_color": "#808080", "bg_color": "#F4F4F4"},
}


class Offered(Struct, frozen=True):
    """Cells of a sheet: a column and its first and last row, counted from 0."""

    sheet: str
    column: int
    first: int
    last: int


class Heading(Struct, frozen=True):
    """A column: heading, note, and what its cells accept; only `strict` refuses other text.

    The choices may be `offered` by cells of another sheet.
    """

    text: str
    width: float = 14
    note: str = ""
    choices: tuple[str, ...] = ()
    strict: bool = False
    form: Literal["text", "number", "day"] = "text"
    offered: Offered | None = None


class MarkedCell(Struct, frozen=True):
    """A cell that looks different from those of its column."""

    value: object
    look: Literal["", "wrong", "example"] = ""


class Worksheet(Struct, frozen=True):
    """A sheet: headings and rows of text, numbers, dates, MarkedCells or None.

    Pull-downs and formats extend `spare` rows below the filled ones.
    """

    name: str
    heads: tuple[Heading, ...]
    rows: tuple[tuple[object, ...], ...] = ()
    spare: int = 0


def without_extra() -> MissingExtraError:
    """Return the error that the extra for spreadsheets is not installed."""
    return MissingExtraError(phrase("电子表格", "a spreadsheet"), "excel")


class WorkbookWriter:
    """A workbook being written; equal looks share a format, equal lists of choices a range."""

    def __init__(
        self,
        names: Iterable[str],
        plain: Mapping[str, object] | None = None,
        *,
        created: date = date(2000, 1, 1),
        title: str = "",
        **options: object,
    ) -> None:
        """Create empty sheets, named so; `plain` is the look of every cell.

        `options` are those of xlsxwriter.
        """
        try:
            import xlsxwriter
            from xlsxwriter import utility
        except ImportError:
            raise without_extra() from None
        self.utility: Any = utility
        never = {f"strings_to_{name}": False for name in ("formulas", "urls", "numbers")}
        self._out = io.BytesIO()
        self._book: Any = xlsxwriter.Workbook(self._out, {"in_memory": True, **never, **options})
        about = {"title": title} if title else {}
        self._book.set_properties({**about, "created": datetime.combine(created, time())})
        self._plain = plain or {}
        self._looks: dict[tuple[tuple[str, object], ...], Any] = {}
        self._lists: dict[tuple[str, ...], int] = {}
        self.sheets = [self._book.add_worksheet(name) for name in sheet_names(names)]
        self._hidden: Any = None

    def describe(self, marker: Mapping[str, str]) -> None:
        """Add the hidden sheet, with metadata about the workbook that `read_marker` returns."""
        self._hidden = self._book.add_worksheet(MARKER)
        self._hidden.hide()
        for line, pair in enumerate(marker.items()):
            self._hidden.write_string(line, 0, pair[0])
            self._hidden.write_string(line, 1, pair[1])

    def look(self, **properties: object) -> Any:
        """Return the format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format({**self._plain, **properties})
        return self._looks[key]

    def choices(self, choices: tuple[str, ...]) -> str:
        """Return the range of a list of choices, as a formula."""
        if choices not in self._lists:
            self._lists[choices] = len(self._lists) + 2
            self._hidden.write_column(0, self._lists[choices], choices)
        column = self._lists[choices]
        return f"={MARKER}!{self.utility.xl_range_abs(0, column, len(choices) - 1, column)}"

    def offered(self, cells: Offered) -> str:
        """Return the range of cells of another sheet, as a formula."""
        place = self.utility.xl_range_abs(cells.first, cells.column, cells.last, cells.column)
        return f"={self.utility.quote_sheetname(cells.sheet)}!{place}"

    def write(self, sheet: Any, row: int, column: int, value: object, **look: object) -> None:
        """Write a number, a date that spreadsheets have, or text, which is never a formula."""
        match value:
            case None | "":
                sheet.write_blank(row, column, None, self.look(**look))
            case bool():
                sheet.write_boolean(row, column, value, self.look(**look))
            case int() | float():
                sheet.write_number(row, column, value, self.look(**look))
            case date() if is_exact(value) and value >= FIRST_DAY:
                moment = datetime.combine(value, time())
                day = {**look, "num_format": _FORMS["day"]}
                sheet.write_datetime(row, column, moment, self.look(**day))
            case _:
                sheet.write_string(row, column, _fitting(str(value), row), self.look(**look))

    def close(self) -> bytes:
        self._book.close()
        return self._out.getvalue()


def fit_to_width(sheet: Any, *, landscape: bool = True) -> None:
    """Print the sheet on A4, as wide as one page."""
    (sheet.set_landscape if landscape else sheet.set_portrait)()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def line_count(text: str, room: float) -> int:
    """Return how many lines a text takes in a column of this width."""
    return sum(max(1, ceil(width(line) / (room - 1))) for line in text.split("\n"))


def write_workbook(sheets: Sequence[Worksheet], marker: Mapping[str, str] | None = None) -> bytes:
    """Return the bytes of a workbook; `marker` is the metadata that `read_marker` reads back."""
    writer = WorkbookWriter(sheet.name for sheet in sheets)
    writer.describe(marker or {})
    for page, sheet in zip(writer.sheets, sheets, strict=True):
        _write_heads(writer, page, sheet)
        for line, row in enumerate(sheet.rows, 1):
            for column, (head, value) in enumerate(zip(sheet.heads, row, strict=False)):
                cell = value if isinstance(value, MarkedCell) else MarkedCell(value)
                look = {"num_format": _FORMS[head.form], **_CELL, **_LOOKS[cell.look]}
                writer.write(page, line, column, cell.value, **look)
        page.set_row(0, 34)
        page.freeze_panes(1, 0)
        fit_to_width(page)
        page.repeat_rows(0)
    return writer.close()


def _write_heads(writer: WorkbookWriter, page: Any, sheet: Worksheet) -> None:
    """Write the headings with their notes, and the formats and pull-downs below them."""
    last = len(sheet.rows) + sheet.spare
    for column, head in enumerate(sheet.heads):
        look = writer.look(num_format=_FORMS[head.form], **_CELL)
        page.set_column(column, column, head.width, look)
        page.write_string(0, column, head.text, writer.look(**_HEAD))
        if head.note:
            page.write_comment(0, column, head.note, {"author": "", "x_scale": 2, "y_scale": 1.5})
        if last and (head.choices or head.offered):
            source = writer.offered(head.offered) if head.offered else writer.choices(head.choices)
            rule = {"validate": "list", "source": source, "show_error": head.strict}
            page.data_validation(1, column, last, column, rule)


def _fitting(text: str, row: int) -> str:
    if len(text) > _MOST_TEXT:
        too_long = Bilingual(
            "第{row}行：内容过长，超过电子表格一格的上限（{most}个字），请改用 CSV 或者 JSON",
            "row {row}: the text is too long for a spreadsheet cell (limit: {most}); "
            "export CSV or JSON instead",
        )
        raise DeputylogError(too_long, row=row + 1, most=_MOST_TEXT)
    return escaped(text)
