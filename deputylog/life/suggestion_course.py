"""What the events of a suggestion or motion amount to, and which of them fit nothing.

Departments and deputies stand in the reasons by their ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from deputylog.calendar import Span, Unit
from deputylog.kinds.district import Successor
from deputylog.kinds.event_dates import said_of
from deputylog.kinds.events import Satisfaction
from deputylog.kinds.suggestion import Suggestion, SuggestionKind
from deputylog.kinds.suggestion_events import (
    Adopted,
    AnswerExtended,
    Assigned,
    Kept,
    Promised,
    Rated,
    Referred,
    Rejected,
    Submitted,
    SuggestionAnswered,
    SuggestionEvent,
    SuggestionStep,
    Supervised,
    Tabled,
    TurnedIntoSuggestion,
    VotersTold,
    Withdrawn,
    Withdrew,
)
from deputylog.text import counts
from deputylog.text.spelling import plain
from deputylog.words import Bilingual, Phrase, phrase

End = Withdrawn | Adopted | Rejected

_AFTER: Final[dict[type[End], tuple[type[SuggestionEvent], ...]]] = {
    Withdrawn: (VotersTold,),
    Adopted: (VotersTold, Supervised),
    Rejected: (VotersTold, TurnedIntoSuggestion),
}
"""What may still happen after the end of a suggestion or motion."""

_PRESUPPOSES: Final[dict[type[SuggestionEvent], type[SuggestionEvent]]] = {
    SuggestionAnswered: Assigned,
    AnswerExtended: Assigned,
    Rated: SuggestionAnswered,
    Kept: Promised,
}


@dataclass(frozen=True, eq=False)
class Round:
    """The handling by one lead department, from its assignment or a dissatisfied rating to the
    next.

    `begun` is that event, `steps` the department's answers and their ratings in order, `ended_by`
    the event that took the suggestion away from the round. `stands` says that the deputy accepted
    the earlier answer after all; it is then the first of the steps.
    """

    begun: Assigned | Rated
    lead: str
    extensions: tuple[AnswerExtended, ...] = ()
    steps: tuple[SuggestionAnswered | Rated, ...] = ()
    stands: bool = False
    ended_by: Assigned | Rated | End | None = None

    @property
    def is_redo(self) -> bool:
        return isinstance(self.begun, Rated)

    @property
    def answers(self) -> tuple[SuggestionAnswered, ...]:
        return tuple(step for step in self.steps if isinstance(step, SuggestionAnswered))

    @property
    def own_steps(self) -> tuple[SuggestionAnswered | Rated, ...]:
        """The steps without the earlier answer that stands, and its new rating."""
        return self.steps[2:] if self.stands else self.steps

    @property
    def rating(self) -> Rated | None:
        """The rating of the last answer; None if it is not rated."""
        last = self.steps[-1] if self.steps else None
        return last if isinstance(last, Rated) else None


@dataclass(frozen=True, eq=False)
class Promise:
    """A promise of a department, and the event that says it was kept."""

    made: Promised
    department: str | None
    kept: Kept | None = None


@dataclass(frozen=True, eq=False)
class Finality:
    """A time during which the answer was final: the events that began and ended it."""

    since: SuggestionStep
    ended_by: SuggestionStep | None = None


@dataclass(eq=False)
class Course:
    """What became of a suggestion or motion by its events, taken one after another.

    What was assigned to a department, its `successor` has after it.
    """

    record: Suggestion
    successor: Successor
    counted: list[SuggestionStep] = field(default_factory=list)
    misfits: list[tuple[SuggestionStep, Phrase]] = field(default_factory=list)
    is_motion: bool = False
    submitted: Submitted | None = None
    turned: TurnedIntoSuggestion | None = None
    assignment: Assigned | None = None
    rounds: list[Round] = field(default_factory=list)
    opinions: list[SuggestionAnswered] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    finals: list[Finality] = field(default_factory=list)
    gone: dict[str, Withdrew] = field(default_factory=dict)
    end: End | None = None
    settled_by: SuggestionStep | None = None
    promises_kept: bool = False
    """Whether the last open promise was kept after the last answer."""

    def take(self, event: SuggestionStep) -> None:
        """Let the event count, or note why it fits nothing."""
        if objection := self._objection(event):
            self.misfits.append((event, objection))
            return
        self.counted.append(event)
        self._apply(event)
        self._mark_final(event)
        is_settled = self.end is not None or (self.is_final and self.rounds[-1].rating is not None)
        self.settled_by = (self.settled_by or event) if is_settled else None

    @property
    def is_final(self) -> bool:
        """Whether the last answer has a final result and was not sent back, or all promises were
        kept.
        """
        return self.is_carried_out or (self.answer is not None and self.answer.result.is_final)

    @property
    def is_carried_out(self) -> bool:
        """Whether an answer without a final result became final because all promises were kept."""
        return self.promises_kept and self.answer is not None and not self.answer.result.is_final

    @property
    def answer(self) -> SuggestionAnswered | None:
        """The last answer of the present round; None if there is none."""
        answers = self.rounds[-1].answers if self.rounds else ()
        return answers[-1] if answers else None

    @property
    def open_promises(self) -> list[Promise]:
        """The promises not kept yet, in the order of their deadlines."""
        return sorted(
            (one for one in self.promises if one.kept is None), key=lambda one: one.made.until
        )

    def _objection(self, event: SuggestionStep) -> Phrase | None:
        if self.end and event.on and not isinstance(event, _AFTER[type(self.end)]):
            return phrase(
                "“{end}”之后不再有这一步",
                "this step comes after '{end}', which ended it",
                end=said_of(self.end),
            )
        match event:
            case Submitted() if self.submitted:
                return phrase("此前已经提出", "it was submitted before")
            case Tabled() | Referred() | TurnedIntoSuggestion() | Adopted() | Rejected() if (
                not self.is_motion
            ):
                return phrase("只有议案才有这一步", "only a motion can take this step")
            case SuggestionAnswered():
                return self._not_asked(event.by, event.on)
            case AnswerExtended():
                return self._not_extended(event)
            case Rated() if not self._can_be_rated:
                return phrase(
                    "主办单位尚未答复，无可评价",
                    "there is no answer of the lead department to rate",
                )
            case Kept() if not self._promise_of(event):
                return self._not_promised(event)
            case Withdrew():
                return self._not_signed(event.who)
        return None

    def _not_asked(self, department: str | None, on: date | None) -> Phrase | None:
        if self.assignment is None:
            return phrase(
                "当时尚未交办任何单位，请先交办",
                "no department has the matter then; assign it first",
            )
        asked = [
            self._present(one, on) for one in (self.assignment.lead, *self.assignment.assisting)
        ]
        if department is None or self._present(department, on) in asked:
            return None
        text = Bilingual(
            "{department}当时没有承办；承办的是{names}",
            "{department} does not have the matter then; these have it: {names}",
        )
        return phrase(text, department=department, names=asked)

    def _not_extended(self, event: AnswerExtended) -> Phrase | None:
        if self.assignment is None:
            return self._not_asked(None, event.on)
        if self.is_final:
            return phrase(
                "此前已经答复，无期可延", "the answer was given before; there is nothing to extend"
            )
        granted = max((one.to_months for one in self.rounds[-1].extensions), default=0)
        if event.to_months < granted:
            already = counts.span(Span(granted, Unit.MONTHS))
            return phrase(
                "此前已延至{granted}，不能再缩短",
                "{granted} were granted before; an extension cannot shorten them",
                granted=already,
            )
        return None

    def _present(self, department: str, on: date | None) -> str:
        return self.successor(department, on or date.max)

    def _is_lead(self, department: str | None, on: date | None) -> bool:
        assert self.assignment
        return department is None or self._present(department, on) == self._present(
            self.assignment.lead, on
        )

    @property
    def _can_be_rated(self) -> bool:
        return bool(self.rounds) and (bool(self.rounds[-1].answers) or self.rounds[-1].is_redo)

    def _promise_of(self, event: Kept) -> Promise | None:
        """The open promise with those words; without words, the one due first."""
        wanted = plain(event.what or "")
        return next(
            (one for one in self.open_promises if wanted in ("", plain(one.made.what))), None
        )

    def _not_promised(self, event: Kept) -> Phrase:
        if not self.open_promises:
            return phrase("没有尚未落实的承诺", "no promise is open")
        return phrase(
            "没有内容与此一致的未落实承诺；请照抄承诺事项，不填则指期限最近的一项",
            "no open promise has these words; give the words of the promise, or none for "
            "the one due first",
        )

    def _not_signed(self, deputy: str) -> Phrase | None:
        if deputy in self.gone:
            return phrase(
                "{deputy}此前已经撤回签名", "{deputy} took the signature back before", deputy=deputy
            )
        return (
            None
            if deputy in self.record.cosigners
            else phrase("{deputy}不是附议代表", "{deputy} is no cosigner", deputy=deputy)
        )

    def _apply(self, event: SuggestionStep) -> None:
        match event:
            case Submitted():
                self.submitted = event
            case Withdrew():
                self.gone[event.who] = event
            case TurnedIntoSuggestion():
                self.is_motion, self.turned, self.end = False, event, None
                self._change(ended_by=None)
            case Assigned():
                if self.assignment is None or not self._is_lead(event.lead, event.on):
                    self._begin(event, event.lead)
                self.assignment = event
            case AnswerExtended() if not (self.rounds[-1].is_redo or self.rounds[-1].answers):
                self._change(extensions=(*self.rounds[-1].extensions, event))
            case SuggestionAnswered():
                self._answer(event)
            case Rated():
                self._rate(event)
            case Promised():
                self.promises.append(
                    Promise(event, self.assignment.lead if self.assignment else None)
                )
                self.promises_kept = False
            case Kept():
                self._keep(event)
            case Withdrawn() | Adopted() | Rejected():
                self.end = event
                self._change(ended_by=event)

    def _begin(self, event: Assigned | Rated, lead: str) -> None:
        self._change(ended_by=event)
        self.rounds.append(Round(event, lead))
        self.promises_kept = False

    def _change(self, **changes: object) -> None:
        """Replace the present round, if there is one."""
        if self.rounds:
            self.rounds[-1] = replace(self.rounds[-1], **changes)  # type: ignore[arg-type]

    def _answer(self, event: SuggestionAnswered) -> None:
        if not self._is_lead(event.by, event.on):
            self.opinions.append(event)
            return
        self._change(steps=(*self.rounds[-1].steps, event))
        self.promises_kept = False

    def _rate(self, event: Rated) -> None:
        now = self.rounds[-1]
        is_rejected = event.outcome is Satisfaction.DISSATISFIED
        if now.answers and is_rejected:
            self._change(steps=(*now.steps, event))
            self._begin(event, now.lead)
        elif now.answers:
            self._change(steps=(*now.steps, event))
        elif not is_rejected:
            self._change(steps=(self.rounds[-2].answers[-1], event), stands=True)

    def _keep(self, event: Kept) -> None:
        promise = self._promise_of(event)
        assert promise
        self.promises[self.promises.index(promise)] = replace(promise, kept=event)
        self.promises_kept = not self.open_promises

    def _mark_final(self, event: SuggestionStep) -> None:
        is_final = self.is_final and not isinstance(self.end, Withdrawn)
        was_final = bool(self.finals) and self.finals[-1].ended_by is None
        if is_final and not was_final:
            self.finals.append(Finality(event))
        elif was_final and not is_final:
            self.finals[-1] = replace(self.finals[-1], ended_by=event)


def course_of(record: Suggestion, events: Iterable[SuggestionStep], successor: Successor) -> Course:
    """What became of the suggestion by its events, which are in order."""
    course = Course(record, successor, is_motion=record.kind is SuggestionKind.MOTION)
    for event in _as_it_must_have_been(list(events)):
        course.take(event)
    return course


def _as_it_must_have_been(events: list[SuggestionStep]) -> list[SuggestionStep]:
    """The events with undated ones before the first step that presupposes them, else last.

    An answer presupposes an assignment, a rating an answer, and what was kept a promise.
    """
    if all(event.on for event in events):
        return events
    lived: list[SuggestionStep] = []
    while events:
        event, *events = events
        wanted = _PRESUPPOSES.get(type(event))
        if wanted and not any(isinstance(one, wanted) for one in lived):
            before = next(
                (one for one in events if isinstance(one, wanted) and one.on is None), None
            )
            if before:
                events = [before, event, *(one for one in events if one is not before)]
                continue
        lived.append(event)
    return lived
