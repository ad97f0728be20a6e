"""A matter (问题、诉求) raised by a voter, and its state on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from deputylog.model.dated import in_order
from deputylog.model.event import (
    EVENTS,
    Aided,
    Answered,
    ClosedEvent,
    Delivered,
    Event,
    FedBack,
    Forwarded,
    MatterEvent,
    Reopened,
    Replied,
    Result,
    Satisfaction,
)
from deputylog.model.fields import Key
from deputylog.model.forward import Forward, final_on, forwards_of
from deputylog.words import Term

UNKNOWN = date.max
"""The day of a step that was done on an unrecorded day."""


class MatterKind(Term):
    """The kind of a matter, which determines the duties (信访工作条例 29-31)."""

    OPINION = "opinion", "建议意见", "opinion"
    REQUEST = "request", "申诉求决、投诉求助", "request"
    INQUIRY = "inquiry", "咨询", "inquiry"
    LITIGATION = "litigation", "涉法涉诉", "litigation"
    THANKS = "thanks", "感谢", "thanks"
    ACCUSATION = "accusation", "检举控告（举报违纪违法）", "accusation"
    OTHER = "other", "其他", "other"

    @property
    def owes_reply(self) -> bool:
        return self not in (MatterKind.THANKS, MatterKind.ACCUSATION)

    @property
    def owes_all_steps(self) -> bool:
        return self is MatterKind.REQUEST

    @property
    def is_settled_by_reply(self) -> bool:
        return self in (MatterKind.OPINION, MatterKind.INQUIRY, MatterKind.OTHER)


class Writer(Term):
    """Whether the writer is known; without an address no reply is possible."""

    NAMED = "named", "署名", "named"
    NO_ADDRESS = "no_address", "署名但地址不详", "named, without address"
    ANONYMOUS = "anonymous", "匿名", "anonymous"


@dataclass(frozen=True, eq=False)
class Life:
    """A matter from its receipt or a reopening to the next reopening; deadlines start anew."""

    start: date
    events: tuple[Event, ...]
    end: date | None

    def first(self, *kinds: type[MatterEvent], since: date = date.min) -> date | None:
        """The day of the first such event since a day; UNKNOWN if undated, None if not found."""
        for event in self.events:
            if isinstance(event, kinds) and (day := event.on or UNKNOWN) >= since:
                return day
        return None

    @cached_property
    def closed_on(self) -> date | None:
        return self.first(ClosedEvent)

    @cached_property
    def forwards(self) -> tuple[Forward, ...]:
        return forwards_of(self.events)

    @cached_property
    def final_on(self) -> date | None:
        """The day the answer became final; without forwards, any final answer counts."""
        if self.forwards:
            return final_on(self.forwards)
        return next((event.on or UNKNOWN for event in self.events if isinstance(event, Answered) and event.result.is_final), None)


@dataclass(frozen=True, eq=False)
class Matter:
    """A problem that a voter raised in a letter or at a visit, as known on `as_of`.

    `echoed` are the events implied by the suggestions that grew out of it, `suggestions` their ids
    and `raised_on` the day on which the first was submitted.
    """

    id: str
    path: str
    at: Key
    date_key: Key
    kind: MatterKind
    received: date
    constituency: str
    group: str
    written: tuple[Event, ...]
    as_of: date
    title: str | None = None
    summary: str | None = None
    topic: str | None = None
    addressee: str | None = None
    mailbox: str | None = None
    channel: Term | None = None
    source: str | None = None
    writer: Writer | None = None
    recorded_by: str | None = None
    group_knows: bool = False
    echoed: tuple[Event, ...] = ()
    suggestions: tuple[str, ...] = ()
    raised_on: date | None = None

    def known_on(self, day: date) -> Matter:
        """The same matter, as known on another day."""
        return replace(self, as_of=day)

    def key_of(self, event: Event) -> Key:
        return (*self.at, "events", self.written.index(event))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return in_order((event for event in self.written if event.on is None or event.on <= self.as_of), EVENTS)

    @cached_property
    def course(self) -> tuple[Event, ...]:
        """Its own events and those implied by its suggestions, in order."""
        if not self.echoed:
            return self.events
        known = (event for event in self.echoed if event.on is None or self.received <= event.on <= self.as_of)
        return in_order((*self.events, *known), EVENTS)

    @cached_property
    def lives(self) -> tuple[Life, ...]:
        return tuple(self._split())

    def _split(self) -> Iterator[Life]:
        start, events = self.received, list[Event]()
        for event in self.course:
            if isinstance(event, Reopened):
                day = event.on or UNKNOWN
                yield Life(start, tuple(events), day)
                start, events = day, []
            else:
                events.append(event)
        yield Life(start, tuple(events), None)

    @property
    def life(self) -> Life:
        return self.lives[-1]

    @property
    def from_visit(self) -> bool:
        return "#" in self.id

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
    def deputy(self) -> str | None:
        """The deputy in charge: the one it was last delivered to, else the addressee."""
        delivered = [event.to for event in self.events if isinstance(event, Delivered)]
        return delivered[-1] if delivered else self.addressee

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments to which it was forwarded, in order, without duplicates."""
        return tuple(dict.fromkeys(event.to for event in self.events if isinstance(event, Forwarded)))

    @property
    def result(self) -> Result | None:
        """The result of the last answer; None if there is none."""
        results = [event.result for event in self.course if isinstance(event, Answered)]
        return results[-1] if results else None

    @property
    def answered_by_suggestion(self) -> bool:
        """Whether a suggestion brought an answer since the last reopening."""
        return any(isinstance(event, Answered) and any(event is one for one in self.echoed) for event in self.life.events)

    @cached_property
    def settled_on(self) -> date | None:
        """The day on which it was settled; None while it is open."""
        if self.kind is MatterKind.THANKS:
            return self.life.start
        if self.is_accusation:
            return self.life.first(Forwarded)
        if self.life.closed_on:
            return self.life.closed_on
        if self.kind.is_settled_by_reply and (day := self._settled_by_reply()):
            return day
        return self._settled_by_feedback() if self.can_be_answered else self.life.final_on or self.life.first(Aided)

    def _settled_by_reply(self) -> date | None:
        pending = [forward for forward in self.life.forwards if not (forward.declined or forward.final)]
        if pending or self._last_feedback_dissatisfied():
            return None
        return self.life.first(Replied, FedBack) if self.can_be_answered else self.life.start

    def _settled_by_feedback(self) -> date | None:
        standing = [forward for forward in self.life.forwards if not forward.declined]
        since = self.life.final_on if standing else self.life.start
        if since is None or self._last_feedback_dissatisfied():
            return None
        return self.life.first(FedBack, since=since)

    def _last_feedback_dissatisfied(self) -> bool:
        fed_back = [event for event in self.life.events if isinstance(event, FedBack)]
        return bool(fed_back) and fed_back[-1].satisfaction is Satisfaction.DISSATISFIED

    @property
    def is_open(self) -> bool:
        return self.settled_on is None

    @cached_property
    def is_solved(self) -> bool:
        """Whether an answer or a deputy solved it, and the voter is not dissatisfied."""
        answers = [event for event in self.life.events if isinstance(event, Answered)]
        solved = bool(answers) and answers[-1].result is Result.SOLVED
        aided = any(isinstance(event, Aided) for event in self.life.events)
        return (solved or aided) and not self._last_feedback_dissatisfied()
