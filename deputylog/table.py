"""Tables: what papers and lists show, before any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from deputylog.words import Phrase, Said

Cell = object
"""A number, a day, a text, a term, a phrase, a list of these, or None for nothing."""


@dataclass(frozen=True)
class Column:
    """A column: its name for programs, its head for people, and how it is set: text, number, day, or box, to be filled in by hand."""

    name: str
    head: Said
    set_as: str = "text"


@dataclass(frozen=True)
class Table:
    """Rows of cells under columns; `note` stands below."""

    name: str
    title: Said | Phrase
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Phrase | None = None


@dataclass(frozen=True)
class Report:
    """A paper: what stands in its header, its head counts and its tables."""

    name: str
    title: Phrase
    header: Mapping[str, Cell]
    as_of: date
    tables: tuple[Table, ...] = ()
    heads: tuple[tuple[str, Said, int], ...] = ()
    notes: tuple[Phrase, ...] = field(default_factory=tuple)


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
    """A picture as data: its lines, what its keys mean, what stands across, a text for who cannot see it, and the table behind."""

    name: str
    title: Said | Phrase
    alt: Phrase
    form: Form
    keys: tuple[tuple[str, Said | Phrase], ...]
    across: tuple[str, ...]
    lines: tuple[Line, ...]
    table: Table
