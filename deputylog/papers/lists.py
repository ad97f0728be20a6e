"""The lists of a quarter: of the district, of one group, and of every group, in files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import Path

from msgspec import Struct

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.facts.facts import last_day_judged
from deputylog.finding import DeputylogError
from deputylog.kinds.group import Group
from deputylog.life.record_places import Filed
from deputylog.papers.list_rows import ROWS_IN_VOLUME, WHOLE, Volume
from deputylog.papers.quarterly_list import (
    MOST_ROWS,
    AsOf,
    QuarterlyList,
    counts_of_quarter,
    further_volume,
    quarterly_list,
)
from deputylog.period_words import quarter_words
from deputylog.repository.books import Books, books
from deputylog.table import Report
from deputylog.text.file_names import file_names


class ListsOfQuarter(Struct, frozen=True, dict=True):
    """The lists as known on `as_of`, by default on the day they were handed in, else the Books'."""

    books: Books
    quarter: Quarter
    as_of: date | None = None

    @classmethod
    def read(
        cls, root: Path, quarter: Quarter, *, as_of: date | None, today: date
    ) -> ListsOfQuarter:
        return cls(books(root, as_of=as_of or today), quarter, as_of)

    @property
    def groups(self) -> Mapping[str, Filed[Group]]:
        return self.books.register.groups

    def of(self, group: str | None) -> QuarterlyList:
        """Return one of the lists; DeputylogError if the quarter had not begun."""
        return self._with(group).of(group)

    def of_groups(self, *, in_volumes: bool) -> Iterator[tuple[str, Report]]:
        """Yield the list of each group with a file name that no other has; long ones in volumes."""
        names = file_names({group: one.record.name for group, one in self.groups.items()})
        for group, name in names.items():
            yield from self._with(group).volumes(group, name, in_volumes=in_volumes)

    def _with(self, group: str | None) -> _Lists:
        """Return the lists that can be made from what a group needs."""
        parts = self.books.parts
        return self._made(frozenset(parts.about(group)) if group and parts else None)

    @cached_property
    def _made(self) -> Callable[[frozenset[int] | None], _Lists]:
        """The lists of a few parts of the district, or of all; the last ones are kept."""

        def lists(numbers: frozenset[int] | None) -> _Lists:
            book = self.books.all if numbers is None else self.books.of(numbers)
            return _Lists(book, self.quarter, self.as_of)

        return lru_cache(1)(lists)


class _Lists(Struct, frozen=True, dict=True):
    """The lists of the groups in a Book, or of the district."""

    book: Book
    quarter: Quarter
    as_of: date | None

    def of(self, group: str | None, volume: Volume = WHOLE) -> QuarterlyList:
        """Return one of the lists; DeputylogError if the quarter had not begun."""
        book = self._on(self._day_of(group))
        if self.quarter.period.first > book.as_of:
            raise DeputylogError(
                "{day}时{quarter}尚未开始",
                "the {quarter} had not begun on {day}",
                quarter=quarter_words(self.quarter),
                day=book.as_of,
            )
        days = [one.record.handed_in for one in book.submissions_of(group or "", self.quarter)]
        corrected = days[-2] if len(days) > 1 and days[-1] == book.as_of else None
        return quarterly_list(
            book,
            self.quarter,
            group,
            correction_of=corrected,
            as_of=self._counts,
            volume=volume,
        )

    def volumes(self, group: str, name: str, *, in_volumes: bool) -> Iterator[tuple[str, Report]]:
        """Yield the list of a group with the name of its file; a long one in volumes."""
        count = self._volumes(group) if in_volumes else 1
        yield name if count == 1 else f"{name}-1", self.of(group, Volume(1, count)).report
        for number in range(2, count + 1):
            book, volume = self._on(self._day_of(group)), Volume(number, count)
            further = further_volume(book, self.quarter, group, self._counts, volume)
            yield f"{name}-{number}", further

    def _volumes(self, group: str) -> int:
        rows = self._counts(self._day_of(group)).facts.in_list(group)
        return -(-len(rows) // ROWS_IN_VOLUME) if len(rows) > MOST_ROWS else 1

    @cached_property
    def _on(self) -> Callable[[date], Book]:
        """The Book of a day; the last one is kept."""
        return lru_cache(1)(self.book.known_on)

    def _day_of(self, group: str | None) -> date:
        """Return the day when the list was last handed in, by all groups if it is the district's;
        else the Book's.
        """
        if self.as_of:
            return self.as_of
        groups = [group] if group else list(self.book.groups)
        found = (self.book.last_submission(wanted, self.quarter) for wanted in groups)
        days = [filed.record.handed_in for filed in found if filed]
        return max(days) if days and len(days) == len(groups) else self.book.as_of

    @cached_property
    def _counts(self) -> AsOf:
        """The counts of a day; they are the same from the day on which the quarter's weeks are
        over, so that the lists of all groups share them.
        """
        kept = lru_cache(2)(partial(counts_of_quarter, self.book, self.quarter))
        return lambda day: kept(min(day, last_day_judged(self.quarter.period)))


def list_of_quarter(
    root: Path, quarter: Quarter, group: str | None, *, as_of: date | None, today: date
) -> QuarterlyList:
    """Return one list; see ListsOfQuarter."""
    return ListsOfQuarter.read(root, quarter, as_of=as_of, today=today).of(group)
