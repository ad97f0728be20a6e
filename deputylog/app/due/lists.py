"""Quarterly lists that a group's officer must hand in."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.app.due.owed import Owed, officer_of
from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.model.actor import Actor
from deputylog.reports.period_words import quarter_words
from deputylog.words import Said

_HAND_IN = Said("报送季度清单", "hand in the quarterly list")


def of_lists(book: Book) -> Iterator[Owed]:
    """Yield the missing lists of every quarter since records began.

    The current quarter is included, though its list is due in the next.
    """
    if book.district.records_from > book.as_of:
        return
    for group in book.groups:
        quarter = Quarter.of(book.district.records_from)
        while quarter.period.first <= book.as_of:
            if not book.submissions_of(group, quarter):
                yield _owed(book, group, quarter)
            quarter = quarter.next()


def _owed(book: Book, group: str, quarter: Quarter) -> Owed:
    due, who = book.clock.list_due(quarter), officer_of(book, group)
    return Owed(due, Actor.OFFICER, who, _HAND_IN, str(quarter), group, group, plainly=quarter_words(quarter))
