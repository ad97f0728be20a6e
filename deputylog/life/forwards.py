"""What the departments that got a matter did with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct

from deputylog.calendar import Span, Unit
from deputylog.kinds.events import Answered, Declined, Extended, Forwarded, MatterEvent
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase

if TYPE_CHECKING:
    from deputylog.kinds.district import Successor
    from deputylog.life.deadlines import Clock

Reaction: TypeAlias = Answered | Declined | Extended
"""What only a department that has the matter can do."""


class Forward(Struct, frozen=True, eq=False):
    """One forward, with its extensions and answers in order, and whether it was sent back.

    `taken_back` are answers to a suggestion that count no more, though they did in their time.
    """

    sent: Forwarded
    declined: Declined | None
    extended: tuple[Extended, ...]
    answers: tuple[Answered, ...]
    taken_back: tuple[Answered, ...]

    @property
    def final(self) -> Answered | None:
        """The last answer, if its result is final; else None."""
        return _final(self.answers)

    @property
    def is_pending(self) -> bool:
        """Whether the department has neither sent it back nor answered finally."""
        return self.declined is None and self.final is None


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
    own: list[Answered] = field(default_factory=list)
    """The department's own answers, without those to a suggestion."""
    taken_back: list[Answered] = field(default_factory=list)

    @property
    def stands(self) -> bool:
        return self.declined is None

    @property
    def is_pending(self) -> bool:
        return self.declined is None and _final(self.answers) is None

    @property
    def as_forward(self) -> Forward:
        return Forward(
            self.sent,
            self.declined,
            tuple(self.extended),
            tuple(self.answers),
            tuple(self.taken_back),
        )

    @property
    def is_had(self) -> bool:
        """Whether the department has the matter: it neither sent it back nor answered it finally
        itself.
        """
        return self.declined is None and _final(self.own) is None


class Desk:
    """Which departments have the matter, after each of its steps in turn.

    What was handed to a department, its `successor` has after it. Without a `clock` nobody judges
    how long an extension is.
    """

    def __init__(self, clock: Clock | None, successor: Successor) -> None:
        self._clock = clock
        self._successor = successor
        self._drafts: list[_Draft] = []
        self._by_suggestion: list[Answered] = []

    def forwarded(self, event: Forwarded) -> None:
        self._drafts.append(_Draft(event))

    def answered_by_suggestion(self, event: Answered) -> None:
        """The answer to a suggestion answers for every department."""
        self._by_suggestion.append(event)
        for draft in self._drafts:
            draft.answers.append(event)

    def take_back(self, answers: Sequence[Answered]) -> tuple[Answered, ...]:
        """These answers to a suggestion answer for nobody any more; those of them that did."""
        gone = {id(answer) for answer in answers}
        for draft in self._drafts:
            draft.taken_back += [answer for answer in draft.answers if id(answer) in gone]
            draft.answers = [answer for answer in draft.answers if id(answer) not in gone]
        counted = tuple(answer for answer in self._by_suggestion if id(answer) in gone)
        self._by_suggestion = [answer for answer in self._by_suggestion if id(answer) not in gone]
        return counted

    @property
    def is_answered_by_suggestion(self) -> bool:
        """Whether a suggestion brought a final answer."""
        return _final(self._by_suggestion) is not None

    def react(self, event: Reaction) -> Misfit | None:
        """Add what a department did; the misfit if it is not its to do.

        A department that answered finally can still supplement its answer. Once a suggestion
        brought
        the final answer, there is nothing left to send back or to extend, and it changes nothing.
        """
        day = event.on or date.max
        having = self._having(day)
        meant = self._successor(event.by, day) if event.by else _only(having)
        if meant is None:
            return Misfit(event, _nobody_meant(having))
        mine = [
            draft
            for draft in self._drafts
            if draft.stands and self._successor(draft.sent.to, day) == meant
        ]
        if not mine or not (isinstance(event, Answered) or meant in having):
            return Misfit(event, _not_theirs(meant, having))
        if isinstance(event, Extended) and (reason := self._grants_less(event, mine)):
            return Misfit(event, reason)
        if isinstance(event, Answered) or any(draft.is_pending for draft in mine):
            _note(event, mine)
        return None

    def _grants_less(self, event: Extended, mine: Sequence[_Draft]) -> Phrase | None:
        """Why the extension is too short, and what to write, for `to_days` counts from the forward."""
        clock = self._clock
        for sent, earlier in ((draft.sent.on, draft.extended) for draft in mine):
            if clock is None or sent is None:
                continue
            settings = clock.settings_on(sent)
            spans = [settings.department_within, *(granted_by(one, sent, clock) for one in earlier)]
            granted = max(spans, key=lambda span: clock.due(sent, span))
            if clock.due(sent, granted_by(event, sent, clock)) >= clock.due(sent, granted):
                continue
            text = Bilingual(
                "“to_days”自转交之日起算，此前已给{granted}；再延长{more}，请写to_days: {meant}",
                "'to_days' counts from the forward, and {granted} are granted already; for "
                "{more} more write to_days: {meant}",
            )
            meant = min(granted.count + event.to_days, settings.department_at_most)
            more = counts.days(max(0, meant - granted.count))
            return phrase(text, granted=counts.span(granted), more=more, meant=meant)
        return None

    def _having(self, day: date) -> list[str]:
        """The departments that have the matter on `day`, in order."""
        return list(
            dict.fromkeys(
                self._successor(draft.sent.to, day) for draft in self._drafts if draft.is_had
            )
        )

    @property
    def standing(self) -> tuple[int, int, bool]:
        """How many departments have not declined, how many of them have it, and whether the answer
        is final.

        It is when each of them answered finally, or else a suggestion.
        """
        pending = {draft.sent.to: draft.is_pending for draft in self._drafts if draft.stands}
        if not pending:
            return 0, 0, self.is_answered_by_suggestion
        count = sum(pending.values())
        return len(pending), count, not count

    @property
    def answers(self) -> Iterator[Answered]:
        """The last answer of each department that did not decline; without any, of a suggestion."""
        if not any(draft.stands for draft in self._drafts):
            return iter(self._by_suggestion[-1:])
        return iter(
            {
                draft.sent.to: draft.answers[-1]
                for draft in self._drafts
                if draft.stands and draft.answers
            }.values()
        )

    @property
    def forwards(self) -> tuple[Forward, ...]:
        return tuple(draft.as_forward for draft in self._drafts)


def _note(event: Reaction, mine: Sequence[_Draft]) -> None:
    for draft in mine:
        match event:
            case Declined():
                draft.declined = event
            case Extended():
                draft.extended.append(event)
            case Answered():
                draft.answers.append(event)
                draft.own.append(event)


def _only(having: Sequence[str]) -> str | None:
    return having[0] if len(having) == 1 else None


def _nobody_meant(having: list[str]) -> Phrase:
    if having:
        return phrase(
            "有几个承办单位在办（{names}）；请在“by”中写明是哪一个",
            "several departments have the matter ({names}); name one in 'by'",
            names=having,
        )
    return phrase(
        "当日没有承办单位在办；请先转交", "no department has the matter then; forward it first"
    )


def _not_theirs(department: str, having: list[str]) -> Phrase:
    if having:
        text = Bilingual(
            "{department}当时没有承办；承办的是{names}",
            "{department} does not have the matter then; these have it: {names}",
        )
        return phrase(text, department=department, names=having)
    return phrase(
        "{department}当日并未承办此件，也没有其他单位在办",
        "{department} does not have the matter then, nor has any other department",
        department=department,
    )


def granted_by(extended: Extended, sent: date, clock: Clock) -> Span:
    """The time that an extension grants from the forward: not more than the district allows."""
    return Span(min(extended.to_days, clock.settings_on(sent).department_at_most), Unit.DAYS)


def _final(answers: Sequence[Answered]) -> Answered | None:
    return answers[-1] if answers and answers[-1].result.is_final else None
