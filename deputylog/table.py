"""Tables: what papers and lists show, before any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from deputylog.words import Phrase, Said

_AVERAGE = 20
_FORM = (26.0, 74.0)

Cell = object
"""A number, a count with unknown parts, a day, a text, a term, a phrase, a list of these, or None for nothing."""


@dataclass(frozen=True)
class Counted(Phrase):
    """A count of which some parts may be unknown, as people read it.

    `known` is what is known of it, None when nothing is; `unknown` is how many parts nobody wrote down.
    """

    known: int | float | None = None
    unknown: int = 0


@dataclass(frozen=True)
class Column:
    """A column: its name for programs, its head for people, how it is set (text, number or day), and how wide beside the others.

    Where a terminal is too narrow, columns with `leaves` 1 are left out first, then 2 and so on; 0 always stays.
    """

    name: str
    head: Said
    set_as: str = "text"
    width: int = 0
    leaves: int = 0


@dataclass(frozen=True)
class Table:
    """Rows of cells under columns; `note` stands below. A `form` has two columns, what is asked and what is filled in, and no head."""

    name: str
    title: Said | Phrase
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Phrase | None = None
    form: bool = False

    @property
    def shares(self) -> tuple[float, ...]:
        """Each column's share of the width in percent; one without a width of its own gets an average one."""
        if self.form:
            return _FORM
        widths = [column.width or _AVERAGE for column in self.columns]
        return tuple(round(100 * width / sum(widths), 2) for width in widths)

    @property
    def is_measured(self) -> bool:
        """Whether any column has a width of its own, so that the others must keep to theirs."""
        return any(column.width for column in self.columns)


@dataclass(frozen=True)
class Cover:
    """The text that a paper is sent with: to whom, paragraphs, and who signs it on which day."""

    to: Cell
    paragraphs: tuple[Phrase, ...]
    signed_by: Cell
    signed_on: date


Head = tuple[str, Said, Cell]


@dataclass(frozen=True)
class Report:
    """A paper: what stands in its header, its head counts and its tables.

    A `wide` paper is set landscape. With a `cover`, that text comes first and upright; what follows it is then its attachment
    when it is wide, and its continuation when it is not. `signs` are the places to sign at the end.
    While its period runs, `unfinished` gives the day and says so; it stands wherever the day would.
    """

    name: str
    title: Phrase
    header: Mapping[str, Cell]
    as_of: date
    tables: tuple[Table, ...] = ()
    heads: tuple[Head, ...] = ()
    notes: tuple[Phrase, ...] = field(default_factory=tuple)
    cover: Cover | None = None
    wide: bool = False
    signs: tuple[Said, ...] = ()
    unfinished: Phrase | None = None

    @property
    def attached(self) -> bool:
        """Whether the tables are an attachment to the covering text."""
        return self.cover is not None and self.wide
