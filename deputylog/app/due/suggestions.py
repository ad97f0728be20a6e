"""Tasks for suggestions, for the working body, the lead department or a signer."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.app.due.owed import Owed, deputy_or_officer
from deputylog.book import Book
from deputylog.model.actor import Actor
from deputylog.model.duty import Duty, Step
from deputylog.model.handling import Handling


def of_suggestions(book: Book) -> Iterator[Owed]:
    for handling in book.handlings:
        for duty in book.duties[handling.id]:
            if duty.done is None:
                signer = _signer_in_office(book, handling)
                actor, who = _who_acts(book, handling, duty, signer)
                yield Owed(duty.due, actor, who, duty.step, handling.record.title, handling.id, handling.group, signer)


def _who_acts(book: Book, handling: Handling, duty: Duty, signer: str) -> tuple[Actor, str]:
    match duty.step:
        case Step.ASSIGN:
            return Actor.WORKING_BODY, book.district.working_body
        case Step.ANSWER_DEPUTY | Step.REDO | Step.KEEP_PROMISE:
            return Actor.DEPARTMENT, book.name("department", duty.department)
        case _:
            return deputy_or_officer(book, signer, handling.group)


def _signer_in_office(book: Book, handling: Handling) -> str:
    """Return the first signer in office, lead deputy before cosigners; the lead if none is."""
    signers = handling.signers_on(book.as_of)
    return next((wanted for wanted in signers if book.directory.in_office(wanted, book.as_of)), handling.record.lead)
