"""Explain the deadlines of a matter or a suggestion, step by step."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.calendar import Period, Span
from deputylog.kinds.event_dates import said_of
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.suggestion_events import AnswerExtended
from deputylog.life.duties import Duty, Step
from deputylog.life.forwards import Forward
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.suggestion_duties import ANSWER_WITHIN
from deputylog.record.fields import is_exact
from deputylog.rules.step_fits_nothing import with_names
from deputylog.tell.why.explanation import (
    Line,
    counted,
    excused,
    outcome,
    overtaken,
    rests_on,
    skipped,
)
from deputylog.text import counts
from deputylog.words import N_, Phrase, phrase

RULES_OF_STEPS = {
    Step.DELIVER: "L001",
    Step.REPLY: "L002",
    Step.FORWARD: "L003",
    Step.FOLLOW_UP: "L004",
    Step.ANSWER: "L005",
    Step.FEED_BACK: "L006",
    Step.TELL_GROUP: "L007",
    Step.ASSIGN: "S004",
    Step.ANSWER_DEPUTY: "S005",
    Step.RATE: "S006",
    Step.REDO: "S007",
    Step.KEEP_PROMISE: "S008",
    Step.TELL_VOTERS: "S010",
}
_OF_DEPARTMENTS = (Step.ANSWER, Step.FOLLOW_UP, Step.ANSWER_DEPUTY, Step.REDO, Step.KEEP_PROMISE)


def of_matter(book: Book, matter: Matter) -> Iterator[Line]:
    yield from _waived(book, matter)
    yield from _deadlines(book, matter)
    for handling in book.suggestions_of.get(matter.id, ()):
        yield handling.id, phrase(N_("a suggestion came out of this matter; 'deputylog why {id}' shows its deadlines"), id=handling.id)


def of_suggestion(book: Book, handling: Handling) -> Iterator[Line]:
    if handling.is_motion:
        yield "", phrase(N_("the congress handles a motion by its own procedure; no deadline applies"))
        return
    if handling.submitted_on is None:
        yield "", phrase(N_("not submitted yet: no deadline applies"))
        return
    yield from _deadlines(book, handling)


def _waived(book: Book, matter: Matter) -> Iterator[Line]:
    """Explain why steps that one might expect are not due, or cannot be calculated."""
    if not is_exact(matter.received):
        yield (
            "",
            phrase(
                N_("only the month of receipt is known ({month}): deadlines counted from the receipt cannot be calculated"),
                month=matter.received,
            ),
        )
    elif matter.received < book.district.records_from:
        yield "", phrase(N_("deadlines that began before {day} (records_from) are not judged"), day=book.district.records_from)
    if matter.is_accusation:
        yield "", phrase(N_("for an accusation, only its forwarding to an entitled organ is required"))
    elif matter.kind is MatterKind.THANKS:
        yield "", phrase(N_("a letter of thanks requires nothing"))
    elif not matter.can_be_answered:
        yield "", phrase(N_("no reply and no feedback are required: {writer}"), writer=matter.writer)
    if matter.life.closed:
        yield "", phrase(N_("closed: steps not done by then are no longer required"))


def _deadlines(book: Book, lived: Matter | Handling) -> Iterator[Line]:
    duties = book.duties[lived.id]
    for duty in duties:
        yield duty.step, _rule(book, duty)
        yield from _extension(book, lived, duty)
        yield "", counted(duty.start, duty.within, duty.due)
        yield from skipped(book, duty.start, duty.within, duty.due)
        yield "", overtaken(duty) if duty.ended else outcome(duty.due, duty.done, min(duty.until, book.as_of))
        if duty.days_late:
            yield from excused(book, RULES_OF_STEPS[duty.step], lived.id, Period(duty.due, duty.due))
    for event in lived.events:
        if event.on is None:
            yield said_of(event), phrase(N_("done on an unknown date: neither in time nor late"))
    for misfit, why in lived.misfits:
        yield said_of(misfit), phrase(N_("counts for nothing: {why}"), why=with_names(book, why))
    if not duties:
        yield "", phrase(N_("no deadline applies"))


def _rule(book: Book, duty: Duty) -> Phrase:
    """Return the rule for a step, with the department that must act or be asked."""
    rule = rests_on(book, RULES_OF_STEPS[duty.step], duty.start)
    if duty.step not in _OF_DEPARTMENTS:
        return rule
    return phrase(N_("{department}; {rule}"), department=book.name("department", duty.department), rule=rule)


def _extension(book: Book, lived: Matter | Handling, duty: Duty) -> Iterator[Line]:
    """Explain how much longer a department got than usual, when and from whom."""
    settings = book.clock.settings_on(duty.start)
    if duty.step is Step.ANSWER and isinstance(lived, Matter) and duty.within != settings.department_within:
        given = [event for forward in _forwards(lived) if lived.key_of(forward.sent) == duty.key for event in forward.extended]
        at_most = phrase(N_("at most {days}"), days=counts.days(settings.department_at_most))
        yield "", _extended(duty.within, settings.department_within, given[-1].on if given else None, at_most)
    if duty.step is Step.ANSWER_DEPUTY and isinstance(lived, Handling) and duty.within != ANSWER_WITHIN:
        last = [event for event in lived.of(AnswerExtended) if event.to_months == duty.within.count][-1]
        who = book.name("person", last.consented_by) if last.consented_by else N_("unknown")
        yield "", _extended(duty.within, ANSWER_WITHIN, last.on, phrase(N_("approved by {who}"), who=who))


def _forwards(matter: Matter) -> Iterator[Forward]:
    return (forward for life in matter.lives for forward in life.forwards)


def _extended(within: Span, usual: Span, on: object, why: Phrase) -> Phrase:
    text = N_("extended from {usual} to {within} on {day} ({why})")
    return phrase(text, usual=counts.span(usual), within=counts.span(within), day=on or phrase(N_("date unknown")), why=why)
