"""The next step of a suggestion or motion, and who owes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from deputylog.kinds.actor import Actor
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.steps import Next, NextStep, State, Step

_TAKEN_BY = {
    NextStep.ASSIGN: Step.ASSIGN,
    NextStep.ANSWER: Step.ANSWER_DEPUTY,
    NextStep.HANDLE_AGAIN: Step.REDO,
    NextStep.RATE: Step.RATE,
    NextStep.CARRY_OUT: Step.KEEP_PROMISE,
    NextStep.FEED_BACK: Step.TELL_VOTERS,
}


def next_of_suggestion(
    handling: Handling, duties: Sequence[Duty], signer: str | None
) -> Next | None:
    """The step that is due first; None if nothing is left to do.

    `signer` acts for the signers; None if none of them is in office, then the officer acts.
    """
    by_step = {
        step: [duty for duty in duties if duty.step is step and duty.is_running]
        for step in _TAKEN_BY.values()
    }
    found: list[Next] = []
    for step, department in _outstanding(handling):
        pending = by_step.get(_TAKEN_BY[step], []) if step in _TAKEN_BY else []
        if step is NextStep.FEED_BACK and not pending:
            continue
        due = min((duty.due for duty in pending), default=None)
        present = handling.successor(department, handling.as_of) if department else None
        found.append(Next(step, *_who_acts(step, present, signer), due))
    return min(found, key=lambda one: one.due or date.max, default=None)


def _who_acts(
    step: NextStep, department: str | None, signer: str | None
) -> tuple[Actor, tuple[str, ...]]:
    match step:
        case NextStep.ASSIGN | NextStep.DELIBERATE:
            return Actor.WORKING_BODY, ()
        case NextStep.ANSWER | NextStep.HANDLE_AGAIN | NextStep.CARRY_OUT:
            return Actor.DEPARTMENT, (department,) if department else ()
        case _:
            return (Actor.DEPUTY, (signer,)) if signer else (Actor.OFFICER, ())


def _outstanding(handling: Handling) -> Iterator[tuple[NextStep, str | None]]:
    """The steps that can be taken next, each with the department that owes it."""
    course = handling.course
    if course.end:
        return
    if not course.rounds:
        yield _before_assignment(handling), None
    elif not (now := course.rounds[-1]).answers:
        yield (NextStep.HANDLE_AGAIN if now.is_redo else NextStep.ANSWER), now.lead
    else:
        if now.rating is None:
            yield NextStep.RATE, None
        yield NextStep.FEED_BACK, None
    promised = course.open_promises
    if promised:
        yield NextStep.CARRY_OUT, promised[0].department
    elif course.answer and not course.is_final:
        yield NextStep.CARRY_OUT, course.rounds[-1].lead


def _before_assignment(handling: Handling) -> NextStep:
    if handling.course.submitted is None and handling.state is State.NEW:
        return NextStep.SUBMIT
    return NextStep.DELIBERATE if handling.is_motion else NextStep.ASSIGN
