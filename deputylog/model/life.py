"""The lives of a matter: from its receipt, and from every day on which it began anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from deputylog.model.dated import in_order
from deputylog.model.event import (
    Aided,
    Answered,
    ClosedEvent,
    Declined,
    Extended,
    FedBack,
    Forwarded,
    MatterEvent,
    Reopened,
    Replied,
    Result,
    Satisfaction,
)
from deputylog.model.forward import Desk, Forward, Misfit
from deputylog.model.unknown import UNKNOWN, Day


class Suggested(MatterEvent, frozen=True, kw_only=True, tag="suggested"):
    """列为建议 | A suggestion took the matter over; implied, never written."""


class GivenBack(MatterEvent, frozen=True, kw_only=True, tag="given_back"):
    """建议撤回 | The suggestion was withdrawn; implied, never written."""


class Standing(NamedTuple):
    """How a life stands after one of its steps.

    `forwards` counts those not declined, `pending` the departments that have the matter; `told` says
    that the voter was told after the answer became final.
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


@dataclass(frozen=True, eq=False)
class Life:
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
    having: tuple[str, ...]

    def first(self, *kinds: type[MatterEvent], since: date = date.min) -> Day | None:
        """The day of the first such event since a day; UNKNOWN if undated, None if not found."""
        for event in self.events:
            if isinstance(event, kinds) and (event.on is None or event.on >= since):
                return event.on or UNKNOWN
        return None

    @cached_property
    def closed(self) -> ClosedEvent | None:
        return next((event for event in self.events if isinstance(event, ClosedEvent)), None)

    @property
    def now(self) -> Standing:
        return self.after[-1] if self.after else self.before


def lives_of(events: Iterable[MatterEvent], received: date, implied: Sequence[MatterEvent] = ()) -> tuple[Life, ...]:
    """The lives that the events in order make up; `implied` are those that suggestions brought."""
    theirs = frozenset(map(id, implied))
    return tuple(_lives(events, received, theirs))


def _lives(events: Iterable[MatterEvent], received: date, theirs: frozenset[int]) -> Iterator[Life]:
    start: Day = received
    suggestions = 0
    part: list[MatterEvent] = []
    for event in events:
        if not isinstance(event, Reopened):
            part.append(event)
        if begins_anew(event):
            life = _life(start, event.on or UNKNOWN, part, suggestions, theirs)
            yield life
            suggestions = 0 if life.is_answered_by_suggestion and life.now.is_final else life.now.suggestions
            start, part = event.on or UNKNOWN, []
    yield _life(start, None, part, suggestions, theirs)


def begins_anew(event: MatterEvent) -> bool:
    """Whether a new life follows: the matter was reopened, or the voter is dissatisfied."""
    return isinstance(event, Reopened) or (isinstance(event, FedBack) and event.satisfaction is Satisfaction.DISSATISFIED)


def _life(start: Day, end: Day | None, part: Sequence[MatterEvent], suggestions: int, theirs: frozenset[int]) -> Life:
    desk = Desk()
    counted: list[MatterEvent] = []
    after: list[Standing] = []
    misfits: list[Misfit] = []
    before = standing = Standing(suggestions=suggestions)
    for event in _undated_forwards_first(part):
        if misfit := _put(desk, event, theirs):
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
        any(isinstance(event, Answered) and id(event) in theirs for event in counted),
        desk.having,
    )


def _undated_forwards_first(part: Sequence[MatterEvent]) -> Sequence[MatterEvent]:
    """The events with forwards of an unknown day first, for they may be the ones answered."""
    if all(event.on for event in part):
        return part
    return sorted(part, key=lambda event: not (isinstance(event, Forwarded) and event.on is None))


def _put(desk: Desk, event: MatterEvent, theirs: frozenset[int]) -> Misfit | None:
    match event:
        case Forwarded():
            desk.forwarded(event)
        case Answered() if id(event) in theirs:
            desk.answered_by_suggestion(event)
        case Answered() | Declined() | Extended():
            return desk.react(event)
    return None


def _then(before: Standing, event: MatterEvent, desk: Desk) -> Standing:
    is_final = desk.is_final
    fed_back = isinstance(event, FedBack)
    return Standing(
        forwards=len(desk.standing),
        pending=len(desk.having),
        suggestions=before.suggestions + isinstance(event, Suggested) - isinstance(event, GivenBack),
        is_final=is_final,
        is_forwarded=before.is_forwarded or isinstance(event, Forwarded),
        is_aided=before.is_aided or isinstance(event, Aided),
        is_replied=before.is_replied or fed_back or isinstance(event, Replied),
        is_fed_back=before.is_fed_back or fed_back,
        is_told=is_final and (before.is_told or fed_back),
        is_closed=before.is_closed or isinstance(event, ClosedEvent),
    )


def life_on(events: Iterable[MatterEvent], day: date) -> Life:
    """The life at the end of `day`, by the matter's own events as its file holds them."""
    known = in_order(event for event in events if event.on is None or event.on <= day)
    return lives_of(known, date.min)[-1]
