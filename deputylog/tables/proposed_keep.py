"""The columns of a table that no field holds: kept as they are, or left out and named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from deputylog.tables.headings import heading_form, is_personal
from deputylog.tables.proposed_source import Line, text
from deputylog.tables.recognition import SeenColumn
from deputylog.tables.row_identity import is_serial
from deputylog.tables.table import UNDER
from deputylog.words import Bilingual, phrase

_AMOUNT = re.compile("金额|经费|费用|预算|amount|cost|budget")
_UNIT = re.compile(r"[单單]位\s*[:：]\s*([^\s()（）]*[元圆圓])")
_NUMBER = re.compile(r"[-\d.,]+")
_LEFT_OUT: tuple[tuple[Bilingual, Callable[[SeenColumn], object]], ...] = (
    (
        Bilingual("空白的栏目：{names}", "empty columns: {names}"),
        lambda column: not column.counts,
    ),
    (
        Bilingual("只是行号，没有列入：{names}", "left out, since they only count rows: {names}"),
        is_serial,
    ),
    (
        Bilingual("涉及个人信息，没有列入：{names}", "left out as personal data: {names}"),
        lambda column: is_personal(column.name),
    ),
)
"""Columns that are not kept, and what the file says of them."""


def kept_lines(
    rest: Iterable[SeenColumn], columns: Sequence[SeenColumn], titles: Iterable[str]
) -> Iterator[Line]:
    """Yield the lines for the `rest` of the columns; amounts get the unit that a title names."""
    kept = list(rest)
    for why, is_left_out in _LEFT_OUT:
        if left_out := [column for column in kept if is_left_out(column)]:
            kept = [column for column in kept if column not in left_out]
            yield Line("", remark=phrase(why, names=[column.name for column in left_out]))
    unit = next((found[1] for title in titles if (found := _UNIT.search(title))), "")
    amounts = [column for column in kept if unit and _is_amount(column)]
    same = [column for column in kept if column not in amounts]
    if same:
        yield Line("keep:")
        yield from (Line(f"  - {text(column.name)}") for column in same)
    if amounts:
        yield Line("keep_as:", phrase("单位写在栏目名称里", "the unit stands in the name"))
        names = [_short(column) for column in columns]
        for column in amounts:
            name = _short(column) if names.count(_short(column)) == 1 else column.name
            yield Line(f"  {text(column.name)}: {text(f'{name}（{unit}）')}")


def _short(column: SeenColumn) -> str:
    return column.name.rpartition(UNDER)[2]


def _is_amount(column: SeenColumn) -> bool:
    """Whether a column holds amounts of money, and does not name their unit itself."""
    numbers = sum(count for value, count in column.counts.items() if _NUMBER.fullmatch(value))
    is_money = bool(_AMOUNT.search(heading_form(_short(column))))
    return (
        is_money and 2 * numbers > column.counts.total() and not re.search("[元圆圓]", column.name)
    )
