"""Visits that deputies still owe this year."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.kinds.actor import Actor
from deputylog.tell.due.task import Owed
from deputylog.words import Bilingual, phrase

_VISIT = Bilingual("进选区联系选民", "visit the constituency")


def of_visits(book: Book) -> Iterator[Owed]:
    """Yield the visits of deputies in office on the Book's day; those suspended can make none."""
    for deputy, quota in book.quotas:
        if (
            quota.runs_on(book.as_of)
            and quota.made < quota.owed
            and book.directory.in_office(deputy.id, book.as_of)
        ):
            about = phrase(
                "应{owed}次，已{made}次", "{made} of {owed} made", made=quota.made, owed=quota.owed
            )
            group = book.directory.group_of_seat(quota.seat, book.as_of)
            yield Owed(
                quota.last,
                Actor.DEPUTY,
                deputy.record.name,
                _VISIT,
                about,
                deputy.id,
                group,
                deputy.id,
            )
