"""How version 0.1.0 read the life of a matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from deputylog.kinds import events as kinds
from deputylog.kinds.event_dates import Dated, name_of
from deputylog.kinds.events import Answered, MatterEvent
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.life.handling import still_counting
from deputylog.life.matter import Matter

_NAMES = """
withdrew delivered replied submitted tabled referred turned_into_suggestion forwarded assigned
declined followed_up extended supervised answered aided group_told rated promised kept withdrawn
fed_back reopened closed rejected adopted
"""
_OF_A_DAY = _NAMES.split()
D = TypeVar("D", bound=Dated)
Forwards = list[tuple[str, Answered | None]]
"""The departments to which a matter was handed, with the last answer of each."""


def in_old_order(events: Iterable[D]) -> list[D]:
    """Sort by date, undated ones last; those of a day by what they are, not as in the file."""
    return sorted(
        events,
        key=lambda event: (_day(event), _OF_A_DAY.index(name_of(event)), repr(event)),
    )


def _day(event: Dated) -> date:
    return event.on or date.max


def was_settled(matter: Matter) -> bool:
    """Whether version 0.1.0 took the matter for settled."""
    implied = (
        event
        for suggestion in matter.suggestions
        for event in still_counting(matter.echo_of[suggestion])
    )
    events = _since_reopened(in_old_order([*matter.written, *implied]))
    done = {type(event) for event in events}
    if matter.is_accusation:
        return kinds.Forwarded in done
    if matter.kind is MatterKind.THANKS or kinds.ClosedEvent in done:
        return True
    forwards = _forwards(events)
    fed_back = [event for event in events if isinstance(event, kinds.FedBack)]
    again = bool(fed_back) and fed_back[-1].satisfaction is kinds.Satisfaction.DISSATISFIED
    is_final = all(_is_final(answer) for _, answer in forwards)
    replied = bool(done & {kinds.Replied, kinds.FedBack}) or not matter.can_be_answered
    if matter.kind.is_settled_by_reply and is_final and replied and not again:
        return True
    if matter.can_be_answered:
        since = max((_day(answer) for _, answer in forwards if answer), default=date.min)
        return is_final and not again and any(_day(event) >= since for event in fed_back)
    if kinds.Aided in done:
        return True
    if kinds.Forwarded not in done:
        return any(_is_final(event) for event in events)
    return is_final and bool(forwards)


def _is_final(event: MatterEvent | None) -> bool:
    return isinstance(event, Answered) and event.result.is_final


def _since_reopened(events: Sequence[MatterEvent]) -> Sequence[MatterEvent]:
    starts = [number for number, event in enumerate(events, 1) if isinstance(event, kinds.Reopened)]
    return events[max(starts, default=0) :]


def _forwards(events: Iterable[MatterEvent]) -> Forwards:
    """The forwards that were not declined.

    An answer without a department counted for every forward, an answer of others for none.
    """
    forwards: Forwards = []
    for event in events:
        match event:
            case kinds.Forwarded():
                forwards.append((event.to, None))
            case kinds.Declined():
                held = [number for number, (to, _) in enumerate(forwards) if to == event.by]
                forwards = [one for at, one in enumerate(forwards) if at not in held[-1:]]
            case Answered():
                forwards = [
                    (to, event if event.by in (None, to) else answer) for to, answer in forwards
                ]
    return forwards
