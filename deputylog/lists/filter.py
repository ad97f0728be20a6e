"""The criteria of a list, and the description of a kind of list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.facts.cells import CellColumn, table
from deputylog.finding import DeputylogError
from deputylog.kinds.registry import OPENING, SUBMISSION, VISIT
from deputylog.record.kind import Kind
from deputylog.repository.books import Books
from deputylog.table import Table
from deputylog.words import Bilingual, Term

_OF_GROUPS = (VISIT, OPENING, SUBMISSION)
"""Kinds whose records all belong to a group; those of others may be listed for every group."""


class Filter(Struct, frozen=True):
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
        return {name: wanted for name, wanted in asdict(self).items() if wanted}


class RecordList(Struct, frozen=True):
    """A kind of list.

    `filters` holds, for each criterion, the value of a record that is compared with it: one, a
    tuple of several, a function that tells what meets it, or None if it means nothing for the
    record. `kinds` are the choices for that filter. `rows_of` is the kind of record that has a row
    each, of which nothing is told that depends on other records.
    """

    name: str
    title: Bilingual
    columns: tuple[CellColumn, ...]
    filters: Mapping[str, Callable[[Book, Any], object]]
    records: Callable[[Book], Iterable[Any]]
    kinds: type[Term] | None = None
    rows_of: Kind | None = None

    def book(self, books: Books, wished: Filter) -> Book:
        """Return the Book that the table needs."""
        words = list(filter(None, (wished.group, wished.deputy, wished.constituency)))
        if self.rows_of is None or (words and self.rows_of in _OF_GROUPS):
            return books.about(*words)
        return books.of_kind(self.rows_of)

    def table(self, book: Book, wished: Filter) -> Table:
        """Return the rows that match the filter; DeputylogError if a criterion does not apply."""
        for name in wished.given:
            if name not in self.filters:
                raise DeputylogError(
                    "{option} 不适用于{what}",
                    "{option} does not apply to {what}",
                    option=f"--{name.removeprefix('is_').removesuffix('s')}",
                    what=self.title,
                )
        chosen = [record for record in self.records(book) if self._matches(book, record, wished)]
        return table(book, self.name, self.title, self.columns, chosen)

    def _matches(self, book: Book, record: object, wished: Filter) -> bool:
        return all(
            _meets(wanted, self.filters[name](book, record))
            for name, wanted in wished.given.items()
        )


def _meets(wanted: Any, value: object) -> bool:
    if value is None:
        return True
    if callable(value):
        return bool(value(wanted))
    if isinstance(wanted, (Period, tuple)):
        return value in wanted
    return wanted in value if isinstance(value, tuple) else bool(wanted == value)
