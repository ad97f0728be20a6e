"""The state of a matter or a suggestion, one of five."""

from __future__ import annotations

from deputylog.model.handling import Handling
from deputylog.model.matter import Matter
from deputylog.model.standing import State


def state_of(matter: Matter) -> State:
    return matter.state


def state_of_suggestion(handling: Handling) -> State:
    if not handling.is_open:
        return State.SETTLED
    if handling.rounds and handling.rounds[-1].is_rejected:
        return State.AGAIN
    if handling.final_on:
        return State.TO_FEED_BACK
    return State.IN_HAND if handling.assignment else State.NEW
