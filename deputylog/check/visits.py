"""The visits that the deputies have made so far in the year, by group and number."""

from __future__ import annotations

from collections.abc import Mapping

from deputylog.book import Book

VisitsByGroup = Mapping[str, Mapping[int, list[str]]]
"""The names of the deputies by number of visits, by the name of their group."""


def visits_so_far(book: Book) -> VisitsByGroup:
    """The visits of the present year, of those in office who owe any."""
    found: dict[str, dict[int, list[str]]] = {}
    for deputy, quota in book.quotas:
        if (
            quota.owed
            and quota.runs_on(book.as_of)
            and book.directory.in_office(deputy.id, book.as_of)
        ):
            group = book.name("group", book.directory.group_of_seat(quota.seat, book.as_of))
            made = found.setdefault(group, {}).setdefault(quota.made, [])
            made.append(deputy.record.name)
    return found
