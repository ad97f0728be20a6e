"""Reading spreadsheets: visible sheets, metadata on our hidden sheet, formulas, date of saving."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from importlib.util import find_spec
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from deputylog.apart import BeyondLimitError, Limit, apart
from deputylog.finding import DeputylogError
from deputylog.words import Bilingual, Phrase, phrase
from deputylog.workbooks.parsing import MOST_CELLS, Content, Rows, content
from deputylog.workbooks.writing import MARKER, unescaped, without_extra

_LEADING = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

_LIMIT = Limit(6, 250)

Place = tuple[int, int]
"""Row and column, counted from 0."""

Area = tuple[int, int, int, int]
"""The first row and column, and the last row and column, counted from 0."""

Formulas = Mapping[Place, str]
"""Formulas, and errors such as #REF!, by row and column, counted from 0.

Their results depend on the day and on the spreadsheet program, so they are no typed values.
"""


class ReadSheet(Struct, frozen=True):
    """A sheet with every cell as text: dates as 2026-03-14, whole numbers without a point.

    `unread` are the cells whose stored text is no value: a formula without a result, an error such
    as #N/A, a number that has lost digits. `unseen` says what cannot be seen in its format.
    """

    name: str
    cells: tuple[tuple[str, ...], ...]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unread: Mapping[Place, str] = {}
    unseen: tuple[Phrase, ...] = ()


def is_workbook(raw: bytes) -> bool:
    """Whether the bytes are a spreadsheet."""
    return raw.startswith(_LEADING)


def read_sheets(name: str, raw: bytes) -> tuple[ReadSheet, ...]:
    """Return the visible sheets in order; raise DeputylogError if it is not a spreadsheet."""
    sheets, _, _ = _content_of(name, raw)
    return tuple(ReadSheet(sheet, _cells(rows)) for sheet, is_visible, rows in sheets if is_visible)


def read_marker(name: str, raw: bytes) -> dict[str, str]:
    """Return the metadata of the workbook; empty if deputylog did not write it."""
    sheets, _, _ = _content_of(name, raw)
    lines = next((_cells(rows) for sheet, _, rows in sheets if sheet == MARKER), ())
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
    if find_spec("python_calamine") is None:
        raise without_extra()
    try:
        return apart(_LIMIT, content, raw)
    except ValueError as error:
        text = Bilingual("不是有效的电子表格：{problem}", "not a spreadsheet: {problem}")
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


def _cells(rows: Rows) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(_text, line)) for line in rows)


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


def formula_cells(raw: bytes, *, texts: bool = True) -> dict[str, Formulas]:
    """Return all formulas and errors by sheet name; empty if the bytes are not a zip file.

    Without `texts`, formulas whose stored result is a text, which may be empty, are left out.
    """
    read = _content(raw)
    formulas = {} if isinstance(read, Phrase) else read[1]
    return {
        name: {(row, column): text for row, column, text, is_text in found if texts or not is_text}
        for name, found in formulas.items()
    }


def no_value(text: str) -> Phrase:
    """Return why the formula or error is no value."""
    if text.startswith("="):
        return phrase("这一格是公式；请直接填写内容", "this is a formula; type the value itself")
    return phrase(
        "这一格是表格的错误值 {value}；请直接填写内容",
        "{value} is an error of the spreadsheet; type the value itself",
        value=text,
    )


def day_meant(raw: bytes, time_zone: str, since: str, today: date) -> date:
    """Return the day that 今天 means: when the sheet was saved, if plausible, else today."""
    saved = saved_on(raw, time_zone)
    return saved if saved and since <= saved.isoformat() <= today.isoformat() else today


def saved_on(raw: bytes, time_zone: str) -> date | None:
    """Return the date of the last save in `time_zone`; None if it is not recorded."""
    found = _content(raw) if is_workbook(raw) else None
    try:
        moment = datetime.fromisoformat(found[2]) if isinstance(found, tuple) else None
        return moment.astimezone(ZoneInfo(time_zone)).date() if moment and moment.tzinfo else None
    except (ValueError, OverflowError, ZoneInfoNotFoundError):
        return None
