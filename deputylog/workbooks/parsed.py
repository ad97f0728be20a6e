"""What was found in the file of a spreadsheet, as plain values that a process can hand over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from deputylog.workbooks.escapes import unescaped

MOST_CELLS = 2_000_000
MOST_COLUMNS = 16_384
_MOST_EXACT = 10**15
"""Spreadsheets keep 15 digits of a number."""
_NO_VALUE = re.compile(
    r"\s*(?:[0-9](?:\.[0-9]+)?E\+0?[1-9][0-9]"  # the first digits of a telephone number
    r"|#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|#{3,})\s*"
)

Rows = tuple[tuple[str, ...], ...]

Place = tuple[int, int]
"""Row and column, counted from 0."""

Area = tuple[int, int, int, int]
"""The first row and column, and the last row and column, counted from 0."""


class Formula(NamedTuple):
    """A formula, or an error such as #REF!, and whether its stored result is a text."""

    text: str
    is_text: bool = False


class Hints(NamedTuple):
    """What the cells of a sheet do not say themselves."""

    formulas: Mapping[Place, Formula] = {}
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: Sequence[Area] = ()


class ParsedSheet(NamedTuple):
    """A sheet with its cells as text; those at the places `unread` hold no value.

    Their numbers have lost digits, or they hold an error as text.
    """

    name: str
    is_visible: bool
    cells: Rows
    unread: Mapping[Place, str]


class Content(NamedTuple):
    """The sheets in a file, what else is known of each by its name, and the time of saving.

    If the file `is_blind`, it does not tell formulas, errors and what is hidden.
    """

    sheets: Sequence[ParsedSheet]
    hints: Mapping[str, Hints]
    saved: str = ""
    is_blind: bool = False


def column_letters(column: int) -> str:
    """Return the letters of a column, counted from 0, as spreadsheets name it."""
    before, last = divmod(column, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


def parsed(name: str, is_visible: bool, lines: Iterable[Iterable[object]]) -> ParsedSheet:
    """Return a sheet of the values in its rows; equal texts are kept once."""
    known: dict[str, str] = {}
    rows: list[tuple[str, ...]] = []
    unread: dict[Place, str] = {}
    inexact: set[str] = set()
    for number, line in enumerate(lines):
        found = [_text(value, inexact) for value in line]
        rows.append(tuple([known.setdefault(text, text) for text in found]))
        if inexact:
            unread |= {(number, at): text for at, text in enumerate(found) if text in inexact}
            inexact.clear()
    return ParsedSheet(name, is_visible, tuple(rows), texts_without_value(rows) | unread)


def texts_without_value(rows: Iterable[Sequence[str]]) -> dict[Place, str]:
    """Return the texts that are an error of a spreadsheet, or only the first digits of a number."""
    return {
        (number, at): text
        for number, line in enumerate(rows)
        for at, text in enumerate(line)
        if ("E+" in text or "#" in text) and _NO_VALUE.fullmatch(text)
    }


def _text(value: object, inexact: set[str]) -> str:
    """Return a value as text: dates as 2026-03-14, whole numbers without a point.

    Add it to `inexact` if it is a number that has lost digits.
    """
    match value:
        case str():
            return unescaped(value)
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            text = str(int(value))
            if abs(value) >= _MOST_EXACT:
                inexact.add(text)
            return text
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
    return str(value)
