"""The duties for a suggestion: assign, answer, rate, handle again, keep promises, tell voters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from deputylog.calendar import Span, Unit
from deputylog.model.clock import Clock
from deputylog.model.duty import Duty, Step
from deputylog.model.event import FedBack
from deputylog.model.fields import Key, is_exact
from deputylog.model.handling import UNKNOWN, Handling
from deputylog.model.matter import Matter
from deputylog.model.suggestion_event import AnswerExtended, Assigned, Kept, Promised, Submitted, SuggestionAnswered, VotersTold, Withdrawn

ANSWER_WITHIN = Span(3, Unit.MONTHS)
"""From the assignment (代表法 51)."""


def suggestion_duties(handling: Handling, behind: Sequence[Matter], clock: Clock) -> Iterator[Duty]:
    """Every duty of the suggestion, past and present; none for a motion.

    `behind` are the matters it grew out of. Steps done on an unknown day are left out.
    """
    if handling.is_motion:
        return
    for duty in (*_assigning(handling, clock), *_answering(handling, clock), *_promises(handling), *_telling(handling, behind, clock)):
        if duty.done is not UNKNOWN:
            yield duty


def _owed(handling: Handling, step: Step, start: date | None, within: Span, clock: Clock, done: date | None, key: Key) -> Iterator[Duty]:
    """The duty, unless its start is unknown, or the suggestion was withdrawn first."""
    if start is None or start is UNKNOWN or not is_exact(start):
        return
    if done is None and handling.of(Withdrawn):
        return
    department = handling.assignment.lead if handling.assignment else None
    yield Duty(step, start, within, clock.due(start, within), done, handling.as_of, key, department)


def _assigning(handling: Handling, clock: Clock) -> Iterator[Duty]:
    for event in handling.of(Submitted)[:1]:
        done = handling.first(Assigned)
        within = clock.numbers.on(event.on).assign_within
        yield from _owed(handling, Step.ASSIGN, event.on, within, clock, done, handling.key_of(event))


def _answering(handling: Handling, clock: Clock) -> Iterator[Duty]:
    """The duties to answer (from the assignment), to rate each answer, and to redo it."""
    numbers = clock.numbers
    for event in handling.of(Assigned)[:1]:
        months = [extended.to_months for extended in handling.of(AnswerExtended)]
        within = Span(max(months), Unit.MONTHS) if months else ANSWER_WITHIN
        yield from _owed(handling, Step.ANSWER_DEPUTY, event.on, within, clock, handling.first(SuggestionAnswered), handling.key_of(event))
    for number, one in enumerate(handling.rounds):
        rated = (one.rating.on or UNKNOWN) if one.rating else None
        if rated or number == len(handling.rounds) - 1:
            yield from _owed(
                handling, Step.RATE, one.answer.on, numbers.on(one.answer.on).rate_within, clock, rated, handling.key_of(one.answer)
            )
        if one.rating and one.is_rejected:
            following = handling.rounds[number + 1 : number + 2]
            done = (following[0].answer.on or UNKNOWN) if following else None
            yield from _owed(
                handling, Step.REDO, one.rating.on, numbers.on(one.rating.on).redo_within, clock, done, handling.key_of(one.rating)
            )


def _promises(handling: Handling) -> Iterator[Duty]:
    """A duty for each promise; promises are kept in the order of their deadlines."""
    kept = [event.on or UNKNOWN for event in handling.of(Kept)]
    for number, event in enumerate(sorted(handling.of(Promised), key=lambda promised: promised.until)):
        done = kept[number] if number < len(kept) else None
        if event.on is None or (done is None and handling.of(Withdrawn)):
            continue
        within = Span(max(0, (event.until - event.on).days), Unit.DAYS)
        department = handling.assignment.lead if handling.assignment else None
        yield Duty(Step.KEEP_PROMISE, event.on, within, event.until, done, handling.as_of, handling.key_of(event), department)


def _telling(handling: Handling, behind: Sequence[Matter], clock: Clock) -> Iterator[Duty]:
    final = handling.final_on
    waiting = [matter for matter in behind if matter.can_be_answered and not matter.life.closed]
    if final is None or final is UNKNOWN or not waiting:
        return
    told = handling.first(VotersTold, since=final) or _all_told(waiting, final)
    key = handling.key_of(handling.rounds[-1].answer)
    yield from _owed(handling, Step.TELL_VOTERS, final, clock.settings_on(final).feed_back_within, clock, told, key)


def _all_told(waiting: Sequence[Matter], since: date) -> date | None:
    """The day on which the last voter was told, by the matters' own records, or None."""
    days = [matter.life.first(FedBack, since=since) for matter in waiting]
    return None if None in days else max(day if isinstance(day, date) else UNKNOWN for day in days if day)
