"""Pictures as data: what they show, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deputylog.table import Table
from deputylog.words import Phrase, Said


class Form(StrEnum):
    """How a picture shows its numbers."""

    BARS = "bars"
    CALENDAR = "calendar"
    SPANS = "spans"
    MULTIPLES = "multiples"


@dataclass(frozen=True)
class Line:
    """One line of a picture: what it is of, its marks, and how much lies behind it.

    Marks are counts in the order of the picture's keys (bars) or across it (multiples), names of keys (calendar), or low, middle and
    high (spans); None where there is nothing to show, or where it is withheld.
    """

    label: str | Said | Phrase
    marks: tuple[int | float | str | None, ...]
    base: int | None = None


@dataclass(frozen=True)
class Picture:
    """A picture as data: its lines, what its keys mean, what stands across, a text for who cannot see it, and the table behind.

    `ticks` name some of the places across.
    """

    name: str
    title: Said | Phrase
    alt: Phrase
    form: Form
    keys: tuple[tuple[str, Said | Phrase], ...]
    across: tuple[str, ...]
    lines: tuple[Line, ...]
    table: Table
    ticks: tuple[tuple[int, str | Said | Phrase], ...] = ()
