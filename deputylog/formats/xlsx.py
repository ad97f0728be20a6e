"""Excel workbooks: a summary sheet, then one sheet per table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from deputylog.calendar import day_in_full
from deputylog.formats import Paper
from deputylog.formats.texts import AS_OF, DIGEST, lines, official_day
from deputylog.record.fields import is_exact
from deputylog.table import Cell, Counted, Report, Table, Valued
from deputylog.text.width import width
from deputylog.words import Bilingual, Term, Words, phrase
from deputylog.workbooks.writing import FIRST_DAY, WorkbookWriter, fit_to_width, line_count

_MOST_IN_A_CELL = 32_767
_SUMMARY = Bilingual("总览", "summary")
_SUMMARY_WIDTHS = (34.0, 46.0)
_MOST_IN_A_FORM = 200
_LINE = 15.5
_DAY_IN_FULL = Bilingual('yyyy"年"m"月"d"日"', "d mmmm yyyy")
_MOST_HIGH = 409.0
_FONT = {"font_name": "宋体", "font_size": 10.5, "valign": "top"}
_FRAME = {"text_wrap": True, "border": 1, "border_color": "#8C8C8C"}
_BOLD = {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#F5F3EF"}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"font_size": 16},
    "head": {**_FRAME, **_BOLD},
    "text": _FRAME,
    "guarded": {**_FRAME, "quote_prefix": True},
    "number": {**_FRAME, "align": "right"},
    "note": {"text_wrap": True, "font_color": "#595959"},
}


def render(report: Report, words: Words, own: Path | None) -> Paper:
    """Return the workbook; dates and numbers are typed, everything else is text."""
    report = replace(report, tables=tuple(map(_with_values, report.tables)))
    book = _ReportBook(report, words)
    book.write_summary(book.writer.sheets[0])
    for sheet, table in zip(book.writer.sheets[1:], report.tables, strict=True):
        book.write_table(sheet, table)
    cut = phrase(
        "文字超过电子表格单元格容量的部分已截去。",
        "Some text was too long for a spreadsheet cell and was cut.",
    )
    return Paper(book.writer.close(), (cut,) if book.was_cut else ())


def _with_values(table: Table) -> Table:
    """Return the table without columns that only join others for print."""
    if table.form:
        return table.for_readers
    return table.with_columns(
        at
        for at in range(len(table.columns))
        if not table.rows or not all(_is_for_print(row[at]) for row in table.rows)
    )


def _is_for_print(cell: Cell) -> bool:
    return isinstance(cell, Valued) and not cell.plain


class _ReportBook:
    """The workbook of a report, written row by row."""

    def __init__(self, report: Report, words: Words) -> None:
        self.was_cut = False
        self._report, self._words, self._title = report, words, words.say(report.title)
        titles = [words.say(table.title) or self._title for table in report.tables]
        self.writer = WorkbookWriter(
            [words.say(_SUMMARY), *titles],
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
        self._write_text(sheet, 0, 0, self._title, "title")
        header = dict.fromkeys(filter(None, map(self._words.say, report.header.values())))
        paragraphs = report.cover.paragraphs if report.cover else report.paragraphs
        formulas = dict(reversed(list(self._totals())))
        digest = [("digest", DIGEST, report.digest)] if report.digest else []
        rows: list[tuple[object, ...]] = [
            ("as_of", AS_OF, report.as_of),
            *((note,) for note in header),
            *report.heads,
            *report.heads_for_programs,
            *((note,) for note in (*paragraphs, *report.notes)),
            *digest,
        ]
        for number, (name, *pair) in enumerate(rows, 1):
            if not pair:
                self._write_note(sheet, number, name)
                continue
            label, count = pair
            self._write_text(sheet, number, 0, label, "text")
            self._write(sheet, number, 1, count, formulas.get((name, _number(count)), ""))

    def _write_note(self, sheet: Any, row: int, note: object) -> None:
        """Write a note across the sheet in a row high enough for it."""
        look = self.writer.look(**_LOOKS["note"])
        sheet.set_row(row, self._height([note], [sum(_SUMMARY_WIDTHS)]))
        sheet.merge_range(row, 0, row, len(_SUMMARY_WIDTHS) - 1, "", look)
        self._write_text(sheet, row, 0, note, "note")

    def write_table(self, sheet: Any, table: Table) -> None:
        widths = self._widths(table)
        self._set_up(sheet, widths, landscape=self._report.wide)
        heads = tuple(column.head for column in table.columns)
        rows = list(table.rows) if table.form else [heads, *table.rows]
        totals = () if table.form or not table.rows else _totals_below(table)
        for number, row in enumerate(rows):
            sheet.set_row(number, self._height(row, widths))
            for index, cell in enumerate(row):
                if index == 0 if table.form else number == 0:
                    self._write_text(sheet, number, index, cell, "head")
                    continue
                is_total = index in totals and number == len(rows) - 1
                formula = self._total_above(number, index) if is_total else ""
                self._write(sheet, number, index, cell, formula)
        if not table.form:
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
            last = len(table.rows) - bool(totals)
            sheet.autofilter(0, 0, max(1, last), len(heads) - 1)
        if table.note:
            self._write_text(sheet, len(rows) + 1, 0, table.note, "note")

    def _total_above(self, row: int, column: int) -> str:
        """Return the formula of the total of the rows above that a filter leaves."""
        return f"=SUBTOTAL(109,{self.writer.utility.xl_range(1, column, row - 1, column)})"

    def _set_up(self, sheet: Any, widths: Sequence[float], *, landscape: bool) -> None:
        fit_to_width(sheet, landscape=landscape)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)
        sheet.set_header(f"&C{self._title[:100].replace('&', '&&')}")
        sheet.set_footer("&C— &P / &N —")
        for index, room in enumerate(widths):
            sheet.set_column(index, index, room)

    def _totals(self) -> Iterator[tuple[tuple[object, object], str]]:
        """Yield name and value, and the formula, of each count that rows of a table add up to.

        It is the sum of a column of that name, the rows with that code, or all rows of a table.
        """
        for sheet, table in zip(self.writer.sheets[1:], self._report.tables, strict=True):
            if table.form or not table.rows:
                continue
            sums = _sums(table.rows)
            for at, column in enumerate(table.columns):
                cells = [row[at] for row in table.rows]
                place = self._place(sheet, at, len(cells))
                if at in sums:
                    yield (column.name, sums[at]), f"=SUM({place})"
                for term, count in Counter(one for one in cells if isinstance(one, Term)).items():
                    yield (term.value, count), f'=COUNTIF({place},"{self._words.say(term)}")'
            rows = self._place(sheet, 0, len(table.rows))
            yield (table.name, len(table.rows)), f"=ROWS({rows})"

    def _place(self, sheet: Any, column: int, count: int) -> str:
        """Return the cells of a column under its heading, as formulas name them."""
        utility = self.writer.utility
        cells = utility.xl_range_abs(1, column, count, column)
        return f"{utility.quote_sheetname(sheet.get_name())}!{cells}"

    def _write(self, sheet: Any, row: int, column: int, cell: object, formula: str = "") -> None:
        """Write a number or a day as such, else text; a number as the formula, if there is one."""
        value = _value(cell)
        if value is None:
            self._write_text(sheet, row, column, cell)
            return
        look = self.writer.look(**_LOOKS["number"], num_format=self._form(cell, value))
        if formula:
            sheet.write_formula(row, column, formula, look, value)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, look)
        else:
            sheet.write_number(row, column, value, look)

    def _form(self, cell: object, value: float | date) -> str:
        """Return a number format, with the words that stand beside a number or a day."""
        text, found = self._words.say(cell).replace('"', ""), str(value)
        form = "yyyy-mm-dd" if isinstance(value, date) else "General"
        if isinstance(cell, Valued) and isinstance(value, date):
            found, form = official_day(value, self._words), self._words.text(_DAY_IN_FULL)
        before, _, after = text.partition(found)
        return "".join([f'"{before}"' if before else "", form, f'"{after}"' if after else ""])

    def _write_text(self, sheet: Any, row: int, column: int, cell: object, look: str = "") -> None:
        text = lines(cell, self._words)
        if len(text) > _MOST_IN_A_CELL:
            self.was_cut, text = True, f"{text[: _MOST_IN_A_CELL - 1]}…"
        look = look or ("guarded" if text.startswith(("=", "+", "-", "@")) else "text")
        place = (row, column, text or None, self.writer.look(**_LOOKS[look]))
        (sheet.write_string if text else sheet.write_blank)(*place)

    def _widths(self, table: Table) -> list[float]:
        """Return widths in characters, as the first rows need."""
        heads = [column.head for column in table.columns]
        columns = zip(heads, *table.rows[:200], strict=True)
        return [min(40.0, max(8.0, self._longest(column) + 2)) for column in columns]

    def _longest(self, cells: Iterable[Cell]) -> int:
        """Return the width of the longest line in the cells."""
        texts = (lines(cell, self._words) for cell in cells)
        return max(width(line) for text in texts for line in text.split("\n"))

    def _height(self, row: Sequence[Cell], widths: Sequence[float]) -> float:
        """Return the height in points of a row; not all programs compute it themselves."""
        wrapped = (
            line_count(lines(cell, self._words), room)
            for cell, room in zip(row, widths, strict=True)
            if _value(cell) is None
        )
        return min(_MOST_HIGH, _LINE * max(wrapped, default=1) + 3)


def _value(cell: object) -> float | date | None:
    """Return the number or the exact day that a cell says; None if it says something else.

    Spreadsheets wrongly count 29 February 1900, so earlier days are text.
    """
    if isinstance(cell, (list, tuple)) and len(cell) == 1:
        return _value(cell[0])
    if isinstance(cell, date):
        return cell if is_exact(cell) and cell >= FIRST_DAY else None
    if isinstance(cell, Valued) and type(own := cell.plain.get("")) is date:
        text = str(cell)
        is_short = len(text) < _MOST_IN_A_FORM
        return _value(own) if is_short and day_in_full(own).en in text else None
    return _number(cell)


def _number(cell: object) -> int | float | None:
    """Return the number that a cell says; None if a part of a count is unknown and left out."""
    if isinstance(cell, Counted):
        return cell.known if cell.included or not cell.unknown else None
    if isinstance(cell, Valued):
        said = _number(cell.plain.get(""))
        return said if said is not None and str(said) in str(cell) else None
    return cell if isinstance(cell, (int, float)) and not isinstance(cell, bool) else None


def _sums(rows: Sequence[Sequence[Cell]]) -> dict[int, int]:
    """Return the sum of each column of counts by its place."""
    columns = enumerate(zip(*rows, strict=True))
    counts = {
        at: [_number(cell) for cell in cells if not isinstance(cell, Valued)]
        for at, cells in columns
    }
    whole = {at: [one for one in found if isinstance(one, int)] for at, found in counts.items()}
    return {at: sum(found) for at, found in whole.items() if len(found) == len(rows)}


def _totals_below(table: Table) -> frozenset[int]:
    """Return the columns of counts if the last row has no name and is their sum."""
    *rows, last = table.rows
    if not isinstance(last[0], Valued) or last[0].plain.get("", "") is not None:
        return frozenset()
    sums = _sums(rows)
    return frozenset(sums) if all(_number(last[at]) == sums[at] for at in sums) else frozenset()
