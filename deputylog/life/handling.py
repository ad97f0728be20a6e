"""A suggestion or motion, and how far its handling (办理) has come by a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from deputylog.kinds.district import Successor
from deputylog.kinds.event_dates import day_of, in_order
from deputylog.kinds.events import Answered, FedBack, FollowedUp, MatterEvent, Result, TakenBack
from deputylog.kinds.suggestion import Suggestion, SuggestionKind
from deputylog.kinds.suggestion_events import (
    Adopted,
    Assigned,
    Kept,
    Rated,
    Submitted,
    SuggestionAnswered,
    SuggestionEvent,
    SuggestionStep,
    Supervised,
    VotersTold,
    Withdrawn,
    Withdrew,
)
from deputylog.life.steps import Outcome, State
from deputylog.life.suggestion_course import Course, Promise, Round, course_of
from deputylog.record.fields import Key
from deputylog.record.unknown_day import Day, known
from deputylog.words import Phrase

S = TypeVar("S", bound=SuggestionEvent)


@dataclass(frozen=True, eq=False)
class Handling:
    """A suggestion as it was known on `as_of`; `group` and `constituency` are those of its lead
    deputy.
    """

    id: str
    path: str
    record: Suggestion
    group: str
    constituency: str
    as_of: date
    successor: Successor

    def known_on(self, day: date) -> Handling:
        """The same suggestion, as known on another day."""
        return replace(self, as_of=day)

    @property
    def date_key(self) -> Key:
        return ("title",)

    @property
    def is_imported(self) -> bool:
        return self.record.ref is not None

    def key_of(self, event: SuggestionStep) -> Key:
        return (
            "events",
            next(number for number, one in enumerate(self.record.events) if one is event),
        )

    @cached_property
    def events(self) -> tuple[SuggestionStep, ...]:
        """Every event known, in order, also those that fit nothing."""
        return in_order(
            event for event in self.record.events if event.on is None or event.on <= self.as_of
        )

    @cached_property
    def course(self) -> Course:
        """What the events amount to."""
        return course_of(self.record, self.events, self.successor)

    @property
    def misfits(self) -> tuple[tuple[SuggestionStep, Phrase], ...]:
        """The events that fit nothing and count for nothing, each with the reason."""
        return tuple(self.course.misfits)

    def of(self, kind: type[S]) -> list[S]:
        """The events of that kind that count, in order."""
        return [event for event in self.course.counted if isinstance(event, kind)]

    @property
    def is_motion(self) -> bool:
        """Whether it is handled as a motion, that is, was not turned into a suggestion."""
        return self.course.is_motion

    @property
    def submitted_on(self) -> Day | None:
        return day_of(self.course.submitted)

    @property
    def day(self) -> date | None:
        """The day of submission if known, else the first day of the record."""
        return known(self.submitted_on) or self.record.first_day

    def signers_on(self, day: date) -> tuple[str, ...]:
        """The lead deputy and the cosigners who had not withdrawn by the end of `day`."""
        gone = {
            who for who, event in self.course.gone.items() if event.on is None or event.on <= day
        }
        return tuple(
            deputy for deputy in (self.record.lead, *self.record.cosigners) if deputy not in gone
        )

    def withdrew(self, deputy: str) -> Day | None:
        """The day on which a cosigner took the signature back; None if it stands."""
        return day_of(self.course.gone.get(deputy))

    @property
    def withdrawn_on(self) -> Day | None:
        """The day on which the lead deputy took the suggestion back; None if it stands."""
        return day_of(self.course.end) if isinstance(self.course.end, Withdrawn) else None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None

    @property
    def assignment(self) -> Assigned | None:
        """The latest assignment; None if there is none."""
        return self.course.assignment

    @property
    def department(self) -> str | None:
        """The department that leads the handling now; None before the assignment."""
        return self.successor(self.assignment.lead, self.as_of) if self.assignment else None

    @property
    def rounds(self) -> tuple[Round, ...]:
        """The handling by each lead department, anew after each dissatisfied rating."""
        return tuple(self.course.rounds)

    @property
    def promises(self) -> tuple[Promise, ...]:
        return tuple(self.course.promises)

    @property
    def answered_on(self) -> Day | None:
        """The day of the first answer by a lead department; None if there is none."""
        return next((day_of(one.answers[0]) for one in self.rounds if one.answers), None)

    @property
    def rating(self) -> Rated | None:
        """The last rating of an answer; None if none was rated."""
        return next((one.rating for one in reversed(self.rounds) if one.rating), None)

    @cached_property
    def state(self) -> State:
        if not self.is_open:
            return State.SETTLED
        if self.course.is_final:
            return State.TO_FEED_BACK
        if any(one.is_redo for one in self.rounds):
            return State.AGAIN
        is_handled = any(
            not isinstance(event, (Submitted, Withdrew)) for event in self.course.counted
        )
        return State.IN_HAND if is_handled else State.NEW

    @cached_property
    def outcome(self) -> Outcome | None:
        """The result of the last answer if it is final, or of the deliberation; None if neither."""
        if end := self.course.end:
            return Outcome.WITHDRAWN if isinstance(end, Withdrawn) else _of_deliberation(end)
        if self.course.is_carried_out:
            return Outcome.SOLVED
        answer = self.course.answer
        return Outcome[answer.result.name] if answer and answer.result.is_final else None

    @property
    def settled_on(self) -> Day | None:
        """The day on which it was settled; None while it is open."""
        return day_of(self.course.settled_by)

    @property
    def is_open(self) -> bool:
        return self.settled_on is None

    @property
    def is_solved(self) -> bool:
        """Whether the last answer solved it, or all promises were kept."""
        return self.outcome is Outcome.SOLVED


def _of_deliberation(end: SuggestionStep) -> Outcome:
    return Outcome.ADOPTED if isinstance(end, Adopted) else Outcome.REJECTED


def motions(handlings: Iterable[Handling], since: date) -> Iterator[tuple[Handling, date]]:
    """Motions with a known day of submission not before `since`, each with that day."""
    for handling in handlings:
        day = known(handling.submitted_on)
        if handling.record.kind is SuggestionKind.MOTION and day and since <= day:
            yield handling, day


def echo(handling: Handling) -> Iterator[MatterEvent]:
    """The events that a suggestion implies for the matters behind it.

    Supervision, the lead departments' answers and feedback to voters need not be recorded twice.
    Answers rated unsatisfactory or followed by another department's handling no longer count.
    """
    implied: dict[int, list[MatterEvent]] = {}
    for step, event in _answers(handling):
        implied.setdefault(id(step), []).append(event)
    for step in handling.course.counted:
        match step:
            case Supervised():
                yield FollowedUp(on=step.on)
            case VotersTold():
                yield FedBack(on=step.on, how=step.how, satisfaction=step.satisfaction)
        yield from implied.get(id(step), ())


def still_counting(events: Sequence[MatterEvent]) -> Iterator[MatterEvent]:
    """Those of the implied events that still count: not the answers that were taken back."""
    gone = {
        id(answer) for event in events if isinstance(event, TakenBack) for answer in event.answers
    }
    return (event for event in events if not isinstance(event, TakenBack) and id(event) not in gone)


def _answers(handling: Handling) -> Iterator[tuple[SuggestionStep, MatterEvent]]:
    """What the lead departments answered and carried out, and when it no longer counts, with the
    step that says so.
    """
    for one in handling.rounds:
        answers = []
        for step, result in _results(one):
            answers.append(Answered(on=step.on, result=result))
            yield step, answers[-1]
        if answers and isinstance(one.ended_by, (Assigned, Rated)):
            yield one.ended_by, TakenBack(on=one.ended_by.on, answers=tuple(answers))
    for final in handling.course.finals:
        if isinstance(final.since, Kept):
            carried_out = Answered(on=final.since.on, result=Result.SOLVED)
            yield final.since, carried_out
            if final.ended_by and not isinstance(final.ended_by, Withdrawn):
                yield final.ended_by, TakenBack(on=final.ended_by.on, answers=(carried_out,))


def _results(one: Round) -> Iterator[tuple[SuggestionStep, Result]]:
    """The results of a round: of the earlier answer once it is accepted after all, and of each
    answer.
    """
    if one.stands:
        yield one.steps[1], one.answers[0].result
    for step in one.own_steps:
        if isinstance(step, SuggestionAnswered):
            yield step, step.result
