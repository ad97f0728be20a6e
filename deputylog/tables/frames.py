"""The facts of a period as a file for analysis: codes, numbers and days, no text of records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from deputylog.facts.fact import of_group
from deputylog.facts.facts import FRAMES, Facts
from deputylog.tables.rows import write_csv
from deputylog.workbooks.writing import Heading, Worksheet, write_workbook

if TYPE_CHECKING:
    from pandas import DataFrame

Rows = Sequence[Mapping[str, object]]


def rows_of(facts: Facts, name: str, group: str) -> Rows:
    """Return the rows of a frame as plain values: text, numbers, days, lists, None."""
    frame: DataFrame = getattr(facts, name)
    chosen = of_group(frame, group if "group" in frame else "")
    names = [fact.name for fact in FRAMES[name]]
    values = chosen[names].itertuples(index=False, name=None)
    return [dict(zip(names, map(_plain, row), strict=True)) for row in values]


def _plain(value: object) -> object:
    from pandas import Timestamp, isna

    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if value is None or isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def csv_of_frame(facts: Facts, name: str, group: str) -> bytes:
    """Return one frame as CSV in UTF-8; the items of a list are joined by spaces."""
    rows = rows_of(facts, name, group)
    heads = [fact.name for fact in FRAMES[name]]
    return write_csv([heads, *([_text(row[head]) for head in heads] for row in rows)])


def workbook_of_frames(facts: Facts, group: str) -> bytes:
    """Return a workbook with a sheet for each frame."""
    return write_workbook([_sheet(facts, name, group) for name in FRAMES])


def _sheet(facts: Facts, name: str, group: str) -> Worksheet:
    heads = tuple(Heading(fact.name) for fact in FRAMES[name])
    rows = rows_of(facts, name, group)
    return Worksheet(name, heads, tuple(tuple(map(_cell, row.values())) for row in rows))


def _cell(value: object) -> object:
    return (
        value
        if isinstance(value, (date, int, float)) and not isinstance(value, bool)
        else _text(value)
    )


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return " ".join(map(_text, value))
    return str(value)
