"""The state of a matter or a suggestion, one of five."""

from __future__ import annotations

from deputylog.model.handling import Handling
from deputylog.model.matter import Matter
from deputylog.model.standing import State


def state_of(matter: Matter) -> State:
    return matter.state


def state_of_suggestion(handling: Handling) -> State:
    return handling.state
