"""Quarterly lists that a group's officer must hand in."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.facts.period_words import quarter_words
from deputylog.table import Cell
from deputylog.tell.due.task import Owed
from deputylog.words import Bilingual, phrase

_HAND_IN = Bilingual("报送季度清单", "hand in the quarterly list")


def of_lists(book: Book) -> Iterator[Owed]:
    """Yield the missing lists of every quarter since records began.

    The current quarter is included, though its list is due in the next.
    """
    if book.district.records_from > book.as_of:
        return
    for group in book.groups:
        quarter = Quarter.of(book.district.records_from)
        while quarter.period.first <= book.as_of:
            if book.owes_list(group, quarter) and not book.submissions_of(group, quarter):
                yield _owed(book, group, quarter)
            quarter = quarter.next()


def _owed(book: Book, group: str, quarter: Quarter) -> Owed:
    """Return the task; the list of a group that has become part of another one is for that one to
    hand in.
    """
    actor, who = book.acting_for(group)
    present = book.directory.holdings.successor(group, book.as_of)
    about: Cell = str(quarter)
    if present != group:
        about = phrase(
            "{group}{quarter}",
            "{group}, {quarter}",
            group=book.name("group", group),
            quarter=str(quarter),
        )
    plainly = quarter_words(quarter) if present == group else about
    return Owed(
        book.clock.list_due(quarter), actor, who, _HAND_IN, about, group, present, plainly=plainly
    )
