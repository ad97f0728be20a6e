"""Duties: each step owed for a matter or a suggestion, by when, and how it went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import dropwhile, zip_longest
from typing import Final, TypeAlias

from msgspec import Struct

from deputylog.calendar import Span, Unit
from deputylog.kinds import suggestion_events
from deputylog.kinds.event_dates import Dated, day_of
from deputylog.kinds.events import (
    Aided,
    Answered,
    ClosedEvent,
    Declined,
    Event,
    Extended,
    FedBack,
    FollowedUp,
    Forwarded,
    GivenBack,
    MatterEvent,
    Reopened,
    Suggested,
    TakenBack,
)
from deputylog.kinds.suggestion_events import Rated, VotersTold
from deputylog.life.handling import Finality, Handling, Promise, Round
from deputylog.life.lives import Forward, Life, Standing, granted_by
from deputylog.life.matter import Matter
from deputylog.life.settings_in_force import Clock
from deputylog.life.steps import ANSWER_IN, EndedBy, Step
from deputylog.record.fields import Key, is_exact
from deputylog.record.unknown_day import UNKNOWN, Day, known

How: TypeAlias = tuple[Day | None, EndedBy | None]
"""The day on which a duty was done or ended, None while it runs; what ended it undone."""
StepOfForward: TypeAlias = tuple[MatterEvent, Standing, bool]
"""An event since a forward, how the matter stands then, and whether it ends what is owed for it."""
Steps: TypeAlias = Sequence[tuple[MatterEvent, Standing]]
"""The events of a life, with the standing after each."""

_ENDED_BY: Final[dict[type[Dated], EndedBy]] = {
    ClosedEvent: EndedBy.CLOSED,
    Declined: EndedBy.DECLINED,
    Extended: EndedBy.EXTENDED,
    Forwarded: EndedBy.FORWARDED,
    Suggested: EndedBy.SUGGESTED,
    suggestion_events.AnswerExtended: EndedBy.EXTENDED,
    suggestion_events.Assigned: EndedBy.REASSIGNED,
    suggestion_events.Promised: EndedBy.AGAIN,
    suggestion_events.Rated: EndedBy.AGAIN,
    suggestion_events.Withdrawn: EndedBy.WITHDRAWN,
}
"""What an event ends a duty by that it does not complete; any other answers it."""


class Duty(Struct, frozen=True, gc=False):
    """A step owed within a span from `start`, so by `due`.

    `done` is the day it was done; a duty that ended without being done has the day in `ended` and
    what ended it in `ended_by`; one that still runs has neither. Days late count up to `until`.
    """

    step: Step
    start: date
    within: Span
    due: date
    done: date | None
    until: date
    key: Key
    department: str | None = None
    ended: date | None = None
    ended_by: EndedBy | None = None

    @property
    def is_running(self) -> bool:
        """Whether somebody can still do it."""
        return self.done is None and self.ended is None

    @property
    def days_late(self) -> int:
        """Calendar days past the deadline, 0 if there are none."""
        return max(0, ((self.done or self.ended or self.until) - self.due).days)


def duties_of(matter: Matter, clock: Clock) -> list[Duty]:
    """Every duty of the matter, present and past."""
    undated = [event for event in matter.events if event.on is None]
    found: list[Duty] = []
    for life in matter.lives:
        _OfLife(matter, clock, found, life, undated).add()
    return found


def suggestion_duties(
    handling: Handling, behind: Sequence[Matter], clock: Clock, rater_died: date | None = None
) -> list[Duty]:
    """Every duty of the suggestion, past and present; none for a motion.

    `behind` are the matters it grew out of, `rater_died` the day of death of the last signer.
    """
    found: list[Duty] = []
    if not handling.is_motion:
        _OfSuggestion(handling, clock, found).add(behind, rater_died)
    return found


def _how(step: Step, event: Dated | None) -> How:
    """How a duty went that this event completed or ended; None if nothing did."""
    if event is None or isinstance(event, step.completed_by):
        return day_of(event), None
    return day_of(event), _ENDED_BY.get(type(event), EndedBy.ANSWERED)


class _Owing(Struct):
    """What is owed for a matter or a suggestion; its duties are added to `found`."""

    about: Matter | Handling
    clock: Clock
    found: list[Duty]

    def owe(
        self,
        step: Step,
        start: Day | None,
        how: How,
        at: Dated | None = None,
        department: str | None = None,
        within: Span | None = None,
        due: date | None = None,
    ) -> None:
        """Add the duty that began on `start`, with the event `at`, if it can be judged and was
        owed.

        What ended by its last day without being done was not owed. What began, was done or ended on
        an unknown day is neither in time nor late, and is left out.
        """
        if start is None or start is UNKNOWN or not is_exact(start):
            return
        if within is None:
            within, due = self.clock.deadline(step, start)
        due = due or self.clock.due(start, within)
        day, ended_by = how
        if day is UNKNOWN or (ended_by and day and day <= due):
            return
        about = self.about
        self.found.append(
            Duty(
                step,
                start,
                within,
                due,
                None if ended_by else day,
                about.as_of,
                about.key_of(at) if at else about.date_key,
                about.successor(department, day or about.as_of) if department else None,
                day if ended_by else None,
                ended_by,
            )
        )


class _OfLife(_Owing):
    """What is owed for a matter in one of its lives; `undated` are its events of unknown days."""

    about: Matter
    life: Life
    undated: Sequence[Event]

    def add(self) -> None:
        """Add all duties; those of a closed matter ended with the closing."""
        matter, steps = self.about, self._steps()
        if matter.owes_reply:
            self._from_the_start(Step.REPLY, steps)
        if matter.owes_forward and not self._is_undated(Forwarded, Aided):
            self._forwarding(steps)
        if not matter.kind.owes_all_steps:
            return
        if matter.channel == "mailbox" and self.life is matter.lives[0]:
            self._from_the_start(Step.DELIVER, steps)
        for forward in self.life.forwards:
            if forward.sent.on and None not in [answer.on for answer in forward.answers]:
                self._after(forward, steps)
        if not matter.group_knows:
            self._from_the_start(Step.TELL_GROUP, steps)
        if matter.can_be_answered and not self._is_undated(FedBack):
            self._feeding_back(steps)

    def _steps(self) -> Steps:
        """The events up to the closing, with the standing after each."""
        steps = self.life.steps
        if not self.life.now.is_closed:
            return steps
        closed = [standing.is_closed for _, standing in steps]
        return steps[: closed.index(True) + 1]

    def _owe(
        self,
        step: Step,
        start: Day | None,
        event: Dated | None = None,
        at: Dated | None = None,
        department: str | None = None,
        within: Span | None = None,
    ) -> None:
        """Add the duty that the event completed or ended; without one, at most the new life did."""
        if start is None:
            return
        how = _how(step, event)
        if event is None and self.life.end:
            how = self.life.end, EndedBy.AGAIN
        self.owe(step, start, how, at, department, within)

    def _is_undated(self, *kinds: type[Dated]) -> bool:
        """Whether such a step was done on an unknown day, so perhaps in time."""
        return bool(self.undated) and any(isinstance(event, kinds) for event in self.undated)

    def _from_the_start(self, step: Step, steps: Steps) -> None:
        if not self._is_undated(*step.completed_by):
            ends: tuple[type[Dated], ...] = (*step.completed_by, ClosedEvent)
            first = next((event for event, _ in steps if isinstance(event, ends)), None)
            self._owe(step, self.life.start, first)

    def _forwarding(self, steps: Steps) -> None:
        """From the start, and again from each day after which nobody has the matter any more."""
        start = None if self.life.before.suggestions else self.life.start
        at: Declined | None = None
        for event, standing in steps:
            if isinstance(event, (Forwarded, Aided, Suggested, ClosedEvent)):
                self._owe(Step.FORWARD, start, event, at)
                start = None
            elif isinstance(event, (Declined, GivenBack)) and not (
                standing.forwards or standing.suggestions
            ):
                start = start or day_of(event)
                at = event if isinstance(event, Declined) else None
        self._owe(Step.FORWARD, start, at=at)

    def _after(self, forward: Forward, steps: Steps) -> None:
        """The answer to a forward, and the follow-ups until then."""
        later = list(self._since(forward, steps))
        self._answering(forward, later)
        if not self._is_undated(FollowedUp):
            self._following_up(forward, later)

    def _since(self, forward: Forward, steps: Steps) -> Iterator[StepOfForward]:
        """The steps from the forward on, each with whether it ends what is owed for the forward."""
        answers = (*forward.answers, *forward.taken_back)
        for event, standing in dropwhile(lambda step: step[0] is not forward.sent, steps):
            if isinstance(event, Answered):
                yield event, standing, _is_among(event, answers)
            else:
                is_end = isinstance(event, (ClosedEvent, Suggested)) or event is forward.declined
                yield event, standing, is_end

    def _answering(self, forward: Forward, steps: Sequence[StepOfForward]) -> None:
        """To answer the forward, in the time granted; a late extension grants more from then on."""
        step, sent = Step.ANSWER, forward.sent
        start: Day | None = None
        since, within = sent.on, None
        for event, standing, ends in steps:
            extended = _extension_of(forward, event)
            if ends or (extended and extended.on):
                self._owe(step, start, event, sent, sent.to, within)
            if ends and _is_last(forward, event):
                return
            if isinstance(event, GivenBack) and event.on:
                since, within = event.on, None
            if extended and start and sent.on:
                start, within = since, granted_by(extended, sent.on, self.clock)
            elif ends and isinstance(event, Answered):
                start = None
            elif event is sent or isinstance(event, (Suggested, GivenBack)):
                start = None if standing.suggestions else event.on
        self._owe(step, start, None, sent, sent.to, within)

    def _following_up(self, forward: Forward, steps: Sequence[StepOfForward]) -> None:
        """From the forward, and again from each follow-up and each answer that is not final."""
        step, sent = Step.FOLLOW_UP, forward.sent
        start: Day | None = None
        heard: list[Answered] = []
        for event, standing, ends in steps:
            if ends or isinstance(event, FollowedUp):
                self._owe(step, start, event, sent, sent.to)
            if ends and isinstance(event, (ClosedEvent, Declined)):
                return
            if isinstance(event, Answered) and ends:
                heard.append(event)
            elif isinstance(event, TakenBack):
                heard = [answer for answer in heard if not _is_among(answer, event.answers)]
            if event is sent or ends or isinstance(event, (FollowedUp, GivenBack)):
                is_final = bool(heard) and heard[-1].result.is_final
                start = None if is_final or standing.suggestions else event.on
        self._owe(step, start, None, sent, sent.to)

    def _feeding_back(self, steps: Steps) -> None:
        """From each day on which the answer became final, unless a suggestion brought it (S010)."""
        start: Day | None = None
        was_final = False
        for event, standing in steps:
            if not standing.is_final or self._needs_no_feedback(event):
                self._owe(Step.FEED_BACK, start, event)
                start = None
            elif not was_final or (
                start is None and isinstance(event, TakenBack) and event.answers
            ):
                start = day_of(event)
            was_final = standing.is_final
        self._owe(Step.FEED_BACK, start)

    def _needs_no_feedback(self, event: MatterEvent) -> bool:
        """Whether it tells the voter, closes the matter, or is the answer to a suggestion."""
        if isinstance(event, Answered):
            return _is_among(event, self.about.echoed)
        return isinstance(event, (FedBack, ClosedEvent))


class _OfSuggestion(_Owing):
    """What is owed for a suggestion."""

    about: Handling

    def add(self, behind: Sequence[Matter], rater_died: date | None) -> None:
        self.assigning()
        for one in self.about.rounds:
            self.answering(one)
            self.rating(one, rater_died)
        for promise in self.about.promises:
            self.keeping(promise)
        self.telling(behind)

    def assigning(self) -> None:
        """From the submission, for a motion from the day it was turned into a suggestion."""
        handling = self.about
        since = handling.turned or handling.submitted
        done = handling.rounds[0].begun if handling.rounds else handling.end
        self.owe(Step.ASSIGN, day_of(since), _how(Step.ASSIGN, done), at=since)

    def answering(self, one: Round) -> None:
        """The answer to an assignment, or the new one after a dissatisfied rating."""
        step = Step.REDO if one.is_redo else Step.ANSWER_DEPUTY
        begun = one.begun
        owe = partial(self.owe, step, begun.on, at=begun, department=one.lead)
        within: Span | None = None
        for extension in one.extensions:
            last = self.clock.due(begun.on, within or ANSWER_IN) if begun.on else date.max
            if extension.on and extension.on > last:
                owe(_how(step, extension), within=within)
            within = Span(extension.to_months, Unit.MONTHS)
        how = _how(step, next(iter(one.answers), one.ended_by))
        if one.stands:
            how = day_of(one.steps[1]), EndedBy.ACCEPTED
        owe(how, within=within)

    def rating(self, one: Round, rater_died: date | None) -> None:
        """The rating of each answer, unless another answer came first."""
        steps = one.own_steps
        for step, following in zip_longest(steps, steps[1:]):
            if isinstance(step, Rated):
                continue
            day, ended_by = _how(Step.RATE, following or one.ended_by)
            if rater_died and rater_died < (known(day) or date.max):
                day, ended_by = rater_died, EndedBy.DIED
            self.owe(Step.RATE, step.on, (day, ended_by), at=step)

    def keeping(self, promise: Promise) -> None:
        made = promise.made
        if made.on:
            self.owe(
                Step.KEEP_PROMISE,
                made.on,
                _how(Step.KEEP_PROMISE, promise.kept or self.about.end),
                at=made,
                department=promise.department,
                within=Span(max(0, (made.until - made.on).days), Unit.DAYS),
                due=made.until,
            )

    def telling(self, behind: Sequence[Matter]) -> None:
        """What the voters behind it are told each time the answer becomes final."""
        waiting = [matter for matter in behind if matter.can_be_answered]
        for final in self.about.finals if waiting else ():
            if final.since.on is None:
                continue
            released = _last([_release(matter, final.since.on) for matter in waiting])
            ends = [
                event for event in (self._telling_after(final), final.ended_by, released) if event
            ]
            if all(event.on for event in ends if event is not final.ended_by):
                first = min(ends, key=lambda event: event.on or date.max, default=None)
                how = _how(Step.TELL_VOTERS, first)
                self.owe(Step.TELL_VOTERS, final.since.on, how, at=final.since)

    def _telling_after(self, final: Finality) -> VotersTold | None:
        """The event that told the voters while the answer was final."""
        counted = self.about.counted
        until = counted.index(final.ended_by) if final.ended_by else None
        later = counted[counted.index(final.since) : until]
        return next((event for event in later if isinstance(event, VotersTold)), None)


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


def _extension_of(forward: Forward, event: MatterEvent) -> Extended | None:
    """The event if it extends the time for the forward."""
    if isinstance(event, Extended) and _is_among(event, forward.extended):
        return event
    return None


def _is_last(forward: Forward, event: MatterEvent) -> bool:
    """Whether nothing more is owed for the forward after an event that ends what is owed."""
    return isinstance(event, (ClosedEvent, Declined)) or _is_among(event, forward.answers)


def _is_among(event: MatterEvent, several: Sequence[MatterEvent]) -> bool:
    return id(event) in map(id, several)
