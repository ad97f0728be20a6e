"""A matter (问题、诉求) raised by a voter, and its state on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from deputylog.caching import cached_property
from deputylog.kinds.event_dates import Dated, in_order, known_on
from deputylog.kinds.events import (
    Answered,
    Closed,
    ClosedEvent,
    Delivered,
    Event,
    FedBack,
    Forwarded,
    GivenBack,
    GroupTold,
    MatterEvent,
    Result,
    Suggested,
    TakenBack,
)
from deputylog.kinds.letter import Letter
from deputylog.kinds.matter_kinds import MatterKind, Writer
from deputylog.kinds.visit import Visit, VisitMatter
from deputylog.life.handling import Handling, echo, still_counting
from deputylog.life.lives import Life, Misfit, Standing, lives_of
from deputylog.life.record_places import Filed
from deputylog.life.steps import Outcome, State
from deputylog.record.fields import Key
from deputylog.record.unknown_day import UNKNOWN, Day
from deputylog.text.identity import masked
from deputylog.words import Term, phrase

if TYPE_CHECKING:
    from deputylog.kinds.district import Successor
    from deputylog.life.settings_in_force import Clock


_CLOSED_WITH = {
    Closed.ANSWERED_ON_THE_SPOT: Outcome.ANSWERED_ON_THE_SPOT,
    Closed.EXPLAINED: Outcome.EXPLAINED,
    Closed.WITHDRAWN: Outcome.WITHDRAWN,
    Closed.NO_ADDRESS: Outcome.NO_ADDRESS,
    Closed.DUPLICATE: Outcome.JOINED,
    Closed.JOINED: Outcome.JOINED,
    Closed.LITIGATION: Outcome.LITIGATION,
}
_ANSWERED_WITH = {
    Result.NOT_NOW: Outcome.NOT_NOW,
    Result.NOT_ACCEPTED: Outcome.NOT_ACCEPTED,
    Result.FOR_REFERENCE: Outcome.FOR_REFERENCE,
}
_OF_ITSELF = phrase(
    "不能把一件办结为自身的重复件，也不能并入自身",
    "a matter cannot be closed as the duplicate of itself, nor join itself",
)
_NOT_HANDLING = (Delivered, GroupTold, Suggested, TakenBack)
"""Events that are no step of handling the matter itself."""


class Matter(Struct, frozen=True, eq=False, dict=True):
    """A problem that a voter raised in a letter or at a visit, as known on `as_of`.

    It is written in the record `record_id`, at `at` in its file: a letter is one matter, a visit
    can have several.
    `raised_with` are the deputies to whom it belongs unless it is delivered to one; `handed_to` is
    the deputy whom the letter reached because the mailbox was opened by its keeper; `handlings` are
    the suggestions that grew out of it.
    """

    id: str
    record_id: str
    path: str
    at: Key
    date_key: Key
    kind: MatterKind
    received: date
    constituency: str
    group: str
    written: tuple[Event, ...]
    as_of: date
    successor: Successor
    title: str | None = None
    summary: str | None = None
    topic: str | None = None
    raised_with: tuple[str, ...] = ()
    handed_to: str | None = None
    mailbox: str | None = None
    channel: Term | None = None
    source: str | None = None
    writer: Writer | None = None
    erased_on: date | None = None
    recorded_by: str | None = None
    group_knows: bool = False
    is_imported: bool = False
    handlings: tuple[Handling, ...] = ()
    clock: Clock | None = None

    @property
    def heading(self) -> str:
        """Its title, else its summary; papers mask identities in it."""
        return self.title or self.summary or ""

    def known_on(self, day: date) -> Matter:
        """The same matter, as known on another day; still of the group that holds it now."""
        return replace(
            self, as_of=day, handlings=tuple(handling.known_on(day) for handling in self.handlings)
        )

    def key_of(self, event: Dated) -> Key:
        return *self.at, "events", [one is event for one in self.written].index(True)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Its own events known on `as_of`, in order, whether they count or not."""
        return known_on(self.written, self.as_of)

    @cached_property
    def echo_of(self) -> Mapping[str, tuple[MatterEvent, ...]]:
        """What each of its suggestions implies for it, by the id of the suggestion."""
        return {
            one.id: tuple(
                event
                for event in echo(one)
                if event.on is None or self.received <= event.on <= self.as_of
            )
            for one in self.handlings
        }

    @cached_property
    def echoed(self) -> tuple[MatterEvent, ...]:
        """What its suggestions imply for it."""
        if not self.handlings:
            return ()
        return tuple(event for several in self.echo_of.values() for event in several)

    @cached_property
    def course(self) -> tuple[Event, ...]:
        """Its own events that count and those implied by its suggestions, in order."""
        stray = {id(misfit.event) for misfit in self.misfits}
        return tuple(
            event  # type: ignore[misc]
            for event in self._all
            if id(event) not in stray and not isinstance(event, (Suggested, TakenBack))
        )

    @cached_property
    def _all(self) -> tuple[MatterEvent, ...]:
        """All events; of one day, those implied come first, but the voter is told last."""
        own = self.events
        if any(map(self._is_of_itself, own)):
            own = tuple(event for event in own if not self._is_of_itself(event))
        if not self.handlings and not self.handed_to:
            return own
        delivery = [Delivered(on=self.received, to=self.handed_to)] if self.handed_to else []
        told = [event for event in self.echoed if isinstance(event, FedBack)]
        rest = [event for event in self.echoed if not isinstance(event, FedBack)]
        return in_order([*delivery, *self._suggested(), *rest, *self._giving_back(), *own, *told])

    def _suggested(self) -> Iterator[MatterEvent]:
        """A suggestion takes the matter over when it is submitted."""
        for handling in self.handlings:
            if handling.submitted_on:
                yield Suggested(on=self._not_before_receipt(handling.submitted_on))

    def _giving_back(self) -> Iterator[MatterEvent]:
        """The matter comes back, and answers count no more, when a suggestion is withdrawn."""
        for handling in self.handlings:
            if handling.submitted_on and (day := handling.withdrawn_on):
                day = UNKNOWN if handling.submitted_on is UNKNOWN else day
                implied = still_counting(self.echo_of[handling.id])
                answers = tuple(one for one in implied if isinstance(one, Answered))
                yield GivenBack(on=self._not_before_receipt(day), answers=answers)

    def _not_before_receipt(self, day: Day) -> date | None:
        return None if day is UNKNOWN else max(day, self.received)

    @cached_property
    def lives(self) -> list[Life]:
        return lives_of(self._all, self.received, self.successor, self.echoed, self.clock)

    @property
    def life(self) -> Life:
        """The present life."""
        return self.lives[-1]

    @property
    def misfits(self) -> tuple[Misfit, ...]:
        """Its own steps that fit nothing, and so count for nothing (R014)."""
        own = [Misfit(event, _OF_ITSELF) for event in filter(self._is_of_itself, self.events)]
        return (*chain.from_iterable(life.misfits for life in self.lives), *own)

    def _is_of_itself(self, event: Event) -> bool:
        return isinstance(event, ClosedEvent) and event.of == self.id

    @property
    def masked_title(self) -> str:
        """Its title, else its summary, with what tells who somebody is masked."""
        return masked(self.title or self.summary or "")

    @property
    def identity_erased(self) -> date | None:
        """The day on which it was erased who raised it; None if that was later than `as_of`."""
        return self.erased_on if self.erased_on and self.erased_on <= self.as_of else None

    @property
    def from_visit(self) -> bool:
        """Whether it was raised at a visit, not in a letter."""
        return bool(self.at)

    @property
    def is_accusation(self) -> bool:
        return self.kind is MatterKind.ACCUSATION

    @property
    def can_be_answered(self) -> bool:
        return self.writer not in (Writer.NO_ADDRESS, Writer.ANONYMOUS)

    @property
    def owes_reply(self) -> bool:
        return self.kind.owes_reply and self.can_be_answered

    @property
    def owes_forward(self) -> bool:
        """Whether it must be handed on: a request, an accusation, and what nobody can reply to."""
        if self.kind.owes_all_steps or self.is_accusation:
            return True
        return not self.can_be_answered and self.kind is not MatterKind.THANKS

    @cached_property
    def deputies(self) -> tuple[str, ...]:
        """Who sees to it: the deputy to whom it was last delivered, else all it was raised with."""
        delivered = [(event.to,) for event in self._all if isinstance(event, Delivered)]
        return delivered[-1] if delivered else self.raised_with

    @property
    def deputy(self) -> str | None:
        """The only deputy who sees to it; None if there is none, or several do jointly."""
        return self.deputies[0] if len(self.deputies) == 1 else None

    @property
    def suggestions(self) -> tuple[str, ...]:
        """The ids of the suggestions that grew out of it and were not withdrawn."""
        return tuple(handling.id for handling in self.handlings if not handling.is_withdrawn)

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments to which it was forwarded, in order, without duplicates."""
        sent = [event.to for event in self.events if isinstance(event, Forwarded)]
        return tuple(dict.fromkeys(sent))

    @property
    def having(self) -> tuple[str, ...]:
        """The departments that have it now, each for those that became part of it, in order."""
        present = [self.successor(one.sent.to, self.as_of) for one in self.life.pending]
        return tuple(dict.fromkeys(present))

    @cached_property
    def settled_on(self) -> Day | None:
        """The day since which it has been settled, UNKNOWN if undated; None while it is open."""
        if self.kind is MatterKind.THANKS:
            return self.life.start
        settled: Day | None = None
        for event, standing in reversed(self.life.steps):
            if not self._is_settled(standing):
                break
            settled = event.on or UNKNOWN
        return settled

    def _is_settled(self, standing: Standing) -> bool:
        if standing.is_closed or self.is_accusation:
            return standing.is_closed or standing.is_forwarded
        if self.kind is MatterKind.LITIGATION:
            return False
        if not self.can_be_answered:
            return standing.is_final
        if self.kind.is_settled_by_reply:
            return standing.is_replied and not standing.pending
        return standing.is_told if standing.forwards else standing.is_fed_back

    @property
    def is_open(self) -> bool:
        return self.settled_on is None

    @property
    def state(self) -> State:
        if not self.is_open:
            return State.SETTLED
        if self.is_to_be_told:
            return State.TO_FEED_BACK
        if len(self.lives) > 1:
            return State.AGAIN
        handled = any(not isinstance(event, _NOT_HANDLING) for event in self.life.events)
        return State.IN_HAND if handled or self.suggestions else State.NEW

    @property
    def is_to_be_told(self) -> bool:
        """Whether all that is left is to tell the voter the result."""
        now = self.life.now
        if not (self.is_open and self.owes_reply) or (
            self.kind is MatterKind.LITIGATION and now.is_replied
        ):
            return False
        return not now.pending and (now.is_final or now.is_aided)

    @property
    def outcome(self) -> Outcome | None:
        """The result of the present life; None while there is none."""
        life = self.life
        if life.closed and (outcome := _CLOSED_WITH.get(life.closed.why)):
            return outcome
        if life.now.is_aided:
            return Outcome.SOLVED
        if not life.now.is_final:
            return None
        results = life.results
        solved = results.count(Result.SOLVED)
        if solved == len(results):
            return Outcome.SOLVED
        return Outcome.PARTLY_SOLVED if solved else _ANSWERED_WITH[results[-1]]

    @property
    def is_solved(self) -> bool:
        return self.outcome is Outcome.SOLVED


class Setting(Struct, frozen=True):
    """What a record does not contain itself about its matters.

    Its constituency and group, whether the group was informed by the recorder, the keeper who took
    the letter out of the mailbox, and the suggestions that grew out of each matter, by its id.
    """

    constituency: str
    group: str
    as_of: date
    group_knows: bool
    suggestions: Mapping[str, Sequence[Handling]]
    successor: Successor
    keeper: str | None = None
    clock: Clock | None = None

    def matter(
        self, filed: Filed[Any], raised: Letter | VisitMatter, wanted: str, **values: Any
    ) -> Matter:
        """The matter that was `raised` in this record, with the id `wanted`."""
        is_accusation = raised.kind is MatterKind.ACCUSATION
        return Matter(
            id=wanted,
            record_id=filed.id,
            path=filed.path,
            kind=raised.kind,
            constituency=self.constituency,
            group=self.group,
            written=raised.events,
            as_of=self.as_of,
            successor=self.successor,
            title=raised.title,
            summary=raised.summary,
            topic=raised.topic,
            recorded_by=filed.record.recorded_by,
            group_knows=self.group_knows,
            is_imported=filed.record.ref is not None,
            handlings=() if is_accusation else tuple(self.suggestions.get(wanted, ())),
            clock=self.clock,
            **values,
        )


def matters_of(filed: Filed[Letter | Visit], setting: Setting) -> Iterator[Matter]:
    """The matter of a letter, or those of a visit, which belong to the deputy named or to all."""
    record = filed.record
    if isinstance(record, Letter):
        yield _matter_of_letter(filed, record, setting)
        return
    for index, raised in enumerate(record.matters):
        yield setting.matter(
            filed,
            raised,
            f"{filed.id}#{raised.id}",
            at=("matters", index),
            date_key=("matters", index, "id"),
            received=record.held_on,
            raised_with=(raised.deputy,) if raised.deputy else record.deputies,
        )


def _matter_of_letter(filed: Filed[Any], letter: Letter, setting: Setting) -> Matter:
    is_handed_over = setting.keeper and letter.kind is not MatterKind.ACCUSATION
    return setting.matter(
        filed,
        letter,
        filed.id,
        at=(),
        date_key=("received",),
        received=letter.received,
        raised_with=(letter.deputy,) if letter.deputy else (),
        handed_to=(letter.deputy or setting.keeper) if is_handed_over else None,
        mailbox=letter.mailbox,
        channel=letter.came_by,
        source=letter.source,
        writer=letter.writer,
        erased_on=letter.identity_erased,
    )
