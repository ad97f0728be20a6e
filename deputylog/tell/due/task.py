"""A task that is due, and who in the register must act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deputylog.book import Book
from deputylog.kinds.actor import Actor
from deputylog.life.steps import Step
from deputylog.table import Cell
from deputylog.words import Bilingual


@dataclass(frozen=True)
class Owed:
    """A task: its due date, who must act, what to do, about what, and for which record.

    `who` is a list where several deputies owe it `jointly`. `plainly` replaces `about` in a chat.
    `code` is the rule that will report a periodic task if it is not done.
    """

    due: date
    actor: Actor
    who: str | list[str]
    what: Bilingual | Step
    about: Cell
    id: str
    group: str
    deputy: str = ""
    plainly: Cell = None
    code: str = ""
    jointly: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: the earliest due date first, in the same order on every machine."""
        return (self.due, self.id, str(self.what), str(self.who), str(self.about))

    @property
    def person(self) -> tuple[object, ...]:
        """Key that distinguishes two people with the same name."""
        return (
            (str(self.who), self.deputy, *self.jointly)
            if self.actor is Actor.DEPUTY
            else (str(self.who),)
        )


def deputy_or_officer(book: Book, deputy: str | None, group: str) -> tuple[Actor, str]:
    """Return the deputy if in office, else who acts for the group."""
    if deputy and book.directory.in_office(deputy, book.as_of):
        return Actor.DEPUTY, book.name("deputy", deputy)
    return book.acting_for(group)
