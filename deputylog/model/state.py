"""The state of a matter or a suggestion, one of five."""

from __future__ import annotations

from deputylog.model.event import Delivered, GroupTold, Reopened
from deputylog.model.handling import Handling
from deputylog.model.matter import Matter
from deputylog.model.standing import State


def state_of(matter: Matter) -> State:
    if not matter.is_open:
        return State.SETTLED
    if matter.life.final_on:
        return State.TO_FEED_BACK
    if any(isinstance(event, Reopened) for event in matter.events):
        return State.AGAIN
    handled = any(not isinstance(event, (Delivered, GroupTold)) for event in matter.course)
    return State.IN_HAND if handled or matter.suggestions else State.NEW


def state_of_suggestion(handling: Handling) -> State:
    if not handling.is_open:
        return State.SETTLED
    if handling.rounds and handling.rounds[-1].is_rejected:
        return State.AGAIN
    if handling.final_on:
        return State.TO_FEED_BACK
    return State.IN_HAND if handling.assignment else State.NEW
