"""How version 0.1.0 read the life of a matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from deputylog.kinds.event_dates import Dated, name_of
from deputylog.kinds.events import (
    Aided,
    Answered,
    ClosedEvent,
    Declined,
    FedBack,
    Forwarded,
    MatterEvent,
    Reopened,
    Replied,
    Satisfaction,
)
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.life.handling import still_counting
from deputylog.life.matter import Matter

_OF_A_DAY = (
    *("withdrew", "delivered", "replied", "submitted", "tabled", "referred"),
    *("turned_into_suggestion", "forwarded", "assigned", "declined", "followed_up", "extended"),
    *("supervised", "answered", "aided", "group_told", "rated", "promised", "kept", "withdrawn"),
    *("fed_back", "reopened", "closed", "rejected", "adopted"),
)
D = TypeVar("D", bound=Dated)


def in_old_order(events: Iterable[D]) -> list[D]:
    """Sort by date, undated ones last; those of a day by what they are, not as in the file."""
    return sorted(events, key=_old_place)


def _old_place(event: Dated) -> tuple[date, int, str]:
    return event.on or date.max, _OF_A_DAY.index(name_of(event)), repr(event)


@dataclass
class _Forward:
    to: str
    declined: bool = False
    answer: Answered | None = None

    @property
    def is_final(self) -> bool:
        return self.answer is not None and self.answer.result.is_final


def was_settled(matter: Matter) -> bool:
    """Whether version 0.1.0 took the matter for settled."""
    implied = (
        event
        for suggestion in matter.suggestions
        for event in still_counting(matter.echo_of[suggestion])
    )
    written: tuple[MatterEvent, ...] = (*matter.written, *implied)
    events = _since_reopened(in_old_order(written))
    if matter.is_accusation:
        return _any(events, Forwarded)
    if matter.kind is MatterKind.THANKS or _any(events, ClosedEvent):
        return True
    sent = _forwards(events)
    forwards = [one for one in sent if not one.declined]
    told = [event for event in events if isinstance(event, FedBack)]
    again = bool(told) and told[-1].satisfaction is Satisfaction.DISSATISFIED
    is_final = all(one.is_final for one in forwards)
    replied = _any(events, Replied, FedBack) or not matter.can_be_answered
    if matter.kind.is_settled_by_reply and is_final and replied and not again:
        return True
    if matter.can_be_answered:
        return is_final and not again and _told_after(events, forwards)
    answered = bool(forwards) if sent else _is_answered(events)
    return _any(events, Aided) or (is_final and answered)


def _since_reopened(events: Sequence[MatterEvent]) -> list[MatterEvent]:
    reopened = [number for number, event in enumerate(events) if isinstance(event, Reopened)]
    return list(events[reopened[-1] + 1 :]) if reopened else list(events)


def _forwards(events: Iterable[MatterEvent]) -> list[_Forward]:
    """An answer without a department counted for every forward, an answer of others for none."""
    forwards: list[_Forward] = []
    for event in events:
        match event:
            case Forwarded():
                forwards.append(_Forward(event.to))
            case Declined():
                for forward in [one for one in forwards if one.to == event.by and not one.declined][
                    -1:
                ]:
                    forward.declined = True
            case Answered():
                for forward in forwards:
                    if not forward.declined and event.by in (None, forward.to):
                        forward.answer = event
    return forwards


def _told_after(events: Sequence[MatterEvent], forwards: Sequence[_Forward]) -> bool:
    """Whether the voter was told on the day of the last final answer or after it."""
    since = max((one.answer.on or date.max for one in forwards if one.answer), default=date.min)
    return any(isinstance(event, FedBack) and (event.on or date.max) >= since for event in events)


def _is_answered(events: Sequence[MatterEvent]) -> bool:
    return any(isinstance(event, Answered) and event.result.is_final for event in events)


def _any(events: Sequence[MatterEvent], *kinds: type[MatterEvent]) -> bool:
    return any(isinstance(event, kinds) for event in events)
