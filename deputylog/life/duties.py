"""The duties for a matter: what is owed, by when, and how it went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import dropwhile
from typing import TypeAlias

from msgspec import Struct

from deputylog.calendar import Span
from deputylog.kinds.events import (
    Aided,
    Answered,
    ClosedEvent,
    Declined,
    Delivered,
    Extended,
    FedBack,
    FollowedUp,
    Forwarded,
    GivenBack,
    GroupTold,
    MatterEvent,
    Replied,
    Suggested,
    TakenBack,
)
from deputylog.life.deadlines import Clock
from deputylog.life.forwards import Forward, granted_by
from deputylog.life.lives import Life, Standing
from deputylog.life.matter import Matter
from deputylog.life.steps import EndedBy, Step
from deputylog.record.fields import Key, is_exact
from deputylog.record.unknown_day import UNKNOWN, Day


class Duty(Struct, frozen=True):
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


def duties_of(matter: Matter, clock: Clock) -> Iterator[Duty]:
    """Every duty of the matter, present and past.

    A duty that ended by its due day was not owed. What began, was done or ended on an unknown day
    is neither in time nor late, and is left out.
    """
    for life in matter.lives:
        yield from _Owing(matter, life, clock).duties()


How: TypeAlias = tuple[Day, EndedBy | None] | None
"""The day on which a duty was done, or ended and by what; None while it runs."""
Steps: TypeAlias = Sequence[tuple[MatterEvent, Standing]]
StepsOfForward: TypeAlias = Sequence[tuple[MatterEvent, Standing, EndedBy | None]]


@dataclass(frozen=True)
class _Owing:
    """What is owed for a matter in one of its lives."""

    matter: Matter
    life: Life
    clock: Clock

    @cached_property
    def steps(self) -> Steps:
        """The events up to the closing, after which nothing is owed, and how the matter stands
        then.
        """
        steps = list(zip(self.life.events, self.life.after, strict=True))
        if self.life.now.is_closed:
            del steps[
                1
                + next(number for number, (_, standing) in enumerate(steps) if standing.is_closed) :
            ]
        return steps

    def _from(self, forward: Forward) -> StepsOfForward:
        """The steps from the forward on, each with how it ends the duties of the forward."""
        since = dropwhile(lambda step: step[0] is not forward.sent, self.steps)
        return [(event, standing, self._ends(event, forward)) for event, standing in since]

    def duties(self) -> Iterator[Duty]:
        matter = self.matter
        if matter.owes_reply:
            yield from self._from_the_start(Step.REPLY, Replied, FedBack)
        if matter.owes_forward:
            yield from self._forwarding()
        if not matter.kind.owes_all_steps:
            return
        if matter.channel == "mailbox" and self.life is matter.lives[0]:
            yield from self._from_the_start(Step.DELIVER, Delivered)
        for forward in self.life.forwards:
            if forward.sent.on and all(answer.on for answer in forward.answers):
                steps = self._from(forward)
                yield from self._answering(forward, steps)
                yield from self._following_up(forward, steps)
        if not matter.group_knows:
            yield from self._from_the_start(Step.TELL_GROUP, GroupTold)
        if matter.can_be_answered:
            yield from self._feeding_back()

    def _from_the_start(self, step: Step, *kinds: type[MatterEvent]) -> Iterator[Duty]:
        if not self._is_undated(*kinds):
            yield from self._owed(step, self.life.start, self._first(*kinds))

    def _first(self, *kinds: type[MatterEvent]) -> How:
        for event, _ in self.steps:
            if isinstance(event, kinds):
                return event.on or UNKNOWN, None
            if isinstance(event, ClosedEvent):
                return event.on or UNKNOWN, EndedBy.CLOSED
        return self._at_the_end

    @property
    def _at_the_end(self) -> How:
        return (self.life.end, EndedBy.AGAIN) if self.life.end else None

    def _is_undated(self, *kinds: type[MatterEvent]) -> bool:
        """Whether such a step was done on an unknown day, so perhaps in time."""
        return any(event.on is None and isinstance(event, kinds) for event in self.matter.events)

    def _owed(
        self,
        step: Step,
        start: Day | None,
        how: How,
        sent: Forwarded | None = None,
        key: Key = (),
        within: Span | None = None,
    ) -> Sequence[Duty]:
        """The duty; none if its start, or the day on which it went as it did, is unknown, or it was
        not owed.
        """
        if start is None or start is UNKNOWN or not is_exact(start):
            return ()
        within = within or step.time_on(self.clock.settings_on(start))
        due = self.clock.due(start, within)
        day, ended_by = how or (None, None)
        if day is UNKNOWN or (ended_by and day and day <= due):
            return ()
        done, ended = (None, day) if ended_by else (day, None)
        key = self.matter.key_of(sent) if sent else key or self.matter.date_key
        department = self.matter.successor(sent.to, day or self.matter.as_of) if sent else None
        return (
            Duty(
                step, start, within, due, done, self.matter.as_of, key, department, ended, ended_by
            ),
        )

    def _forwarding(self) -> Iterator[Duty]:
        """From the start, and again from each day after which nobody has the matter any more."""
        if self._is_undated(Forwarded, Aided):
            return
        start = None if self.life.before.suggestions else self.life.start
        key: Key = ()
        for event, standing in self.steps:
            how = event.on or UNKNOWN, None
            if isinstance(event, ClosedEvent):
                yield from self._owed(
                    Step.FORWARD, start, (event.on or UNKNOWN, EndedBy.CLOSED), key=key
                )
                return
            if isinstance(event, (Forwarded, Aided, Suggested)):
                yield from self._owed(Step.FORWARD, start, how, key=key)
                start = None
            elif isinstance(event, (Declined, GivenBack)) and not (
                standing.forwards or standing.suggestions
            ):
                start = start or event.on or UNKNOWN
                key = self.matter.key_of(event) if isinstance(event, Declined) else ()
        yield from self._owed(Step.FORWARD, start, self._at_the_end, key=key)

    def _answering(self, forward: Forward, steps: StepsOfForward) -> Iterator[Duty]:
        """To answer the forward, in the time granted; a late extension grants more from then on."""
        sent = forward.sent
        start: Day | None = None
        within: Span | None = None
        since = sent.on
        for event, standing, ended in steps:
            longer = self._granted(event, forward)
            ended_by = EndedBy.EXTENDED if longer else ended
            if ended_by and (event.on or not longer):
                how = event.on or UNKNOWN, None if ended_by is EndedBy.ANSWERED else ended_by
                yield from self._owed(Step.ANSWER, start, how, sent, within=within)
            if ended_by in (EndedBy.CLOSED, EndedBy.DECLINED) or _is_among(event, forward.answers):
                return
            if isinstance(event, GivenBack) and event.on:
                since, within = event.on, None
            if longer and start:
                start, within = since, longer
            elif ended_by is EndedBy.ANSWERED:
                start = None
            elif event is sent or ended_by is EndedBy.SUGGESTED or isinstance(event, GivenBack):
                start = None if standing.suggestions else event.on
        yield from self._owed(Step.ANSWER, start, self._at_the_end, sent, within=within)

    def _granted(self, event: MatterEvent, forward: Forward) -> Span | None:
        """The time that the event grants the department; None if it grants none."""
        if (
            not isinstance(event, Extended)
            or not forward.sent.on
            or not _is_among(event, forward.extended)
        ):
            return None
        return granted_by(event, forward.sent.on, self.clock)

    def _following_up(self, forward: Forward, steps: StepsOfForward) -> Iterator[Duty]:
        """From the forward, and again from each follow-up and each answer that is not final."""
        sent = forward.sent
        if self._is_undated(FollowedUp):
            return
        start: Day | None = None
        heard: list[Answered] = []
        for event, standing, ended_by in steps:
            if ended_by or isinstance(event, FollowedUp):
                yield from self._owed(Step.FOLLOW_UP, start, (event.on or UNKNOWN, ended_by), sent)
            if ended_by in (EndedBy.CLOSED, EndedBy.DECLINED):
                return
            if isinstance(event, Answered) and ended_by:
                heard.append(event)
            elif isinstance(event, TakenBack):
                heard = [answer for answer in heard if not _is_among(answer, event.answers)]
            if event is sent or ended_by or isinstance(event, (FollowedUp, GivenBack)):
                is_final = bool(heard) and heard[-1].result.is_final
                start = None if is_final or standing.suggestions else event.on
        yield from self._owed(Step.FOLLOW_UP, start, self._at_the_end, sent)

    def _ends(self, event: MatterEvent, forward: Forward) -> EndedBy | None:
        if isinstance(event, ClosedEvent):
            return EndedBy.CLOSED
        if event is forward.declined:
            return EndedBy.DECLINED
        if isinstance(event, Suggested):
            return EndedBy.SUGGESTED
        is_answer = isinstance(event, Answered) and _is_among(
            event, (*forward.answers, *forward.taken_back)
        )
        return EndedBy.ANSWERED if is_answer else None

    def _feeding_back(self) -> Iterator[Duty]:
        """From each day on which the answer became final, unless a suggestion brought it (S010)."""
        if self._is_undated(FedBack):
            return
        start: Day | None = None
        was_final = False
        for event, standing in self.steps:
            by_suggestion = isinstance(event, Answered) and _is_among(event, self.matter.echoed)
            if isinstance(event, FedBack):
                yield from self._owed(Step.FEED_BACK, start, (event.on or UNKNOWN, None))
                start = None
            elif isinstance(event, ClosedEvent) or by_suggestion or not standing.is_final:
                yield from self._owed(
                    Step.FEED_BACK, start, (event.on or UNKNOWN, _unsettled_by(event))
                )
                start = None
            elif not was_final or (
                start is None and isinstance(event, TakenBack) and event.answers
            ):
                start = event.on or UNKNOWN
            was_final = standing.is_final
        yield from self._owed(Step.FEED_BACK, start, self._at_the_end)


def _is_among(event: MatterEvent, events: Sequence[MatterEvent]) -> bool:
    return any(event is one for one in events)


def _unsettled_by(event: MatterEvent) -> EndedBy:
    match event:
        case ClosedEvent():
            return EndedBy.CLOSED
        case Forwarded():
            return EndedBy.FORWARDED
    return EndedBy.ANSWERED
