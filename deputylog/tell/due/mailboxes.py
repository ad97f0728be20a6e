"""Mailboxes to be opened this week."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.calendar import Week
from deputylog.kinds.actor import Actor
from deputylog.life.record_places import MailboxInGroup
from deputylog.life.weeks import last_day_to_open
from deputylog.tell.due.task import Owed
from deputylog.words import Bilingual, phrase

_OPEN = Bilingual("开启信箱", "open the mailbox")


def of_mailboxes(book: Book) -> Iterator[Owed]:
    week = Week.of(book.as_of)
    last = last_day_to_open(week, book.clock, book.as_of)
    for held in book.mailboxes.values():
        known = book.mailbox_weeks[held.mailbox.id]
        if week in known.owed and week not in known.opened:
            actor, who, keeper = _keeper(book, held)
            where = held.mailbox.place_on(book.as_of) or ""
            constituency = book.name("constituency", held.mailbox.constituency_on(book.as_of))
            about = (
                phrase(
                    "{constituency}，{place}",
                    "{constituency}, {place}",
                    constituency=constituency,
                    place=where,
                )
                if where
                else constituency
            )
            yield Owed(last, actor, who, _OPEN, about, held.mailbox.id, held.group.id, keeper)


def _keeper(book: Book, held: MailboxInGroup) -> tuple[Actor, str, str]:
    """Return who keeps the mailbox today, and the id if it is a deputy.

    If the keeper has left office, whoever acts for the group keeps it.
    """
    keeper = held.mailbox.keeper_on(book.as_of) or ""
    if book.directory.in_office(keeper, book.as_of):
        return Actor.DEPUTY, book.name("deputy", keeper), keeper
    officer = book.directory.holdings.officers(held.group.id, book.as_of).get(keeper)
    actor, who = (Actor.OFFICER, officer) if officer else book.acting_for(held.group.id)
    return actor, who, ""
