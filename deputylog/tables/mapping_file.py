"""The mapping file of an import as it is written: the source of each field, and of each event."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from deputylog.kinds.registry import GROUP, KINDS
from deputylog.record.fields import Block, Part, Record, Text, part_with, wording
from deputylog.record.kind import Kind
from deputylog.record.shape import Choice, Field
from deputylog.tables.cells import parts
from deputylog.tables.columns import level_of
from deputylog.tables.table import TableRow
from deputylog.words import Bilingual, Term

if TYPE_CHECKING:
    Imported = str
else:
    Imported = Term(
        "Imported",
        {
            kind.name: (kind.name, kind.wording.zh, kind.wording.several)
            for kind in KINDS
            if kind.is_imported and kind is not GROUP
        },
    )
"""The kinds of record that rows can become; groups come with the names that are created."""


class Calendar(Term):
    """How years of two or three digits are counted."""

    MINGUO = "minguo", "民国纪年", "years of 民国"


class CellSource(Part):
    """The source of a value: a column, the first non-empty of several columns, or a constant; both,
    if the constant stands for whatever the column holds.
    """

    column: Annotated[Text | None, wording("栏目", "column")] = None
    columns: Annotated[
        tuple[Text, ...],
        wording("依次取第一个有内容的栏目", "the first of these columns that is filled"),
    ] = ()
    join: Annotated[
        Text | None,
        wording(
            "把各栏目的内容连起来，中间用",
            "what stands between the columns, where their words make one",
        ),
    ] = None
    constant: Annotated[Text | None, wording("固定值", "the same for every row")] = None
    values: Annotated[
        dict[Text, Text], wording("取值对照", "what each value becomes", flow=True)
    ] = {}
    take: Annotated[
        Text | None, wording("只取匹配此正则式的部分", "only what this regular expression matches")
    ] = None
    split: Annotated[
        Text | None,
        wording(
            "分隔多项的正则式", "regular expression between the entries of a list; else commas"
        ),
    ] = None
    date: Annotated[
        tuple[Text, ...], wording("日期格式，如 %Y-%m-%d", "date formats, such as %Y-%m-%d")
    ] = ()

    def named(self) -> tuple[str, ...]:
        """Return the columns it reads."""
        return (self.column,) if self.column else self.columns

    @property
    def head(self) -> str:
        """The columns it reads, as one text."""
        return ", ".join(self.named())

    def value(self, row: TableRow, nothing: Iterable[str]) -> str | None:
        """Return the value in a row; None if it is empty."""
        cells = [row.cells[name].strip() for name in self.named()]
        if cells and (meant := self.values.get(cells[0])) is not None:
            return None if meant in nothing else meant
        filled = [text for text in cells if text and text not in nothing]
        if not filled or self.constant is not None:
            return None if cells and not filled else self.constant
        cell: str | None = filled[0] if self.join is None else self.join.join(filled)
        if self.take:
            found = re.search(self.take, cell or "")
            cell = found[0].strip() if found else None
        if not cell:
            return cell
        return self._in_form(self.values.get(cell, cell))

    def _in_form(self, cell: str) -> str:
        """Return the day or month in a cell that fits one of the date formats, without its year if
        the format has none; other cells unchanged.
        """
        return next(filter(None, (_day_in_form(cell, form) for form in self.date)), cell)

    def entries(self, text: str) -> list[str]:
        """Split the text of a list."""
        if not self.split:
            return parts(text)
        return [part.strip() for part in re.split(self.split, text) if part.strip()]


@lru_cache(4096)
def _day_in_form(cell: str, form: str) -> str:
    """Return the day or month of `CellSource._in_form`; empty if the cell does not fit."""
    try:
        day = datetime.strptime(cell, form)
    except ValueError:
        return ""
    if day.tzinfo:
        return cell
    if not re.search("%[YyGcx]", form):
        return f"{day:%m-%d}"
    return day.isoformat()[: 10 if re.search("%[djcx]", form) else 7]


class EventSource(Block):
    """An event of a row, with a source for each field; left out if its columns are empty."""

    event: Annotated[Text, wording("步骤", "event")]

    def sources(self) -> dict[str, CellSource]:
        """Return the source of each field of the event."""
        named = {name: getattr(self, name) for name in self.__struct_fields__ if name != "event"}
        return {name: source for name, source in named.items() if source is not None}


def events_of(kind: Kind) -> Choice:
    """Return the events of that kind of record, or of the matters in it."""
    levels = level_of(kind).levels
    shapes = (one.shape for level in levels for one in (level, *level.levels))
    return next((shape for shape in shapes if isinstance(shape, Choice)), Choice("event", ()))


def _event_fields() -> dict[str, Field]:
    """Return every field of the events of all kinds, each once."""
    variants = [variant for kind in KINDS for variant in events_of(kind).variants]
    return {one.name: one for variant in reversed(variants) for one in variant.fields}


if TYPE_CHECKING:
    _AnyEvent = EventSource
else:
    _optional = {
        name: Annotated[CellSource | None, wording(one.wording.zh, one.wording.en)]
        for name, one in _event_fields().items()
    }
    _AnyEvent = part_with(EventSource, "EventSource", _optional)


class ImportMap(Record):
    """The content of a mapping file."""

    kind: Annotated[Imported, wording("导入成什么", "what the rows become")]
    ref: Annotated[
        Annotated[tuple[Text, ...], Meta(min_length=1)],
        wording("合起来指明一行的栏目", "columns that together tell a row from all others"),
    ]
    encoding: Annotated[Text | None, wording("编码", "encoding; else it is found out")] = None
    nothing: Annotated[tuple[Text, ...], wording("等于空白的内容", "cells that hold nothing")] = ()
    year: Annotated[
        CellSource | None,
        wording("没有年份的日期属于哪一年", "year of days that are written without one"),
    ] = None
    calendar: Annotated[Calendar | None, wording("日期所用纪年", "calendar of the days")] = None
    group: Annotated[
        CellSource | None,
        wording("代表组（新建选区时用）", "deputy group, for constituencies that are created"),
    ] = None
    constituency: Annotated[
        CellSource | None,
        wording("选区（新建代表时用）", "constituency, for deputies that are created"),
    ] = None
    fields: Annotated[dict[Text, CellSource], wording("字段", "fields")]
    events: Annotated[tuple[_AnyEvent, ...], wording("步骤", "events")] = ()
    keep: Annotated[tuple[Text, ...], wording("原样保留的栏目", "columns kept as they are")] = ()
    keep_as: Annotated[
        dict[Text, Text],
        wording(
            "改名保留的栏目（如写明单位）",
            "columns kept under another name, such as one with the unit",
        ),
    ] = {}


MAPPING = Kind("mapping", "", ImportMap, Bilingual("导入对照表", "mapping file"))
