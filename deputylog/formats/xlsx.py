"""Excel workbooks: a summary sheet, then one sheet per table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from deputylog.formats import Paper
from deputylog.formats.texts import lines
from deputylog.table import Cell, Counted, Report, Table
from deputylog.text.width import width
from deputylog.words import Bilingual, Words, phrase
from deputylog.workbooks.writing import WorkbookWriter, fit_to_width, line_count

_MOST_IN_A_CELL = 32_767
_SUMMARY = Bilingual("总览", "summary")
_SUMMARY_WIDTHS = (34.0, 46.0)
_LINE = 15.5
_MOST_HIGH = 409.0
_FONT = {"font_name": "宋体", "font_size": 10.5, "valign": "top"}
_FRAME = {"text_wrap": True, "border": 1, "border_color": "#8C8C8C"}
_BOLD = {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#F5F3EF"}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"font_size": 16},
    "head": {**_FRAME, **_BOLD},
    "text": _FRAME,
    "guarded": {**_FRAME, "quote_prefix": True},
    "int": {**_FRAME, "num_format": "0"},
    "date": {**_FRAME, "num_format": "yyyy-mm-dd", "align": "right"},
    "note": {"text_wrap": True, "font_color": "#595959"},
}


def render(report: Report, words: Words, own: Path | None) -> Paper:
    """Return the workbook; dates and numbers are typed, everything else is text."""
    book = _ReportBook(report, words)
    book.write_summary(book.writer.sheets[0])
    for sheet, table in zip(book.writer.sheets[1:], report.tables, strict=True):
        book.write_table(sheet, table)
    cut = phrase(
        "文字超过电子表格单元格容量的部分已截去。",
        "Some text was too long for a spreadsheet cell and was cut.",
    )
    return Paper(book.writer.close(), (cut,) if book.was_cut else ())


class _ReportBook:
    """The workbook of a report, written row by row."""

    def __init__(self, report: Report, words: Words) -> None:
        self.was_cut = False
        self._report, self._words, self._title = report, words, words.say(report.title)
        titles = (_SUMMARY, *(table.title for table in report.tables))
        self.writer = WorkbookWriter(
            map(words.say, titles),
            _FONT,
            title=self._title,
            created=report.as_of,
            in_memory=False,
            constant_memory=True,
            default_format_properties=dict(_FONT),
        )

    def write_summary(self, sheet: Any) -> None:
        """Write day and counts as pairs, and header and notes across both columns."""
        report = self._report
        self._set_up(sheet, _SUMMARY_WIDTHS, landscape=False)
        sheet.set_row(0, 24)
        self._write(sheet, 0, 0, self._title, "title")
        header = dict.fromkeys(filter(None, map(self._words.say, report.header.values())))
        paragraphs = report.cover.paragraphs if report.cover and not report.attached else ()
        rows: list[tuple[object, ...]] = [
            (phrase("截至", "As of"), report.unfinished or report.as_of),
            *((note,) for note in header),
            *((label, count) for _, label, count in report.heads),
            *((note,) for note in (*paragraphs, *report.notes)),
        ]
        for number, (label, *values) in enumerate(rows, 1):
            if not values:
                self._write_note(sheet, number, label)
                continue
            self._write(sheet, number, 0, label, "text")
            self._write(sheet, number, 1, values[0])

    def _write_note(self, sheet: Any, row: int, note: object) -> None:
        """Write a note across the sheet in a row high enough for it."""
        look = self.writer.look(**_LOOKS["note"])
        sheet.set_row(row, self._height([note], [sum(_SUMMARY_WIDTHS)]))
        sheet.merge_range(row, 0, row, len(_SUMMARY_WIDTHS) - 1, "", look)
        self._write(sheet, row, 0, note, "note")

    def write_table(self, sheet: Any, table: Table) -> None:
        widths = self._widths(table)
        self._set_up(sheet, widths, landscape=self._report.wide)
        heads = tuple(column.head for column in table.columns)
        rows = list(table.rows) if table.form else [heads, *table.rows]
        for number, row in enumerate(rows):
            sheet.set_row(number, self._height(row, widths))
            for index, cell in enumerate(row):
                is_head = index == 0 if table.form else number == 0
                self._write(sheet, number, index, cell, "head" if is_head else "")
        if not table.form:
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
            sheet.autofilter(0, 0, max(1, len(table.rows)), len(heads) - 1)
        if table.note:
            self._write(sheet, len(rows) + 1, 0, table.note, "note")

    def _set_up(self, sheet: Any, widths: Sequence[float], *, landscape: bool) -> None:
        fit_to_width(sheet, landscape=landscape)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)
        sheet.set_header(f"&C{self._title[:100].replace('&', '&&')}")
        sheet.set_footer("&C— &P / &N —")
        for index, room in enumerate(widths):
            sheet.set_column(index, index, room)

    def _write(self, sheet: Any, row: int, column: int, cell: object, look: str = "") -> None:
        if isinstance(cell, Counted) and not cell.unknown:
            cell = cell.known
        if type(cell) in (int, date):  # a month, or a day with a mark, is text
            self.writer.write(sheet, row, column, cell, **_LOOKS[type(cell).__name__])
            return
        text = lines(cell, self._words)
        if len(text) > _MOST_IN_A_CELL:
            self.was_cut, text = True, f"{text[: _MOST_IN_A_CELL - 1]}…"
        look = look or ("guarded" if text.startswith(("=", "+", "-", "@")) else "text")
        sheet.write_string(row, column, text, self.writer.look(**_LOOKS[look]))

    def _widths(self, table: Table) -> list[float]:
        """Return widths in characters: as given for print, else as the first rows need."""
        if table.is_measured:
            return [max(6.0, column.width * 0.6 or 12.0) for column in table.columns]
        heads = [column.head for column in table.columns]
        columns = zip(heads, *table.rows[:200], strict=True)
        return [min(60.0, max(8.0, self._longest(column) + 2)) for column in columns]

    def _longest(self, cells: Iterable[Cell]) -> int:
        """Return the width of the longest line in the cells."""
        texts = (lines(cell, self._words) for cell in cells)
        return max(width(line) for text in texts for line in text.split("\n"))

    def _height(self, row: Sequence[Cell], widths: Sequence[float]) -> float:
        """Return the height in points of a row; not all programs compute it themselves."""
        wrapped = (
            line_count(lines(cell, self._words), room)
            for cell, room in zip(row, widths, strict=True)
            if type(cell) not in (int, date)
        )
        return min(_MOST_HIGH, _LINE * max(wrapped, default=1) + 3)
