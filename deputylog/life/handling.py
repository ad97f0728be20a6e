"""The handling (办理) of a suggestion or motion: what its events amount to by a day.

Departments and deputies stand in the reasons of misfits by their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, TypeVar

from msgspec import Struct

from deputylog.calendar import Span, Unit
from deputylog.kinds.district import Successor
from deputylog.kinds.event_dates import Dated, day_of, known_on, label_of
from deputylog.kinds.events import (
    Answered,
    FedBack,
    FollowedUp,
    MatterEvent,
    Result,
    Satisfaction,
    TakenBack,
)
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
from deputylog.life.lives import not_handling
from deputylog.life.steps import Outcome, State
from deputylog.record.fields import Key
from deputylog.record.unknown_day import Day, known
from deputylog.text import counts
from deputylog.text.spelling import plain
from deputylog.words import Phrase, phrase

S = TypeVar("S", bound=SuggestionEvent)
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


class Round(Struct, eq=False):
    """The handling by one lead department, from its assignment or a dissatisfied rating to the
    next.

    `begun` is that event, `steps` the department's answers and their ratings in order, `ended_by`
    the event that took the suggestion away from the round. `stands` says that the deputy accepted
    the earlier answer after all; it is then the first of the steps.
    """

    begun: Assigned | Rated
    lead: str
    extensions: list[AnswerExtended] = []
    steps: list[SuggestionAnswered | Rated] = []
    stands: bool = False
    ended_by: Assigned | Rated | End | None = None

    @property
    def is_redo(self) -> bool:
        return isinstance(self.begun, Rated)

    @property
    def answers(self) -> list[SuggestionAnswered]:
        return [step for step in self.steps if isinstance(step, SuggestionAnswered)]

    @property
    def own_steps(self) -> list[SuggestionAnswered | Rated]:
        """The steps without the earlier answer that stands, and its new rating."""
        return self.steps[2:] if self.stands else self.steps

    @property
    def rating(self) -> Rated | None:
        """The rating of the last answer; None if it is not rated."""
        last = self.steps[-1] if self.steps else None
        return last if isinstance(last, Rated) else None


class Promise(Struct, eq=False):
    """A promise of a department, and the event that says it was kept."""

    made: Promised
    department: str | None
    kept: Kept | None = None


class Finality(Struct, eq=False):
    """A time during which the answer was final: the events that began and ended it."""

    since: SuggestionStep
    ended_by: SuggestionStep | None = None


class Handling(Struct, eq=False):
    """A suggestion as known on `as_of`; `group` and `constituency` are those of its lead deputy.

    What its events, taken one after another, amount to: `counted` are those that count, `misfits`
    the others with the reason; `rounds` the handling by each lead department, anew after each
    dissatisfied rating; `gone` the cosigners who withdrew. What was assigned to a department, its
    `successor` has after it.
    """

    id: str
    path: str
    record: Suggestion
    group: str
    constituency: str
    as_of: date
    successor: Successor
    events: tuple[SuggestionStep, ...] = ()
    """Every event known, in order, also those that fit nothing."""
    counted: list[SuggestionStep] = []
    misfits: list[tuple[SuggestionStep, Phrase]] = []
    is_motion: bool = False
    """Whether it is handled as a motion, that is, was not turned into a suggestion."""
    submitted: Submitted | None = None
    turned: TurnedIntoSuggestion | None = None
    assignment: Assigned | None = None
    """The latest assignment."""
    rounds: list[Round] = []
    promises: list[Promise] = []
    finals: list[Finality] = []
    gone: dict[str, Withdrew] = {}
    end: End | None = None
    settled_by: SuggestionStep | None = None
    promises_kept: bool = False
    """Whether the last open promise was kept after the last answer."""

    def __post_init__(self) -> None:
        self.events = known_on(self.record.events, self.as_of)
        self.is_motion = self.record.kind is SuggestionKind.MOTION
        for event in _with_undated_before(list(self.events)):
            if objection := self._objection(event):
                self.misfits.append((event, objection))
            else:
                self._count(event)

    def known_on(self, day: date) -> Handling:
        """The same suggestion, as known on another day."""
        known = self.id, self.path, self.record, self.group, self.constituency
        return Handling(*known, day, self.successor)

    @property
    def date_key(self) -> Key:
        return ("title",)

    @property
    def is_imported(self) -> bool:
        return self.record.ref is not None

    def key_of(self, event: Dated) -> Key:
        return "events", [one is event for one in self.record.events].index(True)

    def of(self, kind: type[S]) -> list[S]:
        """The events of that kind that count, in order."""
        return [event for event in self.counted if isinstance(event, kind)]

    @property
    def submitted_on(self) -> Day | None:
        return day_of(self.submitted)

    @property
    def day(self) -> date | None:
        """The day of submission if known, else the first day of the record."""
        return known(self.submitted_on) or self.record.first_day

    def signers_on(self, day: date) -> tuple[str, ...]:
        """The lead deputy and the cosigners who had not withdrawn by the end of `day`."""
        gone = {who for who, event in self.gone.items() if event.on is None or event.on <= day}
        signers = (self.record.lead, *self.record.cosigners)
        return tuple(deputy for deputy in signers if deputy not in gone)

    def withdrew(self, deputy: str) -> Day | None:
        """The day on which a cosigner took the signature back; None if it stands."""
        return day_of(self.gone.get(deputy))

    @property
    def withdrawn_on(self) -> Day | None:
        """The day on which the lead deputy took the suggestion back; None if it stands."""
        return day_of(self.end) if isinstance(self.end, Withdrawn) else None

    @property
    def is_withdrawn(self) -> bool:
        return isinstance(self.end, Withdrawn)

    @property
    def department(self) -> str | None:
        """The department that leads the handling now; None before the assignment."""
        return self.successor(self.assignment.lead, self.as_of) if self.assignment else None

    @property
    def answered_on(self) -> Day | None:
        """The day of the first answer by a lead department; None if there is none."""
        return next((day_of(one.answers[0]) for one in self.rounds if one.answers), None)

    @property
    def answer(self) -> SuggestionAnswered | None:
        """The last answer of the present round; None if there is none."""
        answers = self.rounds[-1].answers if self.rounds else []
        return answers[-1] if answers else None

    @property
    def rating(self) -> Rated | None:
        """The last rating of an answer; None if none was rated."""
        return next((one.rating for one in reversed(self.rounds) if one.rating), None)

    @property
    def open_promises(self) -> list[Promise]:
        """The promises not kept yet, in the order of their deadlines."""
        waiting = (one for one in self.promises if one.kept is None)
        return sorted(waiting, key=lambda one: one.made.until)

    @property
    def is_final(self) -> bool:
        """Whether the last answer is final and was not sent back, or all promises were kept."""
        return self.answer is not None and (self.answer.result.is_final or self.promises_kept)

    @property
    def state(self) -> State:
        if not self.is_open:
            return State.SETTLED
        if self.is_final:
            return State.TO_FEED_BACK
        if any(one.is_redo for one in self.rounds):
            return State.AGAIN
        is_handled = any(not isinstance(event, (Submitted, Withdrew)) for event in self.counted)
        return State.IN_HAND if is_handled else State.NEW

    @property
    def outcome(self) -> Outcome | None:
        """The result of the last answer if it is final, or of the deliberation; None if neither."""
        match self.end:
            case Withdrawn():
                return Outcome.WITHDRAWN
            case Adopted():
                return Outcome.ADOPTED
            case Rejected():
                return Outcome.REJECTED
        if not self.answer or not self.is_final:
            return None
        result = self.answer.result
        return Outcome[result.name] if result.is_final else Outcome.SOLVED

    @property
    def settled_on(self) -> Day | None:
        """The day on which it was settled; None while it is open."""
        return day_of(self.settled_by)

    @property
    def is_open(self) -> bool:
        return self.settled_by is None

    @property
    def is_solved(self) -> bool:
        """Whether the last answer solved it, or all promises were kept."""
        return self.outcome is Outcome.SOLVED

    def _objection(self, event: SuggestionStep) -> Phrase | None:
        """Why the event fits nothing; None if it counts."""
        if self.end and event.on and not isinstance(event, _AFTER[type(self.end)]):
            return phrase(
                "“{end}”之后不再有这一步",
                "this step comes after '{end}', which ended it",
                end=label_of(self.end),
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
                return self._not_asked(None, event.on) or self._not_extended(event)
            case Rated() if not (
                self.rounds and (self.rounds[-1].answers or self.rounds[-1].is_redo)
            ):
                return phrase(
                    "主办单位尚未答复，无可评价",
                    "there is no answer of the lead department to rate",
                )
            case Kept() if not self._promise_of(event):
                return self._not_promised()
            case Withdrew():
                return self._not_signed(event.who)
        return None

    def _not_promised(self) -> Phrase:
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
        if deputy not in self.record.cosigners:
            return phrase("{deputy}不是附议代表", "{deputy} is no cosigner", deputy=deputy)
        return None

    def _not_asked(self, department: str | None, on: date | None) -> Phrase | None:
        if self.assignment is None:
            return phrase(
                "当时尚未交办任何单位，请先交办",
                "no department has the matter then; assign it first",
            )
        day = on or date.max
        departments = (self.assignment.lead, *self.assignment.assisting)
        asked = [self.successor(one, day) for one in departments]
        if department is None or self.successor(department, day) in asked:
            return None
        return not_handling(department, asked)

    def _not_extended(self, event: AnswerExtended) -> Phrase | None:
        if self.is_final:
            return phrase(
                "此前已经答复，无期可延", "the answer was given before; there is nothing to extend"
            )
        granted = max((one.to_months for one in self.rounds[-1].extensions), default=0)
        if event.to_months < granted:
            return phrase(
                "此前已延至{granted}，不能再缩短",
                "{granted} were granted before; an extension cannot shorten them",
                granted=counts.span(Span(granted, Unit.MONTHS)),
            )
        return None

    def _is_lead(self, department: str | None, on: date | None) -> bool:
        day = on or date.max
        if department is None or self.assignment is None:
            return department is None
        return self.successor(department, day) == self.successor(self.assignment.lead, day)

    def _promise_of(self, event: Kept) -> Promise | None:
        """The open promise with those words; without words, the one due first."""
        wanted = plain(event.what or "")
        found = (one for one in self.open_promises if wanted in ("", plain(one.made.what)))
        return next(found, None)

    def _count(self, event: SuggestionStep) -> None:
        self.counted.append(event)
        self._apply(event)
        is_final = self.is_final and not self.is_withdrawn
        was_final = bool(self.finals) and self.finals[-1].ended_by is None
        if is_final and not was_final:
            self.finals.append(Finality(event))
        elif was_final and not is_final:
            self.finals[-1].ended_by = event
        is_settled = self.end or (self.is_final and self.rounds[-1].rating)
        self.settled_by = (self.settled_by or event) if is_settled else None

    def _apply(self, event: SuggestionStep) -> None:
        now = self.rounds[-1] if self.rounds else None
        match event:
            case Submitted():
                self.submitted = event
            case Withdrew():
                self.gone[event.who] = event
            case TurnedIntoSuggestion():
                self.is_motion, self.turned = False, event
                self._end(None)
            case Withdrawn() | Adopted() | Rejected():
                self._end(event)
            case Assigned():
                if self.assignment is None or not self._is_lead(event.lead, event.on):
                    self._begin(event, event.lead)
                self.assignment = event
            case AnswerExtended() if now and not (now.is_redo or now.answers):
                now.extensions.append(event)
            case SuggestionAnswered() if now and self._is_lead(event.by, event.on):
                now.steps.append(event)
                self.promises_kept = False
            case Rated() if now:
                self._rate(event, now)
            case Promised() | Kept():
                self._promise(event)

    def _promise(self, event: Promised | Kept) -> None:
        if isinstance(event, Promised):
            lead = self.assignment.lead if self.assignment else None
            self.promises.append(Promise(event, lead))
        elif promise := self._promise_of(event):
            promise.kept = event
        self.promises_kept = isinstance(event, Kept) and not self.open_promises

    def _begin(self, event: Assigned | Rated, lead: str) -> None:
        if self.rounds:
            self.rounds[-1].ended_by = event
        self.rounds.append(Round(event, lead))
        self.promises_kept = False

    def _end(self, event: End | None) -> None:
        self.end = event
        if self.rounds:
            self.rounds[-1].ended_by = event

    def _rate(self, event: Rated, now: Round) -> None:
        is_rejected = event.outcome is Satisfaction.DISSATISFIED
        if now.answers:
            now.steps.append(event)
            if is_rejected:
                self._begin(event, now.lead)
        elif not is_rejected:
            now.steps, now.stands = [self.rounds[-2].answers[-1], event], True


def _with_undated_before(events: list[SuggestionStep]) -> Iterator[SuggestionStep]:
    """The events with undated ones before the first step that presupposes them, else last.

    An answer presupposes an assignment, a rating an answer, and what was kept a promise.
    """
    lived: set[type[SuggestionEvent]] = set()
    while events:
        event, *events = events
        wanted = _PRESUPPOSES.get(type(event))
        if wanted and wanted not in lived:
            undated = [one for one in events if type(one) is wanted and one.on is None]
            if undated:
                events = [undated[0], event, *(one for one in events if one is not undated[0])]
                continue
        lived.add(type(event))
        yield event


def motions(handlings: Iterable[Handling], since: date) -> Iterator[tuple[Handling, date]]:
    """Motions with a known day of submission not before `since`, each with that day."""
    for handling in handlings:
        day = known(handling.submitted_on)
        if handling.record.kind is SuggestionKind.MOTION and day and since <= day:
            yield handling, day


def echo(handling: Handling) -> Iterator[MatterEvent]:
    """The events that a suggestion implies for the matters behind it.

    Supervision, the lead departments' answers and feedback to voters need not be recorded twice.
    Answers rated unsatisfactory or followed by another department's handling no longer count.
    """
    implied: dict[int, list[MatterEvent]] = {}
    for step, event in _answers(handling):
        implied.setdefault(id(step), []).append(event)
    for step in handling.counted:
        match step:
            case Supervised():
                yield FollowedUp(on=step.on)
            case VotersTold():
                yield FedBack(on=step.on, how=step.how, satisfaction=step.satisfaction)
        yield from implied.get(id(step), ())


def still_counting(events: Sequence[MatterEvent]) -> Iterator[MatterEvent]:
    """Those of the implied events that still count: not the answers that were taken back."""
    taken_back = [event for event in events if isinstance(event, TakenBack)]
    gone = {id(answer) for event in taken_back for answer in event.answers}
    return (event for event in events if not isinstance(event, TakenBack) and id(event) not in gone)


def _answers(handling: Handling) -> Iterator[tuple[SuggestionStep, MatterEvent]]:
    """What the lead departments answered and carried out, and when it no longer counts, with the
    step that says so.
    """
    for one in handling.rounds:
        results = [(step, Answered(on=step.on, result=result)) for step, result in _results(one)]
        yield from results
        if results and isinstance(one.ended_by, (Assigned, Rated)):
            yield _taking_back(one.ended_by, [answered for _, answered in results])
    for final in handling.finals:
        if isinstance(final.since, Kept):
            carried_out = Answered(on=final.since.on, result=Result.SOLVED)
            yield final.since, carried_out
            if final.ended_by and not isinstance(final.ended_by, Withdrawn):
                yield _taking_back(final.ended_by, [carried_out])


def _taking_back(
    step: SuggestionStep, answers: Iterable[Answered]
) -> tuple[SuggestionStep, MatterEvent]:
    return step, TakenBack(on=step.on, answers=tuple(answers))


def _results(one: Round) -> Iterator[tuple[SuggestionStep, Result]]:
    """The results of a round: of the earlier answer once it is accepted after all, and of each
    answer.
    """
    if one.stands:
        yield one.steps[1], one.answers[0].result
    for step in one.own_steps:
        if isinstance(step, SuggestionAnswered):
            yield step, step.result
