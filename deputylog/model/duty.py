"""The duties for a matter: what is owed, by when, and when it was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from deputylog.calendar import Span, Unit
from deputylog.model.clock import Clock
from deputylog.model.event import Aided, Delivered, FedBack, FollowedUp, Forwarded, GroupTold, Replied
from deputylog.model.fields import Key, is_exact
from deputylog.model.forward import Forward
from deputylog.model.matter import UNKNOWN, Life, Matter
from deputylog.words import Term


class Step(Term):
    """A step owed to a voter or a deputy."""

    DELIVER = "deliver", "送交代表", "deliver to the deputy"
    REPLY = "reply", "答复反映人", "reply to the writer"
    FORWARD = "forward", "转交有关部门", "forward to a department"
    FOLLOW_UP = "follow_up", "跟踪督办", "follow up"
    ANSWER = "answer", "部门答复", "department's answer"
    FEED_BACK = "feed_back", "反馈选民", "tell the voter the result"
    TELL_GROUP = "tell_group", "告知代表组", "tell the deputy group"
    ASSIGN = "assign", "交办代表建议", "assign the suggestion"
    ANSWER_DEPUTY = "answer_deputy", "答复代表", "answer the deputy"
    RATE = "rate", "评价办理", "rate the handling"
    REDO = "redo", "重新办理并答复", "handle it again and answer"
    KEEP_PROMISE = "keep_promise", "落实承诺", "keep the promise"
    TELL_VOTERS = "tell_voters", "向来源选民反馈结果", "tell the voters behind it"


@dataclass(frozen=True, slots=True)
class Duty:
    """A step owed within a span from `start`, so by `due`.

    `done` is the day it was done, None if it was not; days late count up to `until`.
    """

    step: Step
    start: date
    within: Span
    due: date
    done: date | None
    until: date
    key: Key
    department: str | None = None

    @property
    def days_late(self) -> int:
        """Calendar days past the deadline, 0 if there are none."""
        return max(0, ((self.done or self.until) - self.due).days)


def duties_of(matter: Matter, clock: Clock) -> Iterator[Duty]:
    """Every duty of the matter, present and past; steps done on an unknown day are left out."""
    for stretch in matter.lives:
        if is_exact(stretch.start) and stretch.start is not UNKNOWN:
            for duty in _of_stretch(matter, stretch, clock):
                if duty.done is not UNKNOWN:
                    yield duty


def _of_stretch(matter: Matter, stretch: Life, clock: Clock) -> Iterator[Duty]:
    settings = clock.settings_on(stretch.start)

    def owed(step: Step, within: Span, done: date | None) -> Iterator[Duty]:
        if done is None and stretch.closed_on:
            return
        yield Duty(step, stretch.start, within, clock.due(stretch.start, within), done, stretch.end or matter.as_of, matter.date_key)

    if matter.is_accusation:
        yield from owed(Step.FORWARD, settings.forward_within, stretch.first(Forwarded))
        return
    if matter.owes_reply:
        yield from owed(Step.REPLY, settings.reply_within, stretch.first(Replied, FedBack))
    if not matter.kind.owes_all_steps:
        return
    if matter.channel == "mailbox" and stretch is matter.lives[0]:
        yield from owed(Step.DELIVER, settings.deliver_within, stretch.first(Delivered))
    yield from _forwarding(matter, stretch, clock)
    if not matter.group_knows:
        yield from owed(Step.TELL_GROUP, settings.tell_group_within, stretch.first(GroupTold))
    yield from _feedback(matter, stretch, clock)


def _forwarding(matter: Matter, stretch: Life, clock: Clock) -> Iterator[Duty]:
    standing = [forward for forward in stretch.forwards if forward.declined is None]
    sent_back = [forward.declined for forward in stretch.forwards if forward.declined]
    start = stretch.start if standing or not sent_back else sent_back[-1].on or UNKNOWN
    done = _passed_on(matter, stretch, start, sent_back=bool(sent_back) and not standing)
    if start is not UNKNOWN and not (done is None and stretch.closed_on):
        within = clock.settings_on(start).forward_within
        yield Duty(Step.FORWARD, start, within, clock.due(start, within), done, stretch.end or matter.as_of, matter.date_key)
    for forward in stretch.forwards:
        if forward.sent.on:
            yield from _answer(matter, stretch, forward, clock)
    yield from _follow_ups(matter, stretch, clock)


def _passed_on(matter: Matter, stretch: Life, start: date, *, sent_back: bool) -> date | None:
    """The first day it was forwarded, a deputy helped, or a suggestion was made; None if none.

    If every department sent the matter back, only a suggestion counts.
    """
    raised = matter.raised_on
    if raised and raised is not UNKNOWN and not start <= raised <= (stretch.end or matter.as_of):
        raised = None
    return raised if sent_back else _earliest(stretch.first(Forwarded), stretch.first(Aided), raised)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def _answer(matter: Matter, stretch: Life, forward: Forward, clock: Clock) -> Iterator[Duty]:
    assert forward.sent.on
    settings = clock.settings_on(forward.sent.on)
    within = settings.department_within
    if forward.extended:
        within = Span(min(forward.extended.to_days, settings.department_at_most), Unit.DAYS)
    done = forward.answers[0].on or UNKNOWN if forward.answers else None
    if done is None and (stretch.closed_on or forward.declined):
        return
    until = stretch.end or matter.as_of
    start = forward.sent.on
    yield Duty(Step.ANSWER, start, within, clock.due(start, within), done, until, matter.key_of(forward.sent), forward.sent.to)


def _follow_ups(matter: Matter, stretch: Life, clock: Clock) -> Iterator[Duty]:
    """The duty to follow up in each interval between marks of an open forward.

    Marks are the forward itself, each follow-up and each answer.
    """
    asked = [event.on or UNKNOWN for event in stretch.events if isinstance(event, FollowedUp)]
    end = _earliest(stretch.closed_on, stretch.end)
    if UNKNOWN in asked:
        return
    for forward in stretch.forwards:
        answers = [answer.on or UNKNOWN for answer in forward.answers]
        stop = _earliest(end, *(event.on or UNKNOWN for event in (forward.declined, forward.final) if event))
        if forward.sent.on is None or UNKNOWN in (*answers, stop):
            continue
        yield from _intervals(matter, forward, sorted({*asked, *answers}), stop, clock)


def _intervals(matter: Matter, forward: Forward, marks: list[date], stop: date | None, clock: Clock) -> Iterator[Duty]:
    assert forward.sent.on
    start = forward.sent.on
    rests = {answer.on for answer in forward.answers if answer.result.is_final}
    for mark in [day for day in marks if day > start and (stop is None or day < stop)]:
        if start not in rests:
            yield _follow_up(matter, forward, start, mark, clock)
        start = mark
    if start not in rests and (stop is None or stop > start):
        yield _follow_up(matter, forward, start, stop, clock)


def _follow_up(matter: Matter, forward: Forward, start: date, done: date | None, clock: Clock) -> Duty:
    within = clock.settings_on(start).follow_up_every
    due = clock.due(start, within)
    return Duty(Step.FOLLOW_UP, start, within, due, done, matter.as_of, matter.key_of(forward.sent), forward.sent.to)


def _feedback(matter: Matter, stretch: Life, clock: Clock) -> Iterator[Duty]:
    """The duty to tell the voter the result; if a suggestion brought the answer, S010 covers it."""
    final = stretch.final_on
    if final is None or final is UNKNOWN or not matter.can_be_answered or matter.answered_by_suggestion:
        return
    done = stretch.first(FedBack, since=final)
    if done is None and stretch.closed_on:
        return
    within = clock.settings_on(final).feed_back_within
    yield Duty(Step.FEED_BACK, final, within, clock.due(final, within), done, stretch.end or matter.as_of, matter.date_key)
