"""Tasks for matters: open steps, deputies to be replaced, and letters counted but not entered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from deputylog.book import Book
from deputylog.kinds.actor import Actor
from deputylog.life.duties import Duty
from deputylog.life.matter import Matter
from deputylog.life.steps import NextStep, Step
from deputylog.rules.letters_of_an_opening import counted_letters, entered_letters
from deputylog.tell.due.task import Owed
from deputylog.words import Bilingual, Phrase, phrase

_ANOTHER_DEPUTY = Bilingual("另行确定负责代表", "name another deputy")
_CLOSE = Bilingual("注明原因办结", "close with the reason")
_ENTER = Bilingual("登记来信", "enter the letters found")
_VISIT_MATTER = Bilingual("走访问题", "matter of a visit")
_LETTER = Bilingual("来信", "letter")


def of_matters(book: Book) -> Iterator[Owed]:
    for matter in book.matters:
        for duty in book.duties[matter.id]:
            if duty.is_running:
                yield _owed(book, matter, duty.due, *_who_acts(book, matter, duty), duty.step)
        if matter.is_open:
            yield from _without_deadline(book, matter)
    yield from _not_entered(book)


def _who_acts(book: Book, matter: Matter, duty: Duty) -> tuple[Actor, str | list[str]]:
    """Return who must act: the department answers, the officer delivers, the deputies do the rest.

    Steps of an accusation are the officer's.
    """
    if duty.step is Step.ANSWER:
        return Actor.DEPARTMENT, book.name("department", duty.department)
    if duty.step is Step.DELIVER or matter.is_accusation:
        return book.acting_for(matter.group)
    return _deputies(book, matter)


def _deputies(book: Book, matter: Matter) -> tuple[Actor, str | list[str]]:
    """Return the deputies in office who see to the matter, else who acts for the group."""
    names = [book.name("deputy", deputy) for deputy in book.owners_of(matter)]
    if not names:
        return book.acting_for(matter.group)
    return Actor.DEPUTY, names if len(names) > 1 else names[0]


def _without_deadline(book: Book, matter: Matter) -> Iterator[Owed]:
    """Yield what is due today: name another deputy (L013), or close what needs nothing else."""
    if any(deputy in book.deputies for deputy in matter.deputies) and not book.owners_of(matter):
        yield _owed(book, matter, book.as_of, *book.acting_for(matter.group), _ANOTHER_DEPUTY)
    following = book.next_of[matter.id]
    if following and following.step is NextStep.CLOSE:
        yield _owed(book, matter, book.as_of, *_deputies(book, matter), _CLOSE)


def _owed(
    book: Book,
    matter: Matter,
    due: date,
    actor: Actor,
    who: str | list[str],
    what: Bilingual | Step,
) -> Owed:
    plainly = matter.title or _where_and_when(book, matter)
    jointly = matter.deputies if matter.deputy is None else ()
    return Owed(
        due,
        actor,
        who,
        what,
        matter.title or "",
        matter.id,
        matter.group,
        matter.deputy or "",
        plainly,
        jointly=jointly,
    )


def _where_and_when(book: Book, matter: Matter) -> Phrase:
    """Describe an untitled matter, such as an accusation, without saying what it is about."""
    what = _VISIT_MATTER if matter.from_visit else _LETTER
    text = Bilingual("{constituency}{day}的{what}", "{constituency}, {what} of {day}")
    return phrase(
        text,
        constituency=book.name("constituency", matter.constituency),
        what=what,
        day=matter.received,
    )


def _not_entered(book: Book) -> Iterator[Owed]:
    entered = entered_letters(book)
    for mailbox, day, counted, filed in counted_letters(book):
        if missing := max(0, counted - entered[mailbox, day]):
            due = book.clock.due(day, book.clock.settings_on(day).letters_entered_within)
            forms = Bilingual(
                "{day}开启的信箱{mailbox}，尚有{count}封未登记",
                "mailbox {mailbox}, opened {day}: {count} letter",
                "mailbox {mailbox}, opened {day}: {count} letters",
            )
            about = phrase(forms, mailbox=mailbox, day=day, count=missing)
            group = book.directory.holdings.successor(filed.record.group, book.as_of)
            yield Owed(due, *book.acting_for(group), _ENTER, about, filed.id, group, plainly=about)
