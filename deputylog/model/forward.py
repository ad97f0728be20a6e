"""A forward to a department, with the department's reactions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from deputylog.model.event import Answered, Declined, Event, Extended, Forwarded, Reopened


@dataclass(eq=False)
class _Draft:
    sent: Forwarded
    declined: Declined | None = None
    extended: Extended | None = None
    answers: list[Answered] = field(default_factory=list)

    def is_meant_by(self, department: str | None) -> bool:
        return self.declined is None and department in (None, self.sent.to)


@dataclass(frozen=True, eq=False)
class Forward:
    """One forward, with its extension, its answers in order, and whether it was sent back."""

    sent: Forwarded
    declined: Declined | None
    extended: Extended | None
    answers: tuple[Answered, ...]

    @property
    def final(self) -> Answered | None:
        """The last answer, if its result is final; else None."""
        return self.answers[-1] if self.answers and self.answers[-1].result.is_final else None


def forwards_of(events: Sequence[Event]) -> tuple[Forward, ...]:
    """The forwards among the sorted `events`, each with its department's answers.

    An answer without a department counts for all forwards.
    """
    drafts: list[_Draft] = []
    for event in events:
        match event:
            case Forwarded():
                drafts.append(_Draft(event))
            case Declined():
                for draft in _latest(drafts, event.by):
                    draft.declined = event
            case Extended():
                for draft in _latest(drafts, event.by):
                    draft.extended = event
            case Answered():
                for draft in drafts:
                    if draft.is_meant_by(event.by):
                        draft.answers.append(event)
            case _:
                continue
    return tuple(Forward(draft.sent, draft.declined, draft.extended, tuple(draft.answers)) for draft in drafts)


def _latest(drafts: list[_Draft], department: str | None) -> list[_Draft]:
    return [draft for draft in drafts if draft.is_meant_by(department)][-1:]


def final_on(forwards: Sequence[Forward]) -> date | None:
    """The day of the last final answer; None unless every forward not sent back has one."""
    standing = [forward for forward in forwards if forward.declined is None]
    days = [forward.final.on or date.max for forward in standing if forward.final]
    return max(days) if days and len(days) == len(standing) else None


def departments_having(events: Iterable[Event], day: date) -> tuple[str, ...]:
    """The departments that have the matter at the end of `day`, in the order of the forwards.

    A department has it from a forward since the last reopening until it declines or gives a final
    answer.
    """
    life: list[Event] = []
    for event in _until(events, day):
        life = [] if isinstance(event, Reopened) else [*life, event]
    pending = (forward for forward in forwards_of(life) if not (forward.declined or forward.final))
    return tuple(dict.fromkeys(forward.sent.to for forward in pending))


def departments_had(events: Iterable[Event], day: date) -> tuple[str, ...]:
    """The departments to which the matter was forwarded by the end of `day`."""
    return tuple(dict.fromkeys(event.to for event in _until(events, day) if isinstance(event, Forwarded)))


def _until(events: Iterable[Event], day: date) -> list[Event]:
    """The events up to `day`, sorted by date; within one day in the order of the file."""
    known = (event for event in events if event.on is None or event.on <= day)
    return sorted(known, key=lambda event: event.on or date.max)
