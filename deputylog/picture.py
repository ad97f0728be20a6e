"""Charts as data, independent of how they are drawn."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from deputylog.table import Table
from deputylog.words import Bilingual, Phrase


class ChartForm(StrEnum):
    """The type of a chart."""

    BARS = "bars"
    CALENDAR = "calendar"
    SPANS = "spans"
    MULTIPLES = "multiples"


class Line(Struct, frozen=True):
    """One row of a chart: its label, its marks and the number of cases it is based on.

    `marks` holds counts in the order of the chart's keys (bars) or along the axis (multiples),
    names of keys (calendar), or low, middle and high (spans). None means no value, or one that is
    withheld.
    """

    label: str | Bilingual | Phrase
    marks: tuple[int | float | str | None, ...]
    base: int | None = None

    @property
    def counts(self) -> list[float]:
        """The marks that are numbers and known."""
        return [float(mark) for mark in self.marks if isinstance(mark, (int, float))]


class Picture(Struct, frozen=True):
    """A chart as data: rows, legend, axis labels, alternative text and the table it is made from.

    `ticks` are the positions on the axis that get a label; a label may have two lines. `unfinished`
    says until which day the last column counts, if its time is not over.
    """

    name: str
    title: Bilingual | Phrase
    alt: Phrase
    form: ChartForm
    keys: tuple[tuple[str, Bilingual | Phrase], ...]
    across: tuple[str | Bilingual, ...]
    lines: tuple[Line, ...]
    table: Table
    ticks: tuple[tuple[int, str | Bilingual | Phrase], ...] = ()
    unfinished: Phrase | None = None

    @property
    def most(self) -> float:
        """The greatest number to draw, which of a bar is the sum of its parts; at least above 0."""
        greatest = sum if self.form is ChartForm.BARS else max
        return max((greatest(line.counts) for line in self.lines if line.counts), default=0) or 1
