"""A fact: a typed column of a frame, described where it is computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from deputylog.calendar import Period
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from pandas import DataFrame, Series

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)
TEXT, YES_NO, COUNT, DAY, SEVERAL = "str", "bool", "Int64", "datetime64[s]", "object"
"""The types of columns: "" is no text, a missing count or day is unknown or there is none."""


@dataclass(frozen=True, slots=True)
class Fact(Generic[T_contra]):
    """A column: its name, type and description, and its value for an item."""

    name: str
    dtype: str
    wording: Bilingual
    of: Callable[[T_contra], object]


def frame_of(facts: Sequence[Fact[T]], items: Sequence[T]) -> DataFrame:
    """Return a frame with a row per item and a column per fact."""
    from pandas import DataFrame, Series

    return DataFrame(
        {fact.name: Series([fact.of(item) for item in items], dtype=fact.dtype) for fact in facts}
    )


def of_group(frame: DataFrame, group: str | None) -> DataFrame:
    """Return the rows of a deputy group; all of them without one."""
    return frame[frame["group"] == group] if group else frame


def within(days: Series, period: Period) -> Series:
    """Return whether each day is in the period; False for a missing day."""
    from pandas import Timestamp

    return days.between(Timestamp(period.first), Timestamp(period.last))
