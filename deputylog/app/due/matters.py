"""Tasks for matters: open steps, deputies to be replaced, and letters counted but not entered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from deputylog.app.due.owed import Owed, deputy_or_officer
from deputylog.book import Book
from deputylog.model.actor import Actor
from deputylog.model.duty import Duty, Step
from deputylog.model.matter import Matter
from deputylog.rules.letters_of_an_opening import counted_letters, entered_letters
from deputylog.words import N_, NN_, Phrase, Said, phrase

_ANOTHER_DEPUTY = Said("另行确定负责代表", "name another deputy")
_ENTER = Said("登记来信", "enter the letters found")
_VISIT_MATTER = Said("走访问题", "matter of a visit")
_LETTER = Said("来信", "letter")


def of_matters(book: Book) -> Iterator[Owed]:
    for matter in book.matters:
        if matter.is_open:
            yield from _steps(book, matter)
            yield from _left_alone(book, matter)
    yield from _not_entered(book)


def _steps(book: Book, matter: Matter) -> Iterator[Owed]:
    for duty in book.duties[matter.id]:
        if duty.done is None and duty.until == book.as_of:
            actor, who = _who_acts(book, matter, duty)
            yield _owed(book, matter, duty.due, actor, who, duty.step)


def _who_acts(book: Book, matter: Matter, duty: Duty) -> tuple[Actor, str]:
    """Return who must act: the department answers, the officer delivers, the deputy does the rest.

    Steps of an accusation are the officer's.
    """
    if duty.step is Step.ANSWER:
        return Actor.DEPARTMENT, book.name("department", duty.department)
    if duty.step is Step.DELIVER or matter.is_accusation:
        return book.acting_for(matter.group)
    return deputy_or_officer(book, matter.deputy, matter.group)


def _left_alone(book: Book, matter: Matter) -> Iterator[Owed]:
    """Yield a task if the deputy has left office: name another (L013).

    No deadline is set for that, so it is due today.
    """
    if matter.deputy in book.deputies and not book.directory.in_office(matter.deputy or "", book.as_of):
        yield _owed(book, matter, book.as_of, *book.acting_for(matter.group), _ANOTHER_DEPUTY)


def _owed(book: Book, matter: Matter, due: date, actor: Actor, who: str, what: Said | Step) -> Owed:
    plainly = matter.title or _where_and_when(book, matter)
    return Owed(due, actor, who, what, matter.title or "", matter.id, matter.group, matter.deputy or "", plainly)


def _where_and_when(book: Book, matter: Matter) -> Phrase:
    """Describe an untitled matter, such as an accusation, without saying what it is about."""
    what = _VISIT_MATTER if matter.from_visit else _LETTER
    text = N_("{constituency}, {what} of {day}")
    return phrase(text, constituency=book.name("constituency", matter.constituency), what=what, day=matter.received)


def _not_entered(book: Book) -> Iterator[Owed]:
    entered = entered_letters(book)
    for mailbox, day, counted, filed in counted_letters(book):
        if missing := max(0, counted - entered[mailbox, day]):
            due = book.clock.due(day, book.clock.settings_on(day).letters_entered_within)
            forms = NN_("mailbox {mailbox}, opened {day}: {count} letter", "mailbox {mailbox}, opened {day}: {count} letters")
            about = phrase(forms, mailbox=mailbox, day=day, count=missing)
            group = book.directory.holdings.successor(filed.record.group, book.as_of)
            yield Owed(due, *book.acting_for(group), _ENTER, about, filed.id, group, plainly=about)
