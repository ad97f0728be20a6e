"""A suggestion or motion, and the state of its handling (办理) on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from deputylog.model.dated import in_order
from deputylog.model.event import Answered, Event, FedBack, FollowedUp, Result, Satisfaction
from deputylog.model.fields import Key
from deputylog.model.suggestion import Suggestion, SuggestionKind
from deputylog.model.suggestion_event import (
    Adopted,
    Assigned,
    Kept,
    Promised,
    Rated,
    Rejected,
    Submitted,
    SuggestionAnswered,
    SuggestionEvent,
    SuggestionStep,
    Supervised,
    TurnedIntoSuggestion,
    VotersTold,
    Withdrawn,
    Withdrew,
)

UNKNOWN = date.max
S = TypeVar("S", bound=SuggestionEvent)


@dataclass(frozen=True, eq=False)
class Handling:
    """A suggestion as it was known on `as_of`; `group` and `constituency` are those of its lead deputy."""

    id: str
    path: str
    record: Suggestion
    group: str
    constituency: str
    as_of: date

    def known_on(self, day: date) -> Handling:
        """The same suggestion, as known on another day."""
        return replace(self, as_of=day)

    @property
    def date_key(self) -> Key:
        return ("title",)

    def key_of(self, event: SuggestionStep) -> Key:
        return ("events", self.record.events.index(event))

    @cached_property
    def events(self) -> tuple[SuggestionStep, ...]:
        return in_order(event for event in self.record.events if event.on is None or event.on <= self.as_of)

    def of(self, kind: type[S]) -> list[S]:
        """The events of that kind, in order."""
        return [event for event in self.events if isinstance(event, kind)]

    def first(self, *kinds: type[SuggestionEvent], since: date = date.min) -> date | None:
        """The day of the first such event since a day; UNKNOWN if undated, None if not found."""
        days = (event.on or UNKNOWN for event in self.events if isinstance(event, kinds))
        return next((day for day in days if day >= since), None)

    @property
    def is_motion(self) -> bool:
        """Whether it is handled as a motion, that is, was not turned into a suggestion."""
        return self.record.kind is SuggestionKind.MOTION and not self.of(TurnedIntoSuggestion)

    @property
    def submitted_on(self) -> date | None:
        return self.first(Submitted)

    @property
    def day(self) -> date | None:
        """The day of submission if known, else the first day of the record."""
        submitted = self.submitted_on
        return submitted if submitted and submitted is not UNKNOWN else self.record.first_day

    def signers_on(self, day: date) -> tuple[str, ...]:
        """The lead deputy and the cosigners who had not withdrawn by the end of `day`."""
        gone = {event.who for event in self.of(Withdrew) if event.on is None or event.on <= day}
        return tuple(deputy for deputy in (self.record.lead, *self.record.cosigners) if deputy not in gone)

    @property
    def assignment(self) -> Assigned | None:
        """The latest assignment; None if there is none."""
        return next(reversed(self.of(Assigned)), None)

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        """Each answer with its rating."""
        return tuple(_rounds(self.events))

    @property
    def result(self) -> Result | None:
        """The result of the last answer; None if there is none."""
        return self.rounds[-1].answer.result if self.rounds else None

    @cached_property
    def broken_promises(self) -> tuple[Promised, ...]:
        """Promises without a record that they were kept, in the order of their deadlines."""
        promised = sorted(self.of(Promised), key=lambda event: event.until)
        return tuple(promised[len(self.of(Kept)) :])

    @cached_property
    def final_on(self) -> date | None:
        """The day on which the answer became final; None if it is not.

        An answer is final if its result is final and not rated unsatisfactory, or if all promises
        were kept. UNKNOWN if it is final but undated.
        """
        if not self.rounds or self.rounds[-1].is_rejected:
            return None
        answer = self.rounds[-1].answer
        if answer.result.is_final:
            return answer.on or UNKNOWN
        kept = [event.on or UNKNOWN for event in self.of(Kept)]
        return max(kept) if kept and not self.broken_promises else None

    @cached_property
    def settled_on(self) -> date | None:
        """The day on which it was settled; None while it is open."""
        if ended := self.first(Withdrawn, *((Rejected, Adopted) if self.is_motion else ())):
            return ended
        if self.final_on is None or self.final_on is UNKNOWN:
            return self.final_on
        rated = self.rounds[-1].rating
        return max(self.final_on, rated.on or UNKNOWN) if rated else None

    @property
    def is_open(self) -> bool:
        return self.settled_on is None

    @property
    def is_solved(self) -> bool:
        """Whether the last answer solved it, or all promises were kept."""
        return self.final_on is not None and (self.result is Result.SOLVED or not self.rounds[-1].answer.result.is_final)


@dataclass(frozen=True, eq=False)
class Round:
    """An answer and the last rating before the next answer."""

    answer: SuggestionAnswered
    rating: Rated | None

    @property
    def is_rejected(self) -> bool:
        """Whether the deputy rated the outcome as unsatisfactory, so it must be handled again."""
        return self.rating is not None and self.rating.outcome is Satisfaction.DISSATISFIED


def _rounds(events: tuple[SuggestionStep, ...]) -> Iterator[Round]:
    answer: SuggestionAnswered | None = None
    rating: Rated | None = None
    for event in events:
        if isinstance(event, SuggestionAnswered):
            if answer:
                yield Round(answer, rating)
            answer, rating = event, None
        elif isinstance(event, Rated) and answer:
            rating = event
    if answer:
        yield Round(answer, rating)


def motions(handlings: Iterable[Handling], since: date) -> Iterator[tuple[Handling, date]]:
    """Motions with a known day of submission not before `since`, each with that day."""
    for handling in handlings:
        day = handling.submitted_on
        if handling.record.kind is SuggestionKind.MOTION and day and since <= day < UNKNOWN:
            yield handling, day


def echo(handling: Handling) -> Iterator[Event]:
    """The events that a suggestion implies for the matters behind it.

    Supervision, answers and feedback to voters need not be recorded twice. Answers rated
    unsatisfactory are left out.
    """
    if handling.of(Withdrawn):
        return
    for supervised in handling.of(Supervised):
        yield FollowedUp(on=supervised.on)
    for one in handling.rounds:
        if not one.is_rejected:
            yield Answered(on=one.answer.on, result=one.answer.result)
    if handling.of(Kept) and handling.final_on:
        yield Answered(on=None if handling.final_on is UNKNOWN else handling.final_on, result=Result.SOLVED)
    for told in handling.of(VotersTold):
        yield FedBack(on=told.on, how=told.how, satisfaction=told.satisfaction)
