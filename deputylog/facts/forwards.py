"""Forwards to departments: a row for each, with what came of it by the Book's day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from deputylog.book import Book
from deputylog.facts.fact import count, day, text, yes_no
from deputylog.kinds.events import Answered, FedBack, Satisfaction
from deputylog.life.duties import Duty
from deputylog.life.lives import Forward, Life
from deputylog.life.matter import Matter
from deputylog.life.steps import Step
from deputylog.record.fields import is_exact
from deputylog.record.unknown_day import Day
from deputylog.words import Term


class ForwardState(Term):
    """What became of a forward: the department's first answer decides."""

    OPEN = "open", "尚未答复", "not yet answered"
    ANSWERED = "answered", "已答复", "answered"
    DECLINED = "declined", "退回", "sent back"
    ENDED = "ended", "未经答复办结", "settled without an answer"


class ForwardMade(NamedTuple):
    """A forward of a matter, in one of its lives, with the duties to answer it."""

    matter: Matter
    life: Life
    forward: Forward
    duties: tuple[Duty, ...]

    @property
    def department(self) -> str:
        return self.matter.successor(self.forward.sent.to, self.matter.as_of)

    @property
    def answer(self) -> Answered | None:
        """The first answer of the department itself."""
        return next(iter(self.forward.own), None)

    @property
    def state(self) -> ForwardState:
        if self.answer:
            return ForwardState.ANSWERED
        if self.forward.declined:
            return ForwardState.DECLINED
        runs = self.life is self.matter.life and self.matter.is_open and self.forward.is_pending
        return ForwardState.OPEN if runs else ForwardState.ENDED

    @property
    def ended_on(self) -> Day | None:
        """The day of the answer, or on which nothing more was to be answered."""
        if ended := self.answer or self.forward.declined or self.life.closed:
            return ended.on
        if self.state is ForwardState.OPEN:
            return None
        return self.life.end or self.matter.settled_on or self.forward.answers[0].on

    @property
    def days(self) -> int | None:
        """The days from the forward to the answer; None if either day is unknown."""
        sent, answered = self.forward.sent.on, self.answer and self.answer.on
        if sent and answered and is_exact(sent) and is_exact(answered):
            return (answered - sent).days
        return None

    @property
    def due(self) -> date | None:
        """The last day for the answer, with the time granted; None if no deadline holds."""
        return self.duties[-1].due if self.duties else None

    @property
    def is_late(self) -> bool:
        """Whether the answer came late, or is overdue; an extension that is running ends that."""
        judged = self.duties[-1:] if self.state is ForwardState.OPEN else self.duties
        return any(duty.days_late for duty in judged)

    @property
    def satisfaction(self) -> Satisfaction | None:
        """What the voter thinks of it, if the department had answered."""
        told = [event.satisfaction for event in self.life.events if isinstance(event, FedBack)]
        return told[-1] if told and self.answer else None


FORWARDS = (
    text("id", "问题编号", "id of the matter", "matter.id"),
    text("group", "代表组", "deputy group", "matter.group"),
    text("department", "承办单位，合并后为现单位", "department, or the one it became part of"),
    day("sent_on", "转交日期", "forwarded on", "forward.sent.on"),
    text("state", "答复情况", "whether it was answered"),
    day("ended_on", "答复、退回或者终结日期", "answered, sent back or ended on"),
    count("days", "答复用时（天）", "days to the answer"),
    day("due", "答复期限", "last day for the answer"),
    yes_no("late", "超过期限", "past its deadline", "is_late"),
    text(
        "result",
        "答复结果",
        "result",
        lambda made: made.forward.own and made.forward.own[-1].result,
    ),
    text("satisfaction", "选民评价", "what the voter thinks of it"),
)


def forwards(book: Book) -> Iterator[ForwardMade]:
    """Yield the forwards of all matters but accusations."""
    for matter in book.matters:
        if matter.is_accusation:
            continue
        for life in matter.lives:
            for one in life.forwards:
                key = matter.key_of(one.sent)
                duties = tuple(
                    duty
                    for duty in book.duties[matter.id]
                    if duty.step is Step.ANSWER and duty.key == key
                )
                yield ForwardMade(matter, life, one, duties)
