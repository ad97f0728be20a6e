"""A ledger sheet: recorded grey, input white, next step yellow, overdue red."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Any

from deputylog.ledger.columns import FROZEN, Place
from deputylog.ledger.layout import Refused
from deputylog.ledger.printing import set_up_print
from deputylog.record.fields import is_exact
from deputylog.words import AssumedDay, Bilingual, Phrase, Words, phrase

HEAD_ROW = 2
FIRST_ROW = 3
_SOON = timedelta(days=7)
_SPREADSHEETS_BEGIN = date(1900, 3, 1)
_TINTS = ("#D9E7F5", "#E3EFDB", "#FBE9D0", "#E6E0F0", "#D8EEEE", "#F6DEE6")

Pen = Callable[..., Any]
"""Returns the workbook format with the given properties."""


@dataclass(frozen=True)
class Line:
    """A row to write: recorded values, what may be filled in, and what was rejected."""

    id: str
    known: tuple[object, ...]
    due: object
    owes: tuple[str, ...]
    only: frozenset[str] | None
    refused: Refused | None


@dataclass(frozen=True)
class Page:
    """The content of a sheet."""

    name: str
    title: Phrase
    places: tuple[Place, ...]
    lines: tuple[Line, ...]
    as_of: date

    @property
    def last_row(self) -> int:
        return FIRST_ROW + len(self.lines) - 1


_EDGE: Mapping[str, object] = {
    "border": 1,
    "border_color": "#BFBFBF",
    "valign": "vcenter",
    "text_wrap": True,
}
_KNOWN: Mapping[str, object] = {**_EDGE, "bg_color": "#F2F2F2", "font_color": "#404040"}
_LATE: Mapping[str, object] = {
    **_EDGE,
    "bg_color": "#FFC7CE",
    "font_color": "#9C0006",
    "bold": True,
}
_NEAR: Mapping[str, object] = {**_EDGE, "bg_color": "#FFEB9C", "font_color": "#7F6000"}
_BARRED: Mapping[str, object] = {**_EDGE, "bg_color": "#D9D9D9"}
_FREE: Mapping[str, object] = {**_EDGE, "locked": False}
_NEXT: Mapping[str, object] = {**_FREE, "bg_color": "#FFFBD6"}
_WRONG: Mapping[str, object] = {**_FREE, "bg_color": "#FF9C9C"}
_REASON: Mapping[str, object] = {**_EDGE, "bg_color": "#FFE1E1", "font_color": "#9C0006"}
_DAY: Mapping[str, object] = {"num_format": "yyyy-mm-dd", "align": "center"}
_TEXT: Mapping[str, object] = {"num_format": "@"}


def write_page(sheet: Any, page: Page, words: Words, pen: Pen) -> None:
    """Write header, rows, frozen panes, filter, protection and print set-up, but no pull-downs."""
    _write_head(sheet, page, words, pen)
    for row, line in enumerate(page.lines, FIRST_ROW):
        told = 1
        for column, place in enumerate(page.places):
            if place.known >= 0:
                told = max(told, _write_known(sheet, row, column, line, place, page, words, pen))
            elif place.blank:
                _write_blank(sheet, row, column, line, place, words, pen)
            else:
                reasons = _reasons(line, page.places, words)
                _write_value(sheet, row, column, reasons, pen, _REASON)
                told = max(told, _line_count(reasons, place.width))
        sheet.set_row(row, 5 + 13.5 * min(told, 12))
    sheet.freeze_panes(FIRST_ROW, len(FROZEN))
    sheet.autofilter(HEAD_ROW, 0, max(page.last_row, FIRST_ROW), len(page.places) - 1)
    allowed = ("format_columns", "format_rows", "format_cells", "sort", "autofilter")
    sheet.protect("", dict.fromkeys(allowed, True))
    set_up_print(sheet, page.places, HEAD_ROW, max(page.last_row, FIRST_ROW))


def _write_head(sheet: Any, page: Page, words: Words, pen: Pen) -> None:
    sheet.set_row(0, 26)
    sheet.set_row(1, 20)
    sheet.set_row(HEAD_ROW, 32)
    sheet.write_string(0, 0, words.say(page.title), pen(bold=True, font_size=14, valign="vcenter"))
    first = 0
    for column, place in enumerate(page.places):
        look = {
            **_EDGE,
            "bold": True,
            "align": "center",
            "valign": "vcenter",
            "bg_color": _tint(place),
        }
        sheet.set_column(column, column, place.width)
        faint = (
            {"font_color": "#595959", "bold": False} if place.known >= 0 and place.tint >= 0 else {}
        )
        sheet.write_string(HEAD_ROW, column, words.say(place.head), pen(**{**look, **faint}))
        if note := _note(place):
            sheet.write_comment(
                HEAD_ROW, column, words.say(note), {"author": "", "x_scale": 2, "y_scale": 1.2}
            )
        last = column + 1 == len(page.places) or page.places[column + 1].group != place.group
        if last:
            _write_band(sheet, first, column, words.say(place.group), pen(**look))
            first = column + 1


def _write_band(sheet: Any, first: int, last: int, text: str, pen: Any) -> None:
    """Write the name of a band above its columns.

    The frozen columns get their own cell, as a merged cell cannot cross the freeze.
    """
    cut = len(FROZEN)
    if first < cut <= last:
        _write_band(sheet, first, cut - 1, text, pen)
        _write_band(sheet, cut, last, text, pen)
    elif first < last:
        sheet.merge_range(1, first, 1, last, text, pen)
    else:
        sheet.write_string(1, first, text, pen)


def _tint(place: Place) -> str:
    return _TINTS[place.tint % len(_TINTS)] if place.tint >= 0 else "#D0D0D0"


def _note(place: Place) -> Phrase | None:
    if place.blank is None or place.band is None:
        return None
    if place.blank.field == "date":
        return phrase(
            "填了日期，这个步骤才能登记。2026-03-14、3-14、今天、昨天都可以；按Ctrl+;填入当天。",
            "Needed to record the step. 2026-03-14, 3-14 and words such as 今天 or 昨天 "
            "are understood; Ctrl+; enters today.",
        )
    return phrase(
        Bilingual("与日期一并填写。", "Needed together with the date.")
        if place.blank.must
        else Bilingual("可以不填。", "Optional.")
    )


def _write_known(
    sheet: Any, row: int, column: int, line: Line, place: Place, page: Page, words: Words, pen: Pen
) -> int:
    """Write a recorded value and return the number of lines it needs."""
    value = line.known[place.known]
    look = _urgency(line.due, page.as_of) if place.name in ("due", "standing") else _KNOWN
    if isinstance(value, list) and isinstance(value[0], Phrase):
        value = "\n".join(words.say(part) for part in value)
    elif not isinstance(value, date) or isinstance(value, AssumedDay):
        value = words.say(value)
    _write_value(sheet, row, column, value, pen, look)
    return 1 if isinstance(value, date) else _line_count(value, place.width)


def _line_count(text: str, width: float) -> int:
    """Return how many lines a text takes in a column; Chinese characters are two wide."""
    return sum(max(1, ceil(_width(line) / (width - 1))) for line in text.split("\n"))


def _width(text: str) -> int:
    return len(text) if text.isascii() else sum(2 if ord(sign) > 0x1100 else 1 for sign in text)


def _urgency(due: object, as_of: date) -> Mapping[str, object]:
    if not isinstance(due, date):
        return _KNOWN
    return _LATE if due < as_of else _NEAR if due <= as_of + _SOON else _KNOWN


def _write_blank(
    sheet: Any, row: int, column: int, line: Line, place: Place, words: Words, pen: Pen
) -> None:
    """Write an input cell with rejected text, if any; grey if the step is not allowed."""
    assert place.blank
    step = place.band.step if place.band else ""
    typed = line.refused.typed.get(place.key) if line.refused else None
    wrong = line.refused.wrong.get(place.key) if line.refused else None
    look = _NEXT if step in line.owes[:1] else _FREE
    if line.only is not None and step not in line.only:
        look = _BARRED if typed is None else _FREE
    if wrong:
        look = _WRONG
        sheet.write_comment(
            row, column, words.say(wrong), {"author": "", "x_scale": 2.2, "y_scale": 1.2}
        )
    form = _DAY if place.blank.field == "date" else _TEXT
    _write_value(sheet, row, column, typed, pen, {**look, **form})


def _write_value(
    sheet: Any, row: int, column: int, value: object, pen: Pen, look: Mapping[str, object]
) -> None:
    """Write text always as text; dates as dates if the spreadsheet supports them."""
    match value:
        case None | "":
            sheet.write_blank(row, column, None, pen(**look))
        case bool():
            sheet.write_boolean(row, column, value, pen(**look))
        case int() | float():
            sheet.write_number(row, column, value, pen(**{**look, "num_format": "General"}))
        case date() if is_exact(value) and value >= _SPREADSHEETS_BEGIN:
            sheet.write_datetime(
                row, column, datetime.combine(value, time()), pen(**{**look, **_DAY})
            )
        case _:
            quoted = {"quote_prefix": True} if str(value)[:1] in ("=", "+", "-", "@", "\t") else {}
            sheet.write_string(row, column, str(value)[:32_000], pen(**{**look, **quoted}))


def _reasons(line: Line, places: Sequence[Place], words: Words) -> str:
    """Return why a row was rejected: the error of each cell, then that of the row."""
    if line.refused is None:
        return ""
    wrong = line.refused.wrong
    cells = [
        f"{words.say(place.head)}：{words.say(wrong[place.key])}"
        for place in places
        if place.key and place.key in wrong
    ]
    return "\n".join([*cells, *([words.say(wrong[""])] if "" in wrong else [])])
