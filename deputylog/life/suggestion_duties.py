"""What is owed for a suggestion: to assign, answer, rate and redo it, keep promises, tell voters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final, TypeAlias

from deputylog.calendar import Span, Unit
from deputylog.kinds.event_dates import Dated, day_of
from deputylog.kinds.events import ClosedEvent, FedBack, Reopened
from deputylog.kinds.suggestion_events import (
    AnswerExtended,
    Assigned,
    Promised,
    Rated,
    SuggestionAnswered,
    SuggestionStep,
    VotersTold,
    Withdrawn,
)
from deputylog.life.deadlines import Clock
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.steps import EndedBy, Step
from deputylog.life.suggestion_course import Promise, Round
from deputylog.record.unknown_day import UNKNOWN, Day, known


def suggestion_duties(
    handling: Handling, behind: Sequence[Matter], clock: Clock, rater_died: date | None = None
) -> Iterator[Duty]:
    """Every duty of the suggestion, past and present; none for a motion.

    `behind` are the matters it grew out of, `rater_died` the day of death of the last signer. What
    ended by its last day without being done was not owed; of what began, was done or ended on an
    unknown day nobody can say whether it was in time, so it is left out.
    """
    if not handling.is_motion:
        owed = _Owed(handling, clock)
        yield from owed.assigning()
        for one in handling.rounds:
            yield from owed.answering(one)
            yield from owed.rating(one, rater_died)
        for promise in handling.promises:
            yield from owed.keeping(promise)
        yield from owed.telling(behind)


_Ending: TypeAlias = tuple[Day, EndedBy]
"""When a duty ended without being done, and what ended it."""

_ENDED_BY: Final[dict[type[Dated], EndedBy]] = {
    Assigned: EndedBy.REASSIGNED,
    AnswerExtended: EndedBy.EXTENDED,
    ClosedEvent: EndedBy.CLOSED,
    Promised: EndedBy.AGAIN,
    Rated: EndedBy.AGAIN,
    SuggestionAnswered: EndedBy.ANSWERED,
    Withdrawn: EndedBy.WITHDRAWN,
}


def _ending(event: Dated | None) -> _Ending | None:
    return (event.on or UNKNOWN, _ENDED_BY[type(event)]) if event else None


@dataclass(frozen=True)
class _Owed:
    """The duties of one suggestion."""

    handling: Handling
    clock: Clock

    def _duty(
        self,
        step: Step,
        since: SuggestionStep,
        within: Span,
        done: Day | None,
        ending: _Ending | None,
        *,
        due: date | None = None,
        department: str | None = None,
    ) -> Iterator[Duty]:
        """The duty that began with `since`, if it can be judged and was owed."""
        ended, by = ending if ending and done is None else (None, None)
        if since.on is None or UNKNOWN in (done, ended):
            return
        due = due or self.clock.due(since.on, within)
        day = known(ended)
        if day is None or day > due:
            key = self.handling.key_of(since)
            if department:
                department = self.handling.successor(
                    department, known(done) or day or self.handling.as_of
                )
            yield Duty(
                step,
                since.on,
                within,
                due,
                known(done),
                self.handling.as_of,
                key,
                department,
                day,
                by,
            )

    def assigning(self) -> Iterator[Duty]:
        """From the submission, for a motion from the day it was turned into a suggestion."""
        course = self.handling.course
        since = course.turned or course.submitted
        if since and since.on:
            done = next((one.begun for one in course.rounds), None)
            within = self.clock.numbers.on(since.on).assign_within
            yield from self._duty(Step.ASSIGN, since, within, day_of(done), _ending(course.end))

    def answering(self, one: Round) -> Iterator[Duty]:
        """The answer to an assignment, or the new one after a dissatisfied rating."""
        begun = one.begun
        if begun.on is None:
            return
        done, ending = day_of(next(iter(one.answers), None)), _ending(one.ended_by)
        if one.stands:
            done, ending = None, (one.steps[1].on or UNKNOWN, EndedBy.ACCEPTED)
        if one.is_redo:
            within = self.clock.numbers.on(begun.on).redo_within
            yield from self._duty(Step.REDO, begun, within, done, ending, department=one.lead)
            return
        within = Step.ANSWER_DEPUTY.time_on(self.clock.settings_on(begun.on))
        for extension in one.extensions:
            if extension.on and extension.on > self.clock.due(begun.on, within):
                late = _ending(extension)
                yield from self._duty(
                    Step.ANSWER_DEPUTY, begun, within, None, late, department=one.lead
                )
            within = Span(extension.to_months, Unit.MONTHS)
        yield from self._duty(Step.ANSWER_DEPUTY, begun, within, done, ending, department=one.lead)

    def rating(self, one: Round, rater_died: date | None) -> Iterator[Duty]:
        """The rating of each answer, unless another answer came first."""
        steps = one.own_steps
        for step, following in zip_longest(steps, steps[1:]):
            if isinstance(step, Rated) or step.on is None:
                continue
            ending = _ending(following or one.ended_by)
            done = day_of(following) if isinstance(following, Rated) else None
            if rater_died and (ending is None or rater_died < (known(ending[0]) or date.max)):
                done, ending = None, (rater_died, EndedBy.DIED)
            within = self.clock.numbers.on(step.on).rate_within
            yield from self._duty(Step.RATE, step, within, done, ending)

    def keeping(self, promise: Promise) -> Iterator[Duty]:
        made = promise.made
        if made.on:
            within = Span(max(0, (made.until - made.on).days), Unit.DAYS)
            done, ending = day_of(promise.kept), _ending(self.handling.course.end)
            yield from self._duty(
                Step.KEEP_PROMISE,
                made,
                within,
                done,
                ending,
                due=made.until,
                department=promise.department,
            )

    def telling(self, behind: Sequence[Matter]) -> Iterator[Duty]:
        """What the voters behind it are told each time the answer becomes final."""
        waiting = [matter for matter in behind if matter.can_be_answered]
        counted = self.handling.course.counted
        for final in self.handling.course.finals if waiting else ():
            since = final.since
            if since.on is None:
                continue
            until = counted.index(final.ended_by) if final.ended_by else None
            later = counted[counted.index(since) : until]
            told = next((event for event in later if isinstance(event, VotersTold)), None)
            released = _last([_release(matter, since.on) for matter in waiting])
            if any(event and event.on is None for event in (told, released)):
                continue
            ends = [event for event in (told, final.ended_by, released) if event]
            first = min(ends, key=lambda event: event.on or date.max, default=None)
            is_told = isinstance(first, (VotersTold, FedBack))
            done, ending = (day_of(first), None) if is_told else (None, _ending(first))
            within = self.clock.settings_on(since.on).feed_back_within
            yield from self._duty(Step.TELL_VOTERS, since, within, done, ending)


def _release(matter: Matter, since: date) -> FedBack | ClosedEvent | None:
    """By the matter's own record: how its voter was told since a day, or why nobody waits there."""
    for event in matter.events:
        if isinstance(event, FedBack) and (event.on is None or event.on >= since):
            return event
    turns = [event for event in matter.events if isinstance(event, (ClosedEvent, Reopened))]
    return turns[-1] if turns and isinstance(turns[-1], ClosedEvent) else None


def _last(releases: Sequence[FedBack | ClosedEvent | None]) -> FedBack | ClosedEvent | None:
    """The last release; None unless every voter was released."""
    done = [one for one in releases if one]
    return max(done, key=lambda one: one.on or date.max) if len(done) == len(releases) else None
