"""The lists of a quarter: of the district, of one group, and of every group, in files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import Path

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.facts.facts import last_day_judged
from deputylog.finding import DeputylogError
from deputylog.papers.quarterly_list import (
    MOST_ROWS,
    AsOf,
    QuarterlyList,
    counts_of_quarter,
    quarterly_list,
)
from deputylog.period_words import quarter_words
from deputylog.repository.reading import read_repository
from deputylog.table import Report, Table
from deputylog.text.file_names import file_names
from deputylog.words import phrase


@dataclass(frozen=True)
class ListsOfQuarter:
    """The lists as known on `as_of`, by default on the day they were handed in, else the Book's."""

    book: Book
    quarter: Quarter
    as_of: date | None = None

    @classmethod
    def read(
        cls, root: Path, quarter: Quarter, *, as_of: date | None, today: date
    ) -> ListsOfQuarter:
        return cls(read_repository(root, as_of=as_of or today)[0], quarter, as_of)

    def of(self, group: str | None) -> QuarterlyList:
        """Return one of the lists; DeputylogError if the quarter had not begun."""
        day = self.as_of or self._reporting_day(group)
        book = self.book.known_on(day)
        if self.quarter.period.first > day:
            raise DeputylogError(
                "{day}时{quarter}尚未开始",
                "the {quarter} had not begun on {day}",
                quarter=quarter_words(self.quarter),
                day=day,
            )
        days = [one.record.handed_in for one in book.submissions_of(group or "", self.quarter)]
        corrected = days[-2] if len(days) > 1 and days[-1] == day else None
        return quarterly_list(
            book, self.quarter, group, correction_of=corrected, as_of=self._counts
        )

    def of_groups(self, *, in_volumes: bool) -> Iterator[tuple[str, Report]]:
        """Yield the list of each group with a file name that no other has; long ones in volumes."""
        names = file_names({group: self.book.name("group", group) for group in self.book.groups})
        for group, name in names.items():
            report = self.of(group).report
            volumes = list(_volumes(report)) if in_volumes else [report]
            for number, volume in enumerate(volumes, 1):
                yield name if len(volumes) == 1 else f"{name}-{number}", volume

    def _reporting_day(self, group: str | None) -> date:
        """Return the day when the list was last handed in, by all groups if it is the district's;
        else the Book's.
        """
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


def _volumes(report: Report) -> Iterator[Report]:
    """Yield the report in volumes of at most MOST_ROWS rows; the counts stand in the first."""
    (matters,) = (table for table in report.tables if table.name == "matters")
    starts = range(0, len(matters.rows), MOST_ROWS)
    if len(starts) < 2:
        yield report
        return
    for number, start in enumerate(starts, 1):
        part = replace(matters, rows=matters.rows[start : start + MOST_ROWS])
        title = phrase(
            "{title}（第{number}册，共{count}册）",
            "{title} (volume {number} of {count})",
            title=report.title,
            number=number,
            count=len(starts),
        )
        yield _volume(replace(report, title=title), part, is_first=number == 1)


def _volume(report: Report, part: Table, *, is_first: bool) -> Report:
    if is_first:
        tables = (part if table.name == part.name else table for table in report.tables)
        return replace(report, tables=tuple(tables))
    return replace(
        report, tables=(part,), heads=(), heads_for_programs=(), cover=None, values={}, signs=()
    )
