"""The mapping file of an import: which column becomes which field or event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from deputylog.calendar import day_at
from deputylog.record.fields import Block, Part, Record, Text, wording
from deputylog.record.kind import Kind
from deputylog.words import Bilingual, Term


class Imported(Term):
    LETTER = "letter", "群众来信", "letters"
    DEPUTY = "deputy", "代表", "deputies"
    VISIT = "visit", "走访", "visits"
    OPENING = "opening", "开箱", "rounds"
    SUGGESTION = "suggestion", "代表建议", "suggestions"
    ACTIVITY = "activity", "活动", "activities"
    SUBMISSION = "submission", "报送", "submissions"
    SPOT_CHECK = "spot-check", "抽查", "spot checks"
    EXCUSE = "excuse", "准予说明", "excuses"


class Source(Part):
    """Source of a value: a column, the first non-empty of several columns, or a constant."""

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


class EventSource(Block):
    """An event of a row; left out if its columns are empty."""

    event: Annotated[Text, wording("步骤", "event")]
    date: Annotated[Source | None, wording("日期", "day")] = None
    to: Annotated[Source | None, wording("转交单位或者收信代表", "to whom")] = None
    by: Annotated[Source | None, wording("答复单位", "by whom")] = None
    how: Annotated[Source | None, wording("方式", "how")] = None
    result: Annotated[Source | None, wording("结果", "result")] = None
    satisfaction: Annotated[Source | None, wording("选民评价", "satisfaction")] = None
    why: Annotated[Source | None, wording("原因", "why")] = None
    number: Annotated[Source | None, wording("编号或者文号", "number")] = None
    lead: Annotated[Source | None, wording("主办单位", "lead department")] = None
    assisting: Annotated[Source | None, wording("协办单位", "assisting departments")] = None
    attitude: Annotated[Source | None, wording("对办理态度的评价", "rating of the attitude")] = None
    outcome: Annotated[Source | None, wording("对办理结果的评价", "rating of the outcome")] = None
    until: Annotated[Source | None, wording("承诺期限", "by when")] = None
    what: Annotated[Source | None, wording("承诺或者落实事项", "what was promised or kept")] = None
    note: Annotated[Source | None, wording("说明", "note")] = None

    def sources(self) -> dict[str, Source]:
        """Return the source of each field of the event."""
        named = {name: getattr(self, name) for name in self.__struct_fields__ if name != "event"}
        return {name: source for name, source in named.items() if source is not None}


class ImportMap(Record):
    """The content of a mapping file."""

    kind: Annotated[Imported, wording("导入成什么", "what the rows become")]
    ref: Annotated[
        Annotated[tuple[Text, ...], Meta(min_length=1)],
        wording("合起来指明一行的栏目", "columns that together tell a row from all others"),
    ]
    encoding: Annotated[Text | None, wording("编码", "encoding; else it is found out")] = None
    nothing: Annotated[tuple[Text, ...], wording("等于空白的内容", "cells that hold nothing")] = ()
    group: Annotated[
        Source | None,
        wording("代表组（新建选区时用）", "deputy group, for constituencies that are created"),
    ] = None
    constituency: Annotated[
        Source | None,
        wording("选区（新建代表时用）", "constituency, for deputies that are created"),
    ] = None
    fields: Annotated[dict[Text, Source], wording("字段", "fields")]
    events: Annotated[tuple[EventSource, ...], wording("步骤", "events")] = ()
    keep: Annotated[tuple[Text, ...], wording("原样保留的栏目", "columns kept as they are")] = ()


MAPPING = Kind("mapping", "", ImportMap, Bilingual("导入对照表", "mapping file"))


class BadValueError(ValueError):
    """A cell that does not fit any of the date formats."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


def value_of(
    source: Source, row: Mapping[str, str], nothing: frozenset[str], time_zone: str = ""
) -> str | None:
    """Return a source's value in a row; None if it is empty. Days are those of `time_zone`.

    Raise BadValueError if no date format fits.
    """
    if source.constant is not None:
        return source.constant
    cells = [row[name].strip() for name in source.named()]
    filled = [text for text in cells if text and text not in nothing]
    if cells and (meant := source.values.get(cells[0])) is not None:
        return None if meant in nothing else meant
    if not filled:
        return None
    cell: str | None = filled[0] if source.join is None else source.join.join(filled)
    if source.take:
        found = re.search(source.take, cell or "")
        cell = found[0].strip() if found else None
    if cell and source.values:
        cell = source.values.get(cell, cell)
    return _as_date(cell, source.date, time_zone) if cell and source.date else cell


def _as_date(cell: str, formats: tuple[str, ...], time_zone: str) -> str:
    for form in formats:
        try:
            day = datetime.strptime(cell, form)
        except ValueError:
            continue
        if moment := day_at(cell, time_zone):
            return moment.isoformat()
        return f"{day:%Y-%m-%d}" if "%d" in form or "%j" in form else f"{day:%Y-%m}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?", cell) and (
        moment := day_at(cell, time_zone)
    ):
        return moment.isoformat()
    raise BadValueError(cell)
