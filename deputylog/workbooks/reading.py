"""Reading spreadsheets: visible sheets, metadata on our hidden sheet, formulas, date of saving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from importlib.util import find_spec
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from deputylog.apart import BeyondLimitError, Limit, apart
from deputylog.finding import DeputylogError
from deputylog.words import Bilingual, Phrase, phrase
from deputylog.workbooks.documents import LOCKED, is_markup, is_workbook, refusal, why_no_workbook
from deputylog.workbooks.parsed import (
    MOST_CELLS,
    Area,
    Content,
    Hints,
    ParsedSheet,
    Place,
    Rows,
)
from deputylog.workbooks.parsing import content
from deputylog.workbooks.writing import MARKER, without_extra

_LIMIT = Limit(6, 250)

Formulas = Mapping[Place, str]
"""Formulas, and errors such as #REF!, by row and column, counted from 0.

Their results depend on the day and on the spreadsheet program, so they are no typed values.
"""


_NO_TABLE = phrase(
    "文件里没有表格；如果是从网页系统导出的，请重新导出为 .xlsx 或者 CSV",
    "there is no table in the file; if a web system wrote it, let it write .xlsx or CSV",
)
_UNSEEN = phrase(
    "这种格式的文件看不出公式、错误值和隐藏的行、列；如果有，请另存为 .xlsx 再导入",
    "a file of this format does not tell formulas, errors, hidden rows and hidden columns; if it "
    "has any, save it as .xlsx and import that",
)


class ReadSheet(Struct, frozen=True):
    """A sheet with every cell as text: dates as 2026-03-14, whole numbers without a point.

    `unread` are the cells that hold no value, with what they show: a formula without a result, an
    error such as #N/A, a number that has lost digits. `unseen` says what its format does not tell.
    """

    name: str
    cells: tuple[tuple[str, ...], ...]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unread: Mapping[Place, str] = {}
    unseen: tuple[Phrase, ...] = ()


def read_sheets(name: str, raw: bytes) -> tuple[ReadSheet, ...]:
    """Return the visible sheets in order; raise DeputylogError if it is not a spreadsheet."""
    found = _content_of(name, raw)
    return tuple(
        _sheet(one, found.hints.get(one.name, Hints()), is_blind=found.is_blind)
        for one in found.sheets
        if one.is_visible
    )


def hidden_sheets(name: str, raw: bytes) -> tuple[str, ...]:
    """Return the names of the hidden sheets that are not empty, but for our own."""
    sheets = _content_of(name, raw).sheets
    return tuple(
        one.name
        for one in sheets
        if not one.is_visible and one.name != MARKER and any(map(any, one.cells))
    )


def _sheet(sheet: ParsedSheet, hints: Hints, *, is_blind: bool) -> ReadSheet:
    without = {
        place: formula.text
        for place, formula in hints.formulas.items()
        if not formula.is_text and not _cell(sheet.cells, place)
    }
    cells = _with_rows(sheet.cells, max((row for row, _ in without), default=0))
    return ReadSheet(
        sheet.name,
        cells,
        tuple(_within(hints.merged, len(cells))),
        hints.hidden_rows,
        hints.hidden_columns,
        {**sheet.unread, **without},
        (_UNSEEN,) if is_blind else (),
    )


def _within(areas: Sequence[Area], rows: int) -> Iterator[Area]:
    """Yield the areas as far as they lie in so many rows."""
    for top, left, bottom, right in areas:
        if top < rows:
            yield top, left, min(bottom, rows - 1), right


def _with_rows(cells: Rows, last: int) -> Rows:
    """Return the cells with empty rows up to the `last`, where a formula without a result is."""
    return cells + ((),) * (last + 1 - len(cells))


def _cell(cells: Rows, place: Place) -> str:
    row, column = place
    return cells[row][column] if row < len(cells) and column < len(cells[row]) else ""


def read_marker(name: str, raw: bytes) -> dict[str, str]:
    """Return the metadata of the workbook; empty if deputylog did not write it."""
    sheets = _content_of(name, raw).sheets
    lines = next((sheet.cells for sheet in sheets if sheet.name == MARKER), ())
    return {line[0]: line[1] for line in lines if len(line) > 1 and line[0]}


def _content_of(name: str, raw: bytes) -> Content:
    """Return what is in a workbook; DeputylogError if it is damaged, or too large to be read."""
    found = _content(raw)
    if isinstance(found, Phrase):
        raise DeputylogError("{path}：{problem}", "{path}: {problem}", path=name, problem=found)
    return found


@lru_cache(1)
def _content(raw: bytes) -> Content | Phrase:
    """Return what is in a workbook, or why it cannot be read; it is read in its own process."""
    if other := why_no_workbook(raw):
        return other
    if find_spec("python_calamine") is None and not is_markup(raw):
        raise without_extra()
    try:
        found: Content = apart(_LIMIT, content, raw)
        return found if found.sheets else _NO_TABLE
    except PermissionError:
        return refusal(LOCKED)
    except ValueError as error:
        text = Bilingual(
            "不是有效的电子表格（{problem}）；如果表格程序能打开，请另存为 .xlsx 再导入",
            "not a spreadsheet ({problem}); if a spreadsheet program opens it, save it as .xlsx "
            "and import that",
        )
        return phrase(text, problem=str(error))
    except BeyondLimitError:
        text = Bilingual(
            "表格已损坏，或者过大：格数不能超过{cells}（空白也算），内容不能超过{megabytes} MB；"
            "请删去多余的行列，或者另存为 CSV",
            "the spreadsheet is damaged or too large (the most that is read: cells {cells}, blank "
            "ones included; content {megabytes} MB); delete the rows and columns that are not "
            "needed, or save it as CSV",
        )
        return phrase(text, cells=MOST_CELLS, megabytes=_LIMIT.megabytes)


def formula_cells(raw: bytes) -> dict[str, Formulas]:
    """Return all formulas and errors by sheet name; empty if the bytes are no workbook."""
    found = _content(raw)
    hints = {} if isinstance(found, Phrase) else found.hints
    return {
        name: {place: formula.text for place, formula in one.formulas.items()}
        for name, one in hints.items()
    }


def no_value(text: str) -> Phrase:
    """Return why what an unread cell shows is no value."""
    if text.startswith("="):
        return phrase("这一格是公式；请直接填写内容", "this is a formula; type the value itself")
    if text.strip().startswith("#"):
        return phrase(
            "这一格是表格的错误值 {value}；请直接填写内容",
            "{value} is an error of the spreadsheet; type the value itself",
            value=text,
        )
    return phrase(
        "这一格的数字太长，电子表格没有存下全部位数；请先把这一栏的格式设为“文本”，再重新填写",
        "this number has more digits than a spreadsheet keeps; format the column as text and type "
        "the number again",
    )


def day_meant(raw: bytes, time_zone: str, since: str, today: date) -> date:
    """Return the day that 今天 means: when the sheet was saved, if plausible, else today."""
    saved = saved_on(raw, time_zone)
    return saved if saved and since <= saved.isoformat() <= today.isoformat() else today


def saved_on(raw: bytes, time_zone: str) -> date | None:
    """Return the date of the last save in `time_zone`; None if it is not recorded."""
    found = _content(raw) if is_workbook(raw) else None
    try:
        moment = datetime.fromisoformat(found.saved) if isinstance(found, Content) else None
        return moment.astimezone(ZoneInfo(time_zone)).date() if moment and moment.tzinfo else None
    except (ValueError, OverflowError, ZoneInfoNotFoundError):
        return None
