"""The next step of a matter, and who owes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from deputylog.kinds.actor import Actor
from deputylog.kinds.events import Declined, Delivered
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.life.duties import Duty
from deputylog.life.matter import Matter
from deputylog.life.steps import Next, NextStep, Step

_TAKEN_BY = {
    NextStep.DELIVER: Step.DELIVER,
    NextStep.REPLY: Step.REPLY,
    NextStep.FORWARD: Step.FORWARD,
    NextStep.FORWARD_AGAIN: Step.FORWARD,
    NextStep.HANDLE_AGAIN: Step.FORWARD,
    NextStep.FOLLOW_UP: Step.FOLLOW_UP,
    NextStep.FEED_BACK: Step.FEED_BACK,
}


def next_of_matter(
    matter: Matter, duties: Sequence[Duty], owners: tuple[str, ...], suggest_by: date | None
) -> Next | None:
    """The step that is due first, else the first in the order of handling; None if it is settled.

    `owners` are the deputies in office who see to it; without any, the officer acts. `suggest_by`
    is
    the last day by which it should have become a suggestion.
    """
    if not matter.is_open:
        return None
    found = [_next(matter, step, duties, owners) for step in _outstanding(matter)]
    if suggest_by and suggest_by < matter.as_of and not matter.is_to_be_told:
        found.append(Next(NextStep.SUGGEST, *_deputies(owners), suggest_by))
    owed = [one for one in found if one.due]
    return min(owed, key=lambda one: one.due or matter.as_of, default=found[0])


def _next(matter: Matter, step: NextStep, duties: Sequence[Duty], owners: tuple[str, ...]) -> Next:
    due = min(
        (duty.due for duty in duties if duty.is_running and duty.step is _TAKEN_BY.get(step)),
        default=None,
    )
    if step is NextStep.CARRY_OUT:
        return Next(step, Actor.DEPARTMENT, matter.having)
    if step is NextStep.DELIVER or matter.is_accusation:
        return Next(step, Actor.OFFICER, (), due)
    return Next(step, *_deputies(owners), due)


def _deputies(owners: tuple[str, ...]) -> tuple[Actor, tuple[str, ...]]:
    return (Actor.DEPUTY if owners else Actor.OFFICER), owners


def _outstanding(matter: Matter) -> Iterator[NextStep]:
    """The steps that can be taken next, in the order of handling; at last, closing it."""
    now = matter.life.now
    if (
        matter.channel == "mailbox"
        and matter.kind.owes_all_steps
        and not any(isinstance(event, Delivered) for event in matter.course)
    ):
        yield NextStep.DELIVER
    if matter.owes_forward and not (
        now.forwards or now.suggestions or now.is_aided or now.is_final
    ):
        yield _forwarding(matter)
    if matter.owes_reply and not now.is_replied:
        yield NextStep.REPLY
    if matter.is_to_be_told and matter.kind.owes_all_steps:
        yield NextStep.FEED_BACK
    if matter.kind is not MatterKind.LITIGATION:  # only a court decides that
        yield from _pressing(matter)
    yield NextStep.CLOSE


def _pressing(matter: Matter) -> Iterator[NextStep]:
    """The steps towards an answer that has been asked for."""
    now = matter.life.now
    if now.pending:
        yield (
            NextStep.CARRY_OUT
            if all(forward.answers for forward in matter.life.pending)
            else NextStep.FOLLOW_UP
        )
    elif now.suggestions and not now.is_final:
        yield NextStep.FOLLOW_UP


def _forwarding(matter: Matter) -> NextStep:
    if any(isinstance(event, Declined) for event in matter.life.events):
        return NextStep.FORWARD_AGAIN
    is_anew = len(matter.lives) > 1 and not matter.is_accusation
    return NextStep.HANDLE_AGAIN if is_anew else NextStep.FORWARD
