"""What the departments that got a matter did with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from deputylog.model.event import Answered, Declined, Extended, Forwarded, MatterEvent
from deputylog.words import N_, Phrase, phrase

Reaction: TypeAlias = Answered | Declined | Extended
"""What only a department that has the matter can do."""


@dataclass(frozen=True, eq=False)
class Forward:
    """One forward, with its extensions and answers in order, and whether it was sent back."""

    sent: Forwarded
    declined: Declined | None
    extended: tuple[Extended, ...]
    answers: tuple[Answered, ...]

    @property
    def final(self) -> Answered | None:
        """The last answer, if its result is final; else None."""
        return _final(self.answers)


class Misfit(NamedTuple):
    """A step that fits nothing; departments stand in `why` by their ids."""

    event: MatterEvent
    why: Phrase


@dataclass(eq=False)
class _Draft:
    sent: Forwarded
    declined: Declined | None = None
    extended: list[Extended] = field(default_factory=list)
    answers: list[Answered] = field(default_factory=list)

    @property
    def stands(self) -> bool:
        return self.declined is None

    @property
    def is_pending(self) -> bool:
        return self.declined is None and _final(self.answers) is None


class Desk:
    """Which departments have the matter, after each of its steps in turn."""

    def __init__(self) -> None:
        self._drafts: list[_Draft] = []
        self._by_suggestion: list[Answered] = []

    def forwarded(self, event: Forwarded) -> None:
        self._drafts.append(_Draft(event))

    def answered_by_suggestion(self, event: Answered) -> None:
        """The answer to a suggestion answers for every department that has the matter."""
        self._by_suggestion.append(event)
        for draft in self._drafts:
            if draft.stands:
                draft.answers.append(event)

    def react(self, event: Reaction) -> Misfit | None:
        """Add what a department did; the misfit if it is not its to do."""
        meant = event.by or self._only()
        if meant is None:
            return Misfit(event, self._nobody_meant())
        mine = [draft for draft in self._drafts if draft.sent.to == meant and self._may(draft, event)]
        if not mine:
            return Misfit(event, self._not_theirs(meant))
        for draft in mine:
            match event:
                case Declined():
                    draft.declined = event
                case Extended():
                    draft.extended.append(event)
                case Answered():
                    draft.answers.append(event)
        return None

    def _only(self) -> str | None:
        having = self.having
        return having[0] if len(having) == 1 else None

    def _may(self, draft: _Draft, event: Reaction) -> bool:
        """Whether that can follow: a supplement even after the final answer."""
        return draft.stands if isinstance(event, Answered) else draft.is_pending

    def _nobody_meant(self) -> Phrase:
        if self.having:
            return phrase(N_("several departments have the matter ({names}); name one in 'by'"), names=list(self.having))
        return phrase(N_("no department has the matter then; forward it first"))

    def _not_theirs(self, department: str) -> Phrase:
        if self.having:
            text = N_("{department} does not have the matter then; these have it: {names}")
            return phrase(text, department=department, names=list(self.having))
        return phrase(N_("{department} does not have the matter then, nor has any other department"), department=department)

    @property
    def having(self) -> tuple[str, ...]:
        """The departments that have neither declined nor answered finally, in order."""
        return tuple(dict.fromkeys(draft.sent.to for draft in self._drafts if draft.is_pending))

    @property
    def standing(self) -> tuple[str, ...]:
        """The departments that have not declined, in order."""
        return tuple(dict.fromkeys(draft.sent.to for draft in self._drafts if draft.stands))

    @property
    def is_final(self) -> bool:
        """Whether every department that did not decline answered finally, or else a suggestion."""
        if any(draft.stands for draft in self._drafts):
            return not self.having
        return _final(self._by_suggestion) is not None

    @property
    def answers(self) -> Iterator[Answered]:
        """The last answer of each department that did not decline; without any, of a suggestion."""
        standing = {draft.sent.to: draft.answers[-1] for draft in self._drafts if draft.stands and draft.answers}
        return iter(standing.values() if self.standing else self._by_suggestion[-1:])

    @property
    def forwards(self) -> tuple[Forward, ...]:
        return tuple(Forward(draft.sent, draft.declined, tuple(draft.extended), tuple(draft.answers)) for draft in self._drafts)


def _final(answers: Sequence[Answered]) -> Answered | None:
    return answers[-1] if answers and answers[-1].result.is_final else None
