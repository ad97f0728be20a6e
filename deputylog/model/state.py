"""The state of a matter or a suggestion."""

from __future__ import annotations

from deputylog.model.event import Reopened
from deputylog.model.handling import Handling
from deputylog.model.matter import Matter
from deputylog.model.suggestion_event import Adopted, Referred, Rejected, SuggestionEvent, Tabled, Withdrawn
from deputylog.words import Term


class State(Term):
    OPEN = "open", "办理中", "open"
    ESCALATED = "escalated", "已转为代表建议", "turned into a suggestion"
    REOPENED = "reopened", "重新办理中", "reopened"
    SETTLED = "settled", "已办结", "settled"
    SOLVED = "solved", "已办结（已解决）", "settled, solved"


def state_of(matter: Matter) -> State:
    if not matter.is_open:
        return State.SOLVED if matter.is_solved else State.SETTLED
    if matter.suggestions:
        return State.ESCALATED
    return State.REOPENED if any(isinstance(event, Reopened) for event in matter.events) else State.OPEN


class SuggestionState(Term):
    DRAFT = "draft", "拟提出", "draft"
    SUBMITTED = "submitted", "已提出，待交办", "submitted"
    UNDER_DELIBERATION = "under_deliberation", "审议中", "under deliberation"
    ASSIGNED = "assigned", "办理中", "being handled"
    ANSWERED = "answered", "已答复", "answered"
    REDO = "redo", "重新办理中", "being handled again"
    PROMISED = "promised", "已答复，待落实", "answered, not done yet"
    SETTLED = "settled", "已办结", "settled"
    SOLVED = "solved", "已办结（已解决）", "settled, solved"
    ADOPTED = "adopted", "已通过", "adopted"
    REJECTED = "rejected", "未予列入或者未通过", "rejected"
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn"


_ENDS: dict[type[SuggestionEvent], SuggestionState] = {
    Withdrawn: SuggestionState.WITHDRAWN,
    Adopted: SuggestionState.ADOPTED,
    Rejected: SuggestionState.REJECTED,
}


def state_of_suggestion(handling: Handling) -> SuggestionState:
    for event in reversed(handling.events):
        if state := _ENDS.get(type(event)):
            return state
    if not handling.is_open:
        return SuggestionState.SOLVED if handling.is_solved else SuggestionState.SETTLED
    if handling.rounds:
        if handling.rounds[-1].is_rejected:
            return SuggestionState.REDO
        return SuggestionState.ANSWERED if handling.final_on else SuggestionState.PROMISED
    if handling.assignment:
        return SuggestionState.ASSIGNED
    if handling.first(Tabled, Referred):
        return SuggestionState.UNDER_DELIBERATION
    return SuggestionState.SUBMITTED if handling.submitted_on else SuggestionState.DRAFT
