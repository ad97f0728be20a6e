"""How a matter stands, in one word."""

from __future__ import annotations

from deputylog.model.event import Reopened
from deputylog.model.matter import Matter
from deputylog.words import Term


class State(Term):
    OPEN = "open", "办理中", "open"
    REOPENED = "reopened", "重新办理中", "reopened"
    SETTLED = "settled", "已办结", "settled"
    SOLVED = "solved", "已办结（已解决）", "settled, solved"


def state_of(matter: Matter) -> State:
    if matter.is_open:
        return State.REOPENED if any(isinstance(event, Reopened) for event in matter.events) else State.OPEN
    return State.SOLVED if matter.is_solved else State.SETTLED
