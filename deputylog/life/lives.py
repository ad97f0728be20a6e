"""The lives of a matter: from its receipt, and from every day on which it began anew.

In each life departments get the matter, send it back, take longer, or answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from deputylog.calendar import Span, Unit
from deputylog.kinds.event_dates import known_on
from deputylog.kinds.events import (
    Aided,
    Answered,
    ClosedEvent,
    Declined,
    Extended,
    FedBack,
    Forwarded,
    GivenBack,
    MatterEvent,
    Reopened,
    Replied,
    Result,
    Satisfaction,
    Suggested,
    TakenBack,
)
from deputylog.record.unknown_day import UNKNOWN, Day
from deputylog.text import counts
from deputylog.words import Phrase, phrase

if TYPE_CHECKING:
    from deputylog.kinds.district import Successor
    from deputylog.life.settings_in_force import Clock

Reaction: TypeAlias = Answered | Declined | Extended
"""What only a department that has the matter can do."""


class Misfit(NamedTuple):
    """A step that fits nothing; departments stand in `why` by their ids."""

    event: MatterEvent
    why: Phrase


class Standing(Struct, frozen=True, gc=False):
    """How a life stands after one of its steps.

    `forwards` counts those not declined, `pending` the departments that have the matter. The voter
    was told: after the last decline (`is_fed_back`), after the answer became final (`is_told`).
    """

    forwards: int = 0
    pending: int = 0
    suggestions: int = 0
    is_final: bool = False
    is_forwarded: bool = False
    is_aided: bool = False
    is_replied: bool = False
    is_fed_back: bool = False
    is_told: bool = False
    is_closed: bool = False


class Forward(Struct, eq=False, gc=False):
    """One forward, with its extensions and answers in order, and whether it was sent back.

    `own` are the answers of the department itself, without those to a suggestion; `taken_back` are
    answers to a suggestion that count no more, though they did in their time.
    """

    sent: Forwarded
    declined: Declined | None = None
    extended: list[Extended] = []
    answers: list[Answered] = []
    own: list[Answered] = []
    taken_back: list[Answered] = []

    @property
    def is_pending(self) -> bool:
        """Whether the department has neither sent it back nor been answered for finally."""
        return self.declined is None and not _is_final(self.answers)

    @property
    def is_with_department(self) -> bool:
        """Whether the department has neither sent it back nor answered it finally itself."""
        return self.declined is None and not _is_final(self.own)

    def add(self, event: Reaction) -> None:
        match event:
            case Declined():
                self.declined = event
            case Extended():
                self.extended.append(event)
            case Answered():
                self.answers.append(event)
                self.own.append(event)


class Life(Struct, eq=False, gc=False):
    """A matter from its receipt or a new beginning to the next; every clock starts anew.

    `steps` are the events that count with how it stands after each of them, `before` at the start.
    `implied` are the ids of the objects that stand for answers to suggestions. What was handed to a
    department, its `successor` has after it. Without a `clock` nobody judges extensions.
    """

    start: Day
    before: Standing
    successor: Successor
    clock: Clock | None
    implied: frozenset[int]
    end: Day | None = None
    steps: list[tuple[MatterEvent, Standing]] = []
    forwards: list[Forward] = []
    misfits: list[Misfit] = []
    by_suggestion: list[Answered] = []

    @property
    def events(self) -> list[MatterEvent]:
        """The events that count, in order."""
        return [event for event, _ in self.steps]

    @property
    def closed(self) -> ClosedEvent | None:
        if not self.now.is_closed:
            return None
        return next(event for event, _ in self.steps if isinstance(event, ClosedEvent))

    @property
    def now(self) -> Standing:
        return self.steps[-1][1] if self.steps else self.before

    @property
    def pending(self) -> list[Forward]:
        """The forwards to departments that have the matter."""
        return [forward for forward in self.forwards if forward.is_pending]

    @property
    def is_answered_by_suggestion(self) -> bool:
        """Whether a suggestion brought a final answer."""
        return _is_final(self.by_suggestion)

    @property
    def results(self) -> list[Result]:
        """The last result of each department that did not decline; without any, of a suggestion."""
        standing = [forward for forward in self.forwards if not forward.declined]
        if not standing:
            return [answer.result for answer in self.by_suggestion[-1:]]
        last = {one.sent.to: one.answers[-1].result for one in standing if one.answers}
        return list(last.values())

    def take(self, event: MatterEvent) -> None:
        """Let the event count, or note why it fits nothing."""
        now = self.now
        match event:
            case Replied():
                now = replace(now, is_replied=True)
            case FedBack():
                now = replace(now, is_replied=True, is_fed_back=True, is_told=now.is_final)
            case Forwarded():
                self.forwards.append(Forward(event))
                now = replace(self._with_departments(now), is_forwarded=True)
            case Answered() if id(event) in self.implied:
                self._answer_by_suggestion(event)
                now = self._with_departments(now)
            case Answered() | Declined() | Extended():
                if why := self._misfit(event):
                    self.misfits.append(Misfit(event, why))
                    return
                now = now if isinstance(event, Extended) else self._with_departments(now)
            case Aided():
                now = replace(now, is_aided=True)
            case ClosedEvent():
                now = replace(now, is_closed=True)
            case Suggested():
                now = replace(now, suggestions=now.suggestions + 1)
            case TakenBack():
                event = self._taken_back(event)
                if not (event.answers or isinstance(event, GivenBack)):
                    return
                now = self._without(event)
        self.steps.append((event, now))

    def _taken_back(self, event: TakenBack) -> TakenBack:
        """The same for this life: the answers that counted in it, which count no more, and the
        matter only if the suggestion had it.
        """
        gone = {id(answer) for answer in event.answers}
        for forward in self.forwards:
            forward.taken_back += [one for one in forward.answers if id(one) in gone]
            forward.answers = [one for one in forward.answers if id(one) not in gone]
        counted = tuple(answer for answer in self.by_suggestion if id(answer) in gone)
        self.by_suggestion = [one for one in self.by_suggestion if id(one) not in gone]
        return (type(event) if self.now.suggestions else TakenBack)(on=event.on, answers=counted)

    def _misfit(self, event: Reaction) -> Phrase | None:
        """Add what a department did; the reason if it is not its to do.

        A department that answered finally can still supplement its answer. Once a suggestion
        brought the final answer, there is nothing left to send back or to extend.
        """
        day = event.on or date.max
        meant = self.successor(event.by, day) if event.by else self._only_one_having(day)
        if meant is None:
            return _nobody_meant(self._having(day))
        mine = [
            one
            for one in self.forwards
            if not one.declined and self.successor(one.sent.to, day) == meant
        ]
        is_answer = isinstance(event, Answered)
        if not mine or not (is_answer or meant in self._having(day)):
            return not_handling(meant, self._having(day))
        if isinstance(event, Extended) and (reason := self._grants_less(event, mine)):
            return reason
        if is_answer or any(forward.is_pending for forward in mine):
            for forward in mine:
                forward.add(event)
        return None

    def _answer_by_suggestion(self, event: Answered) -> None:
        """Let an answer to a suggestion count for all departments that have the matter."""
        for forward in self.forwards:
            forward.answers.append(event)
        self.by_suggestion.append(event)

    def _having(self, day: date) -> list[str]:
        """The departments that have the matter on `day`, in order."""
        sent = [forward.sent.to for forward in self.forwards if forward.is_with_department]
        return list(dict.fromkeys(self.successor(department, day) for department in sent))

    def _only_one_having(self, day: date) -> str | None:
        """The department that has the matter on `day`; None if there is none or several."""
        having = self._having(day)
        return having[0] if len(having) == 1 else None

    def _grants_less(self, event: Extended, mine: Sequence[Forward]) -> Phrase | None:
        """Why the extension is too short, and what to write; `to_days` counts from the forward."""
        for forward in mine:
            sent = forward.sent.on
            if self.clock is None or sent is None:
                continue
            settings = self.clock.settings_on(sent)
            due = partial(self.clock.due, sent)
            spans = [granted_by(earlier, sent, self.clock) for earlier in forward.extended]
            granted = max((settings.department_within, *spans), key=due)
            if due(granted_by(event, sent, self.clock)) < due(granted):
                return _too_short(event, granted, settings.department_at_most)
        return None

    def _with_departments(self, before: Standing) -> Standing:
        """The standing after a forward, or what a department did."""
        forwards, pending, is_final = self._departments()
        return replace(
            before,
            forwards=forwards,
            pending=pending,
            is_final=is_final,
            is_told=is_final and before.is_told,
            is_fed_back=before.is_fed_back and forwards >= before.forwards,
        )

    def _without(self, event: TakenBack) -> Standing:
        """The standing after answers were taken back, and perhaps a suggestion withdrawn."""
        _, pending, is_final = self._departments()
        suggestions = self.now.suggestions - isinstance(event, GivenBack)
        now = replace(self.now, pending=pending, is_final=is_final, suggestions=suggestions)
        return replace(now, is_told=False, is_fed_back=False) if event.answers else now

    def _departments(self) -> tuple[int, int, bool]:
        """How many departments have not declined, how many of them have it, whether the answer is
        final: each of them answered finally, or without any, a suggestion.
        """
        pending = {one.sent.to: one.is_pending for one in self.forwards if not one.declined}
        if not pending:
            return 0, 0, self.is_answered_by_suggestion
        count = sum(pending.values())
        return len(pending), count, not count


def lives_of(
    events: Sequence[MatterEvent],
    received: date,
    successor: Successor,
    implied: Sequence[MatterEvent] = (),
    clock: Clock | None = None,
) -> list[Life]:
    """The lives that the events in order make up; `implied` are those that suggestions brought."""
    ids = frozenset(map(id, implied))
    lives = [Life(received, Standing(), successor, clock, ids)]
    for event in _with_undated_forwards(events, successor):
        life = lives[-1]
        if not isinstance(event, Reopened):
            life.take(event)
        if begins_anew(event):
            life.end = event.on or UNKNOWN
            left = 0 if life.is_answered_by_suggestion else life.now.suggestions
            lives.append(Life(life.end, Standing(suggestions=left), successor, clock, ids))
    return lives


def begins_anew(event: MatterEvent) -> bool:
    """Whether a new life follows: the matter was reopened, or the voter is dissatisfied."""
    return isinstance(event, Reopened) or (
        isinstance(event, FedBack) and event.satisfaction is Satisfaction.DISSATISFIED
    )


def _with_undated_forwards(
    events: Sequence[MatterEvent], successor: Successor
) -> Iterable[MatterEvent]:
    """The events; a forward of an unknown day comes before what its department did."""
    undated = [event for event in events if event.on is None and isinstance(event, Forwarded)]
    return _with_forwards(undated, events, successor) if undated else events


def _with_forwards(
    undated: list[Forwarded], events: Sequence[MatterEvent], successor: Successor
) -> Iterator[MatterEvent]:
    """The events, with each of the `undated` forwards before what its department did."""
    for event in events:
        if isinstance(event, (Answered, Declined, Extended)):
            day = event.on or date.max
            meant = [
                forward
                for forward in undated
                if event.by is None or successor(event.by, day) == successor(forward.to, day)
            ]
            undated = [forward for forward in undated if forward not in meant]
            yield from meant
        if not isinstance(event, Forwarded) or event.on:
            yield event
        elif event in undated:
            undated.remove(event)
            yield event


def life_on(events: Iterable[MatterEvent], day: date, successor: Successor) -> Life:
    """The life at the end of `day`, by the matter's own events as its file holds them."""
    return lives_of(known_on(events, day), date.min, successor)[-1]


def granted_by(extended: Extended, sent: date, clock: Clock) -> Span:
    """The time that an extension grants from the forward: not more than the district allows."""
    return Span(min(extended.to_days, clock.settings_on(sent).department_at_most), Unit.DAYS)


def not_handling(department: str, having: Sequence[str]) -> Phrase:
    """The reason why a step of the department fits nothing; `having` are those that handle it."""
    if having:
        return phrase(
            "{department}当时没有承办；承办的是{names}",
            "{department} does not have the matter then; these have it: {names}",
            department=department,
            names=having,
        )
    return phrase(
        "{department}当日并未承办此件，也没有其他单位在办",
        "{department} does not have the matter then, nor has any other department",
        department=department,
    )


def _too_short(event: Extended, granted: Span, at_most: int) -> Phrase:
    meant = min(granted.count + event.to_days, at_most)
    return phrase(
        "“to_days”自转交之日起算，此前已给{granted}；再延长{more}，请写to_days: {meant}",
        "'to_days' counts from the forward, and {granted} are granted already; for "
        "{more} more write to_days: {meant}",
        granted=counts.span(granted),
        more=counts.days(max(0, meant - granted.count)),
        meant=meant,
    )


def _nobody_meant(having: Sequence[str]) -> Phrase:
    if having:
        return phrase(
            "有几个承办单位在办（{names}）；请在“by”中写明是哪一个",
            "several departments have the matter ({names}); name one in 'by'",
            names=having,
        )
    return phrase(
        "当日没有承办单位在办；请先转交", "no department has the matter then; forward it first"
    )


def _is_final(answers: Sequence[Answered]) -> bool:
    return bool(answers) and answers[-1].result.is_final
