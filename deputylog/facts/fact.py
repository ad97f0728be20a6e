"""A fact: a typed column of a frame, described where it is computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from deputylog.calendar import Period
from deputylog.record.unknown_day import known
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from pandas import DataFrame, Series

TEXT, YES_NO, COUNT, DAY, SEVERAL = "str", "bool", "Int64", "datetime64[s]", "object"
"""The types of columns: "" is no text, a missing count or day is unknown or there is none."""

_VALUE: dict[str, Callable[[Any], object]] = {
    TEXT: lambda text: text or "",
    YES_NO: bool,
    DAY: known,
}
"""What a column of that type holds for the value of an item."""


class Fact(Struct, frozen=True):
    """A column: its name, type and description, and its value for an item."""

    name: str
    dtype: str
    wording: Bilingual
    of: Callable[[Any], object]


def _fact(dtype: str, name: str, zh: str, en: str, of: str | Callable[[Any], object] = "") -> Fact:
    """Return a fact read by a function or an attribute of the item, by default that of its name."""
    return Fact(name, dtype, Bilingual(zh, en), of if callable(of) else attribute(of or name))


def attribute(path: str) -> Callable[[Any], Any]:
    """Return a function that reads attributes of attributes; None if an item on the way is None."""
    names = path.split(".")

    def read(item: Any) -> Any:
        for name in names:
            item = None if item is None else getattr(item, name)
        return item

    return read


text = partial(_fact, TEXT)
yes_no = partial(_fact, YES_NO)
count = partial(_fact, COUNT)
day = partial(_fact, DAY)
several = partial(_fact, SEVERAL)


def frame_of(facts: Sequence[Fact], items: Sequence[object]) -> DataFrame:
    """Return a frame with a row per item and a column per fact."""
    from pandas import DataFrame, Series

    columns = {}
    for fact in facts:
        values = map(_VALUE.get(fact.dtype, lambda value: value), map(fact.of, items))
        columns[fact.name] = Series(list(values), dtype=fact.dtype)
    return DataFrame(columns)


def of_group(frame: DataFrame, group: str | None) -> DataFrame:
    """Return the rows of a deputy group; all of them without one."""
    return frame[frame["group"] == group] if group else frame


def within(days: Series, period: Period) -> Series:
    """Return whether each day is in the period; False for a missing day."""
    from pandas import Timestamp

    return days.between(Timestamp(period.first), Timestamp(period.last))
