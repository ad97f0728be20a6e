"""Excel workbooks: a summary sheet, then one sheet per table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

from deputylog.formats import Paper
from deputylog.formats.templates import lines
from deputylog.table import Cell, Column, Counted, Report, Table
from deputylog.text.file_names import sheet_names
from deputylog.words import Bilingual, Words, phrase

_MOST_IN_A_CELL = 32_767
_SUMMARY = Bilingual("总览", "summary")
_A4 = 9
_LINE = 15.5
_TITLE_LINE = 24.0
_SUMMARY_WIDTHS = (34.0, 46.0)
_MOST_HIGH = 409.0


def render(report: Report, words: Words, own: Path | None) -> Paper:
    """Return the workbook; dates and numbers are typed, everything else is text."""
    from xlsxwriter import Workbook

    out = BytesIO()
    with Workbook(out, _options()) as workbook:
        title = words.say(report.title)
        workbook.set_properties(
            {
                "title": title,
                "author": "",
                "created": datetime(report.as_of.year, report.as_of.month, report.as_of.day),
            }
        )
        sheets = _Sheets(
            workbook,
            words,
            title,
            sheet_names(map(words.say, (_SUMMARY, *(table.title for table in report.tables)))),
        )
        sheets.summary(report)
        for table in report.tables:
            sheets.table(table, wide=report.wide)
    cut = (
        (
            phrase(
                "文字超过电子表格单元格容量的部分已截去。",
                "Some text was too long for a spreadsheet cell and was cut.",
            ),
        )
        if sheets.was_cut
        else ()
    )
    return Paper(out.getvalue(), cut)


def _options() -> dict[str, object]:
    """Return fresh options, as xlsxwriter modifies them."""
    return {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "宋体", "font_size": 10.5, "valign": "top"},
    }


class _Sheets:
    """The sheets of a workbook, written row by row."""

    def __init__(self, workbook: Any, words: Words, title: str, names: Iterable[str]) -> None:
        self.was_cut = False
        self._workbook, self._words, self._title = workbook, words, title
        self._names = iter(names)
        plain = {"text_wrap": True, "border": 1, "border_color": "#8C8C8C"}
        self._formats = {
            "title": workbook.add_format({"font_size": 16}),
            "head": workbook.add_format(
                {
                    **plain,
                    "bold": True,
                    "align": "center",
                    "valign": "vcenter",
                    "bg_color": "#F5F3EF",
                }
            ),
            "text": workbook.add_format(plain),
            "guarded": workbook.add_format({**plain, "quote_prefix": True}),
            "number": workbook.add_format({**plain, "num_format": "0"}),
            "day": workbook.add_format({**plain, "num_format": "yyyy-mm-dd", "align": "right"}),
            "note": workbook.add_format({"text_wrap": True, "font_color": "#595959"}),
        }

    def summary(self, report: Report) -> None:
        sheet = self._sheet(landscape=False)
        for index, width in enumerate(_SUMMARY_WIDTHS):
            sheet.set_column(index, index, width)
        sheet.set_row(0, _TITLE_LINE)
        self._write(sheet, 0, 0, self._title, "title")
        self._write(sheet, 1, 0, phrase("截至", "As of"), "text")
        self._write(sheet, 1, 1, report.unfinished or report.as_of)
        row = 2
        for value in dict.fromkeys(filter(None, map(self._words.say, report.header.values()))):
            self._note(sheet, row, value)
            row += 1
        for _, wording, count in report.heads:
            self._write(sheet, row, 0, wording, "text")
            self._write(sheet, row, 1, count)
            row += 1
        paragraphs = report.cover.paragraphs if report.cover and not report.attached else ()
        for note in (*paragraphs, *report.notes):
            self._note(sheet, row, note)
            row += 1

    def _note(self, sheet: Any, row: int, note: object) -> None:
        """Write a note across the sheet in a row high enough for it."""
        text = self._fitting(lines(note, self._words))
        sheet.set_row(row, _height([text], [sum(_SUMMARY_WIDTHS)], self._words))
        sheet.merge_range(row, 0, row, len(_SUMMARY_WIDTHS) - 1, "", self._formats["note"])
        sheet.write_string(row, 0, text, self._formats["note"])

    def table(self, table: Table, *, wide: bool) -> None:
        sheet = self._sheet(landscape=wide)
        widths = _widths(table, self._words)
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        first = 0
        if not table.form:
            first = 1
            sheet.set_row(
                0, _height([column.head for column in table.columns], widths, self._words)
            )
            for index, column in enumerate(table.columns):
                self._write(sheet, 0, index, column.head, "head")
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
            sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
        for number, row in enumerate(table.rows, first):
            sheet.set_row(number, _height(row, widths, self._words))
            for index, cell in enumerate(row):
                self._write(sheet, number, index, cell, "head" if table.form and index == 0 else "")
        if table.note:
            self._write(sheet, first + len(table.rows) + 1, 0, table.note, "note")

    def _sheet(self, *, landscape: bool) -> Any:
        sheet = self._workbook.add_worksheet(next(self._names))
        sheet.set_paper(_A4)
        (sheet.set_landscape if landscape else sheet.set_portrait)()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)
        sheet.set_header(f"&C{self._title[:100].replace('&', '&&')}")
        sheet.set_footer("&C— &P / &N —")
        return sheet

    def _write(self, sheet: Any, row: int, column: int, cell: object, set_as: str = "") -> None:
        if isinstance(cell, Counted) and not cell.unknown:
            cell = cell.known
        if type(cell) is date:  # a month, or a day with a mark, is text
            sheet.write_datetime(
                row, column, datetime(cell.year, cell.month, cell.day), self._formats["day"]
            )
        elif isinstance(cell, int) and not isinstance(cell, bool):
            sheet.write_number(row, column, cell, self._formats["number"])
        else:
            text = self._fitting(lines(cell, self._words))
            sheet.write_string(
                row,
                column,
                text,
                self._formats[
                    set_as or ("guarded" if text.startswith(("=", "+", "-", "@")) else "text")
                ],
            )

    def _fitting(self, text: str) -> str:
        self.was_cut |= len(text) > _MOST_IN_A_CELL
        return text if len(text) <= _MOST_IN_A_CELL else f"{text[: _MOST_IN_A_CELL - 1]}…"


def _widths(table: Table, words: Words) -> list[float]:
    """Return widths in characters: as given for print, else as the first rows need."""
    if table.is_measured:
        return [max(6.0, column.width * 0.6 or 12.0) for column in table.columns]
    return [
        _needed(column, [row[index] for row in table.rows[:200]], words)
        for index, column in enumerate(table.columns)
    ]


def _needed(column: Column, cells: list[Cell], words: Words) -> float:
    return min(
        60.0,
        max(
            8.0,
            *(
                _wide(line) + 2
                for cell in (column.head, *cells)
                for line in lines(cell, words).split("\n")
            ),
        ),
    )


def _wide(text: str) -> int:
    """Return the width in half-width characters."""
    return len(text) + sum(char > "\u2e7f" for char in text)


def _height(row: Sequence[Cell], widths: list[float], words: Words) -> float:
    """Return the height in points of a row; not all programs compute it themselves."""
    wrapped = (
        sum(max(1, ceil(_wide(line) / (width - 1))) for line in lines(cell, words).split("\n"))
        for cell, width in zip(row, widths, strict=True)
        if type(cell) not in (int, date)
    )
    return min(_MOST_HIGH, _LINE * max(1, *wrapped, 1) + 3)
