"""Tables: what papers and lists show, before any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from deputylog.words import Phrase, Said

Cell = object
"""A number, a day, a text, a term, a phrase, a list of these, or None for nothing."""


@dataclass(frozen=True)
class Column:
    """A column: its name for programs, its head for people, and how it is set: text, number or day."""

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
