"""The lives of a matter: from its receipt, and from every day on which it began anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deputylog.kinds.event_dates import in_order
from deputylog.kinds.events import (
    Aided,
    Answered,
    ClosedEvent,
    Declined,
    Extended,
    FedBack,
    Forwarded,
    GivenBack,
    MatterEvent,
    Reopened,
    Replied,
    Result,
    Satisfaction,
    Suggested,
    TakenBack,
)
from deputylog.life.forwards import Desk, Forward, Misfit, Reaction
from deputylog.record.unknown_day import UNKNOWN, Day

if TYPE_CHECKING:
    from deputylog.kinds.district import Successor
    from deputylog.life.deadlines import Clock


class Standing(Struct, frozen=True):
    """How a life stands after one of its steps.

    `forwards` counts those not declined, `pending` the departments that have the matter. The voter
    was told: after the last decline (`is_fed_back`), after the answer became final (`is_told`).
    """

    forwards: int = 0
    pending: int = 0
    suggestions: int = 0
    is_final: bool = False
    is_forwarded: bool = False
    is_aided: bool = False
    is_replied: bool = False
    is_fed_back: bool = False
    is_told: bool = False
    is_closed: bool = False


class Life(Struct, frozen=True, eq=False):
    """A matter from its receipt or a new beginning to the next; every clock starts anew.

    `events` are those that count, `after` how it stands after each of them, `before` at the start.
    """

    start: Day
    end: Day | None
    events: tuple[MatterEvent, ...]
    before: Standing
    after: tuple[Standing, ...]
    forwards: tuple[Forward, ...]
    results: tuple[Result, ...]
    misfits: tuple[Misfit, ...]
    is_answered_by_suggestion: bool

    def first(self, *kinds: type[MatterEvent]) -> Day | None:
        """The day of the first such event; UNKNOWN if undated, None if not found."""
        return next(
            (event.on or UNKNOWN for event in self.events if isinstance(event, kinds)), None
        )

    @property
    def closed(self) -> ClosedEvent | None:
        return next((event for event in self.events if isinstance(event, ClosedEvent)), None)

    @property
    def now(self) -> Standing:
        return self.after[-1] if self.after else self.before

    @property
    def pending(self) -> tuple[Forward, ...]:
        """The forwards to departments that have the matter."""
        return tuple(forward for forward in self.forwards if forward.is_pending)


def lives_of(
    events: Sequence[MatterEvent],
    received: date,
    successor: Successor,
    implied: Sequence[MatterEvent] = (),
    clock: Clock | None = None,
) -> tuple[Life, ...]:
    """The lives that the events in order make up; `implied` are those that suggestions brought."""
    undated = [event for event in events if isinstance(event, Forwarded) and event.on is None]
    return tuple(
        _Reading(frozenset(map(id, implied)), clock, successor, undated).lives(events, received)
    )


def begins_anew(event: MatterEvent) -> bool:
    """Whether a new life follows: the matter was reopened, or the voter is dissatisfied."""
    return isinstance(event, Reopened) or (
        isinstance(event, FedBack) and event.satisfaction is Satisfaction.DISSATISFIED
    )


@dataclass(frozen=True)
class _Reading:
    """Reads the events of one matter; `undated` are forwards of an unknown day not yet placed."""

    theirs: frozenset[int]
    clock: Clock | None
    successor: Successor
    undated: list[Forwarded]

    def lives(self, events: Sequence[MatterEvent], received: date) -> Iterator[Life]:
        start: Day = received
        suggestions = 0
        part: list[MatterEvent] = []
        for event in events:
            if not isinstance(event, Reopened):
                part.append(event)
            if begins_anew(event):
                life = self._life(start, event.on or UNKNOWN, part, suggestions)
                yield life
                suggestions = 0 if life.is_answered_by_suggestion else life.now.suggestions
                start, part = event.on or UNKNOWN, []
        yield self._life(start, None, part, suggestions)

    def _life(
        self, start: Day, end: Day | None, part: Sequence[MatterEvent], suggestions: int
    ) -> Life:
        desk = Desk(self.clock, self.successor)
        counted: list[MatterEvent] = []
        after: list[Standing] = []
        misfits: list[Misfit] = []
        before = standing = Standing(suggestions=suggestions)
        for written in self._with_forwards_before(part):
            event = (
                _taken_back(written, desk, standing) if isinstance(written, TakenBack) else written
            )
            if isinstance(event, TakenBack) and not (event.answers or isinstance(event, GivenBack)):
                continue
            if misfit := self._put(desk, event):
                misfits.append(misfit)
                continue
            standing = _then(standing, event, desk)
            counted.append(event)
            after.append(standing)
        return Life(
            start,
            end,
            tuple(counted),
            before,
            tuple(after),
            desk.forwards,
            tuple(answer.result for answer in desk.answers),
            tuple(misfits),
            desk.is_answered_by_suggestion,
        )

    def _with_forwards_before(self, part: Sequence[MatterEvent]) -> Iterator[MatterEvent]:
        """The events; a forward of an unknown day comes before what its department did, for it may
        have.
        """
        undated = self.undated
        if not undated:
            yield from part
            return
        for event in part:
            if isinstance(event, (Answered, Declined, Extended)):
                meant = [forward for forward in undated if self._may_be_of(forward, event)]
                undated[:] = [forward for forward in undated if forward not in meant]
                yield from meant
            if not isinstance(event, Forwarded) or event.on:
                yield event
            elif event in undated:
                undated.remove(event)
                yield event

    def _may_be_of(self, forward: Forwarded, event: Reaction) -> bool:
        day = event.on or date.max
        return event.by is None or self.successor(event.by, day) == self.successor(forward.to, day)

    def _put(self, desk: Desk, event: MatterEvent) -> Misfit | None:
        match event:
            case Forwarded():
                desk.forwarded(event)
            case Answered() if id(event) in self.theirs:
                desk.answered_by_suggestion(event)
            case Answered() | Declined() | Extended():
                return desk.react(event)
        return None


def _taken_back(event: TakenBack, desk: Desk, standing: Standing) -> TakenBack:
    """The same for this life: the answers that counted in it, and the matter only if the suggestion
    had it.
    """
    answers = desk.take_back(event.answers)
    kind = type(event) if standing.suggestions else TakenBack
    return kind(on=event.on, answers=answers)


def _then(before: Standing, event: MatterEvent, desk: Desk) -> Standing:
    match event:
        case Forwarded() | Answered() | Declined():
            forwards, pending, is_final = desk.standing
            return replace(
                before,
                forwards=forwards,
                pending=pending,
                is_final=is_final,
                is_forwarded=before.is_forwarded or isinstance(event, Forwarded),
                is_told=is_final and before.is_told,
                is_fed_back=before.is_fed_back and forwards >= before.forwards,
            )
        case FedBack():
            return replace(before, is_replied=True, is_fed_back=True, is_told=before.is_final)
        case Replied():
            return replace(before, is_replied=True)
        case Aided():
            return replace(before, is_aided=True)
        case ClosedEvent():
            return replace(before, is_closed=True)
        case Suggested():
            return replace(before, suggestions=before.suggestions + 1)
        case TakenBack():
            _, pending, is_final = desk.standing
            kept = replace(before, is_told=False, is_fed_back=False) if event.answers else before
            suggestions = before.suggestions - isinstance(event, GivenBack)
            return replace(kept, pending=pending, is_final=is_final, suggestions=suggestions)
    return before


def life_on(events: Iterable[MatterEvent], day: date, successor: Successor) -> Life:
    """The life at the end of `day`, by the matter's own events as its file holds them."""
    known = in_order(event for event in events if event.on is None or event.on <= day)
    return lives_of(known, date.min, successor)[-1]
