"""The row of a matter as used in every list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from deputylog.book import Book
from deputylog.model.dated import said_of
from deputylog.model.event import (
    Aided,
    Answered,
    ClosedEvent,
    Declined,
    Extended,
    FedBack,
    FollowedUp,
    Forwarded,
    MatterEvent,
    Reopened,
    Replied,
)
from deputylog.model.identity import masked
from deputylog.model.matter import Matter
from deputylog.model.state import state_of
from deputylog.table import Cell, Column
from deputylog.words import N_, Phrase, Said, phrase

E = TypeVar("E", bound=MatterEvent)

VISIT_SOURCE = Said("走访", "visit")

COLUMNS = (
    Column("number", Said("序号", "No."), "number", 9),
    Column("source", Said("来源", "source"), width=14),
    Column("constituency", Said("选区", "constituency"), width=18),
    Column("deputy", Said("代表", "deputy"), width=13),
    Column("received", Said("收到日期", "received"), "day", 22),
    Column("title", Said("反映问题摘要", "what was raised"), width=44),
    Column("kind", Said("类别／领域", "kind / topic"), width=23),
    Column("forwarded", Said("转交单位及日期", "forwarded to, on"), width=27),
    Column("course", Said("办理情况", "course"), width=38),
    Column("result", Said("结果", "result"), width=16),
    Column("fed_back", Said("反馈选民日期", "voter told on"), width=14),
    Column("suggestions", Said("转为建议", "turned into suggestion"), width=16),
    Column("carried_over", Said("上期结转", "carried over"), width=11),
    Column("id", Said("编号", "id"), width=24),
)


def matter_row(book: Book, matter: Matter, *, carried_over: bool) -> tuple[Cell, ...]:
    """Return the cells of `COLUMNS` except the row number."""
    kind = matter.kind if not matter.topic else phrase(N_("{kind} / {topic}"), kind=matter.kind, topic=book.name("topic", matter.topic))
    return (
        source_of(matter),
        book.name("constituency", matter.constituency),
        book.name("deputy", matter.deputy),
        matter.received,
        masked(matter.title or matter.summary or ""),
        kind,
        [
            phrase(N_("{department} {day}"), department=book.name("department", event.to), day=_day(event))
            for event in _of(matter, Forwarded)
        ],
        [state_of(matter), *_course(matter)],
        matter.outcome,
        [_day(event) for event in _of(matter, FedBack)],
        list(matter.suggestions) or None,
        phrase(N_("carried over")) if carried_over else None,
        matter.id,
    )


def source_of(matter: Matter) -> Cell:
    """Return the source: the visit, the outside name of the channel, or the channel."""
    if matter.from_visit:
        return VISIT_SOURCE
    if matter.source:
        return matter.source
    return matter.channel


def _of(matter: Matter, kind: type[E]) -> Iterator[E]:
    return (event for event in matter.course if isinstance(event, kind))


def _day(event: MatterEvent) -> object:
    return event.on.strftime("%m-%d") if event.on else phrase(N_("date unknown"))


def _course(matter: Matter) -> Iterator[Phrase]:
    for event in matter.course:
        if isinstance(event, (Replied, Declined, FollowedUp, Extended, Answered, Aided, Reopened, ClosedEvent)):
            yield phrase(N_("{day} {event}"), day=_day(event), event=said_of(event))
