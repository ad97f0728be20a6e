"""One thing owed, and who in the register must act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deputylog.book import Book
from deputylog.model.actor import Actor
from deputylog.model.duty import Step
from deputylog.table import Cell
from deputylog.words import Said


@dataclass(frozen=True)
class Owed:
    """One thing owed: until when, by whom, what, about what, and of which record.

    `plainly` says about what in a chat; `code` is that of the rule which will miss what is done once a period.
    """

    due: date
    actor: Actor
    who: str
    what: Said | Step
    about: Cell
    id: str
    group: str
    deputy: str = ""
    plainly: Cell = None
    code: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """The most pressing first; the same on every machine."""
        return (self.due, self.id, str(self.what), self.who, str(self.about))

    @property
    def person(self) -> tuple[str, str]:
        """Tells apart two who act under one name."""
        return (self.who, self.deputy if self.actor is Actor.DEPUTY else "")


def officer_of(book: Book, group: str) -> str:
    """The liaison officer of the group on the Book's day, else the group itself; empty where there is no such group."""
    if group not in book.groups:
        return ""
    record = book.groups[group].record
    return next(iter(record.officers_on(book.as_of).values()), record.name)


def deputy_or_officer(book: Book, deputy: str | None, group: str) -> tuple[Actor, str]:
    """The deputy who sees to it, or where none is in office the group's officer."""
    if deputy and book.directory.in_office(deputy, book.as_of):
        return Actor.DEPUTY, book.name("deputy", deputy)
    return Actor.OFFICER, officer_of(book, group)
