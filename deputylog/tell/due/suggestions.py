"""Tasks for suggestions, for the working body, the lead department or a signer."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.kinds.actor import Actor
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.steps import Step
from deputylog.tell.due.task import Owed, deputy_or_officer


def of_suggestions(book: Book) -> Iterator[Owed]:
    for handling in book.handlings:
        signer = book.signer_of(handling)
        for duty in book.duties[handling.id]:
            if duty.is_running:
                actor, who = _who_acts(book, handling, duty, signer)
                deputy = signer or handling.record.lead
                yield Owed(
                    duty.due,
                    actor,
                    who,
                    duty.step,
                    handling.record.title,
                    handling.id,
                    handling.group,
                    deputy,
                )


def _who_acts(book: Book, handling: Handling, duty: Duty, signer: str | None) -> tuple[Actor, str]:
    match duty.step:
        case Step.ASSIGN:
            return Actor.WORKING_BODY, book.district.working_body
        case Step.ANSWER_DEPUTY | Step.REDO | Step.KEEP_PROMISE:
            return Actor.DEPARTMENT, book.name("department", duty.department)
        case _:
            return deputy_or_officer(book, signer, handling.group)
