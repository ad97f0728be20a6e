"""Writing the ledger workbook: matters, suggestions, the guide and a hidden metadata sheet."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from deputylog.ledger.columns import Place, places
from deputylog.ledger.guide import write_guide
from deputylog.ledger.layout import (
    KIND,
    MATTER_BANDS,
    SUGGESTION_BANDS,
    VERSION,
    Band,
    Names,
    Refused,
    Stamp,
    choices,
)
from deputylog.ledger.sheet import FIRST_ROW, Line, Page, write_page
from deputylog.record.shape import Scalar
from deputylog.table import Table
from deputylog.text.file_names import sheet_names
from deputylog.words import Bilingual, Words, phrase
from deputylog.workbooks.writing import MARKER, Lists, begin_workbook

_SIGNS_OF_A_DAY = ("天", "日", "周", "前", "月", "-", "day")
"""Text in a date cell must contain one of these: 今天, 上周五, 3月14日, yesterday.

Whether it is a date is checked at import.
"""

_MOST_RANGES = 100
"""The most ranges of one pull-down; spreadsheet programs limit the length of their list."""


def page_of(table: Table, lines: Sequence[Line], stamp: Stamp, as_of: date, words: Words) -> Page:
    """Return the sheet of a table, with a column of reasons if a row was rejected."""
    refused = any(line.refused for line in lines)
    left_out = [
        band
        for band in _bands(table.name)
        if band.only_where_owed and not any(_touches(line, band) for line in lines)
    ]
    shown = [band for band in _bands(table.name) if band not in left_out]
    found = places(table.columns, shown, left_out, with_reasons=refused)
    title = phrase(
        "{district}未办结{what}台账（截至{day}）",
        "{district}: {what} still open, as of {day}",
        district=stamp.district,
        what=table.title,
        day=as_of,
    )
    return Page(words.say(table.title), title, found, tuple(lines), as_of)


def _bands(name: str) -> tuple[Band, ...]:
    return SUGGESTION_BANDS if name == "suggestions" else MATTER_BANDS


def _touches(line: Line, band: Band) -> bool:
    """Whether the step is due in the row, or cells of it were filled in."""
    typed = line.refused.typed if line.refused else ()
    return band.step in line.owes or any(band.key(blank) in typed for blank in band.blanks)


def write_ledger(
    pages: Sequence[Page], stamp: Stamp, seen: Mapping[str, str], names: Names, words: Words
) -> bytes:
    """Return the bytes of the workbook; `seen` is the metadata about every row for the import."""
    out = io.BytesIO()
    book = begin_workbook(out)
    pens: dict[tuple[tuple[str, object], ...], Any] = {}

    def pen(**look: object) -> Any:
        key = tuple(sorted(look.items()))
        if key not in pens:
            pens[key] = book.add_format(
                {
                    "font_name": "等线" if words.language == "zh-CN" else "Calibri",
                    "font_size": 10,
                    **look,
                }
            )
        return pens[key]

    *sheets, guide = map(
        book.add_worksheet,
        sheet_names(
            (*(page.name for page in pages), words.text(Bilingual("填写说明", "How to use it")))
        ),
    )
    write_guide(guide, words, pen)
    lists = Lists(book.add_worksheet(MARKER), _marker(stamp, seen))
    for sheet, page in zip(sheets, pages, strict=True):
        write_page(sheet, page, words, pen)
        _put_checks(sheet, page, lists, names, words, book)
    book.close()
    return out.getvalue()


def _marker(stamp: Stamp, seen: Mapping[str, str]) -> dict[str, str]:
    wording = {
        "kind": KIND,
        "version": VERSION,
        "district": stamp.district,
        "as_of": stamp.as_of,
        "group": stamp.group,
        "deputy": stamp.deputy,
    }
    return {**wording, **seen}


def _put_checks(
    sheet: Any, page: Page, lists: Lists, names: Names, words: Words, book: Any
) -> None:
    """Add pull-downs, date checks, and a colour for the missing cells of half-filled steps."""
    if not page.lines:
        return
    lacking = book.add_format({"bg_color": "#FFC9A3"})
    for column, place in enumerate(page.places):
        if place.band is None or place.blank is None:
            continue
        if place.blank.field == "date":
            received = next(
                index for index, other in enumerate(page.places) if other.name == "received"
            )
            _check_date(sheet, page, column, received, words)
        else:
            _offer(sheet, page, column, place, lists, names, words)
        if place.blank.must:
            _colour_lacking(sheet, page, column, place.band, lacking)


def _check_date(sheet: Any, page: Page, column: int, received: int, words: Words) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    cell, first = (
        xl_rowcol_to_cell(FIRST_ROW, column),
        xl_rowcol_to_cell(FIRST_ROW, received, col_abs=True),
    )
    wording = ",".join(f'ISNUMBER(FIND("{sign}",{cell}))' for sign in _SIGNS_OF_A_DAY)
    rule = {
        "validate": "custom",
        "value": f"=OR({wording},AND(ISNUMBER({cell}),{cell}>=N({first}),{cell}<TODAY()+1))",
        "error_title": words.text(Bilingual("日期不对", "Not a valid date")),
        "error_message": words.text(
            Bilingual(
                "请填写收到之日至今天之间的日期，如2026-03-14或者3-14；也可以写“今天”“昨天”。",
                "A date from the receipt up to today, such as 2026-03-14 or 3-14; 今天 and 昨天"
                " are understood.",
            )
        ),
    }
    sheet.data_validation(FIRST_ROW, column, page.last_row, column, rule)


def _offer(
    sheet: Any, page: Page, column: int, place: Place, lists: Lists, names: Names, words: Words
) -> None:
    assert place.band
    assert place.blank
    fixed = tuple(words.say(choice) for choice in choices(place.band, place.blank))
    if fixed:
        error = {
            "error_title": words.text(Bilingual("不在选项之中", "Not in the list")),
            "error_message": words.text(
                Bilingual("请从下拉列表中选择。", "Please choose from the list.")
            ),
        }
        _pull_down(
            sheet,
            page,
            column,
            range(len(page.lines)),
            lists.place(fixed),
            {**error, "show_error": True},
        )
        return
    match place.band.shape(place.blank):
        case Scalar(refers="deputy"):
            _named(sheet, page, column, lambda line: True, lists, names.deputies)
        case Scalar(refers="department"):
            _named(sheet, page, column, lambda line: line.only is None, lists, names.departments)
            _named(sheet, page, column, lambda line: line.only is not None, lists, names.entitled)


def _named(
    sheet: Any, page: Page, column: int, holds: Any, lists: Lists, offered: tuple[str, ...]
) -> None:
    """Add a pull-down of names to certain rows; other text is allowed, such as short names."""
    rows = [row for row, line in enumerate(page.lines) if holds(line)]
    if rows and offered:
        _pull_down(sheet, page, column, rows, lists.place(offered), {"show_error": False})


def _pull_down(
    sheet: Any,
    page: Page,
    column: int,
    rows: Sequence[int],
    source: str,
    more: Mapping[str, object],
) -> None:
    from xlsxwriter.utility import xl_range

    spans: list[list[int]] = []
    for row in rows:
        if spans and spans[-1][1] == row - 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    ranges = [
        xl_range(FIRST_ROW + first, column, FIRST_ROW + last, column) for first, last in spans
    ]
    for first in range(0, len(spans), _MOST_RANGES):
        several = " ".join(ranges[first : first + _MOST_RANGES])
        rule = {"validate": "list", "source": source, "multi_range": several, **more}
        sheet.data_validation(
            FIRST_ROW + spans[first][0], column, FIRST_ROW + spans[first][1], column, rule
        )


def _colour_lacking(sheet: Any, page: Page, column: int, band: Band, look: Any) -> None:
    """Colour an empty required cell orange while another cell of its step is filled."""
    from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

    others = [
        index
        for index, place in enumerate(page.places)
        if place.band is band and place.blank and index != column
    ]
    if not others:
        return
    filled = ",".join(f'${xl_rowcol_to_cell(FIRST_ROW, other)}<>""' for other in others)
    rule = {
        "type": "formula",
        "criteria": f'=AND(${xl_rowcol_to_cell(FIRST_ROW, column)}="",OR({filled}))',
        "format": look,
    }
    sheet.conditional_format(xl_range(FIRST_ROW, column, page.last_row, column), rule)


__all__ = ["Line", "Page", "Refused", "page_of", "write_ledger"]
