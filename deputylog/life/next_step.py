"""The next step of a matter, a suggestion or a motion, and who owes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from deputylog.kinds.actor import Actor
from deputylog.kinds.events import Declined, Delivered
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.steps import Next, NextStep, State, Step


def next_of_matter(
    matter: Matter, duties: Sequence[Duty], owners: tuple[str, ...], suggest_by: date | None
) -> Next | None:
    """The step that is due first, else the first in the order of handling; None if it is settled.

    `owners` are the deputies in office who see to it. `suggest_by` is the last day by which it
    should have become a suggestion.
    """
    if not matter.is_open:
        return None
    owners = () if matter.is_accusation else owners
    found = [
        _next(step, duties, owners, matter.having, words) for step, words in _of_matter(matter)
    ]
    if suggest_by and suggest_by < matter.as_of and not matter.is_to_be_told:
        found.append(Next(NextStep.SUGGEST, *responsible(Step.SUGGEST, owners), suggest_by))
    return _soonest(found)


def next_of_suggestion(
    handling: Handling, duties: Sequence[Duty], signer: str | None
) -> Next | None:
    """The step that is due first; None if nothing is left to do.

    `signer` acts for the signers; None if none of them is in office.
    """
    owners = (signer,) if signer else ()
    found = []
    for step, department in _of_suggestion(handling):
        present = (handling.successor(department, handling.as_of),) if department else ()
        one = _next(step, duties, owners, present)
        if one.due or step is not Step.TELL_VOTERS:
            found.append(one)
    return _soonest(found)


def responsible(
    step: Step, owners: tuple[str, ...], departments: tuple[str, ...] = ()
) -> tuple[Actor, tuple[str, ...]]:
    """Who must take the step: its departments, or the deputies in office who see to it.

    Without such a deputy the group's officer acts, who has no id here, like the working body.
    """
    match step.row.actor:
        case Actor.DEPARTMENT:
            return Actor.DEPARTMENT, departments
        case Actor.DEPUTY:
            return (Actor.DEPUTY, owners) if owners else (Actor.OFFICER, ())
        case actor:
            return actor, ()


def _next(
    step: Step,
    duties: Sequence[Duty],
    owners: tuple[str, ...],
    departments: tuple[str, ...],
    words: NextStep | None = None,
) -> Next:
    running = (duty.due for duty in duties if duty.is_running and duty.step is step)
    actor, who = responsible(step, owners, departments)
    return Next(words or step.row.following[0], actor, who, min(running, default=None))


def _soonest(found: Iterable[Next]) -> Next | None:
    return min(found, key=lambda one: one.due or date.max, default=None)


def _of_matter(matter: Matter) -> Iterator[tuple[Step, NextStep | None]]:
    """The steps that can be taken next, in the order of handling; at last, closing it."""
    now, is_request = matter.life.now, matter.kind.owes_all_steps
    if matter.is_to_be_told and is_request:
        yield Step.FEED_BACK, None
        return
    is_delivered = any(isinstance(event, Delivered) for event in matter.course)
    if matter.channel == "mailbox" and is_request and not is_delivered:
        yield Step.DELIVER, None
    if matter.owes_forward and not (
        now.forwards or now.suggestions or now.is_aided or now.is_final
    ):
        yield Step.FORWARD, _forwarding(matter)
    if matter.owes_reply and not now.is_replied:
        yield Step.REPLY, None
    if matter.kind is not MatterKind.LITIGATION:  # only a court decides that
        yield from _waiting(matter)
    yield Step.CLOSE, None


def _waiting(matter: Matter) -> Iterator[tuple[Step, None]]:
    """What is awaited of those who have the matter."""
    now = matter.life.now
    if now.pending and all(forward.answers for forward in matter.life.pending):
        yield Step.CARRY_OUT, None
    elif now.pending or (now.suggestions and not now.is_final):
        yield Step.FOLLOW_UP, None


def _forwarding(matter: Matter) -> NextStep:
    if any(isinstance(event, Declined) for event in matter.life.events):
        return NextStep.FORWARD_AGAIN
    is_anew = len(matter.lives) > 1 and not matter.is_accusation
    return NextStep.HANDLE_AGAIN if is_anew else NextStep.FORWARD


def _of_suggestion(handling: Handling) -> Iterator[tuple[Step, str | None]]:
    """The steps that can be taken next, each with the department that owes it."""
    if handling.end:
        return
    if not handling.rounds:
        is_draft = handling.submitted is None and handling.state is State.NEW
        before = Step.DELIBERATE if handling.is_motion else Step.ASSIGN
        yield Step.SUBMIT if is_draft else before, None
    elif not (now := handling.rounds[-1]).answers:
        yield (Step.REDO if now.is_redo else Step.ANSWER_DEPUTY), now.lead
    else:
        if now.rating is None:
            yield Step.RATE, None
        yield Step.TELL_VOTERS, None
    if promised := handling.open_promises:
        yield Step.KEEP_PROMISE, promised[0].department
    elif handling.answer and not handling.is_final:
        yield Step.CARRY_OUT, handling.rounds[-1].lead
