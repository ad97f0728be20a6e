"""Find what is due, when and from whom; one module for each kind of work."""

from __future__ import annotations

from datetime import date

from deputylog.book import Book
from deputylog.tell.due.lists import of_lists
from deputylog.tell.due.mailboxes import of_mailboxes
from deputylog.tell.due.matters import of_matters
from deputylog.tell.due.periodic import of_periods
from deputylog.tell.due.posts import of_posts
from deputylog.tell.due.suggestions import of_suggestions
from deputylog.tell.due.task import Owed
from deputylog.tell.due.visits import of_visits

_WORK = (of_matters, of_suggestions, of_mailboxes, of_visits, of_lists, of_periods, of_posts)


def what_is_due(
    book: Book, until: date, *, group: str = "", deputy: str = "", actor: str = ""
) -> list[Owed]:
    """Return what is due by `until`, the longest overdue first."""
    owed = [
        one
        for work in _WORK
        for one in work(book)
        if one.due <= until
        and group in ("", one.group)
        and deputy in ("", one.deputy, *one.jointly)
        and actor in ("", one.actor)
    ]
    return sorted(owed, key=lambda one: one.order)
