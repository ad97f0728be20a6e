"""The criteria of a list, and the description of a kind of list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.finding import DeputylogError
from deputylog.table import Cell, Column
from deputylog.words import Bilingual, Term


@dataclass(frozen=True)
class Filter:
    """What to list; an empty criterion matches everything."""

    group: str = ""
    deputy: str = ""
    constituency: str = ""
    topic: str = ""
    kinds: tuple[str, ...] = ()
    period: Period | None = None
    is_open: bool = False
    overdue: bool = False

    @property
    def given(self) -> dict[str, Any]:
        return {name: wanted for name, wanted in vars(self).items() if wanted}

    def matches(self, values: Mapping[str, object]) -> bool:
        """Return whether a row with these values meets every criterion that is given.

        A value is that of the row, a tuple of several, a function that tells what meets it, or None
        if the criterion means nothing for it.
        """
        return all(_meets(wanted, values[name]) for name, wanted in self.given.items())


def _meets(wanted: Any, value: object) -> bool:
    if value is None:
        return True
    if callable(value):
        return bool(value(wanted))
    if isinstance(wanted, (Period, tuple)):
        return value in wanted
    return wanted in value if isinstance(value, tuple) else bool(wanted == value)


@dataclass(frozen=True)
class Listing:
    """A kind of list.

    `records` are what it shows, `values` of each are those by which it can be filtered, in the
    order of `filters`, and `cells` are its row. `kinds` are the choices for that filter.
    """

    name: str
    title: Bilingual
    columns: tuple[Column, ...]
    filters: tuple[str, ...]
    records: Callable[[Book], Iterable[Any]]
    values: Callable[[Book, Any], tuple[object, ...]]
    cells: Callable[[Book, Any], tuple[Cell, ...]]
    kinds: type[Term] | None = None

    def rows(self, book: Book, wished: Filter) -> tuple[tuple[Cell, ...], ...]:
        """Return the rows that match the filter; DeputylogError if a criterion does not apply."""
        for name in wished.given:
            if name not in self.filters:
                raise DeputylogError(
                    "{option} 不适用于{what}",
                    "{option} does not apply to {what}",
                    option=f"--{name.removeprefix('is_').removesuffix('s')}",
                    what=self.title,
                )
        return tuple(
            self.cells(book, record)
            for record in self.records(book)
            if wished.matches(dict(zip(self.filters, self.values(book, record), strict=True)))
        )
