"""The row of a matter as used in every list."""

from __future__ import annotations

from collections.abc import Sequence

from deputylog.book import Book
from deputylog.facts.matters import ListedAs
from deputylog.facts.next_step_cells import next_cell
from deputylog.kinds.event_dates import said_of
from deputylog.kinds.events import (
    Aided,
    Answered,
    ClosedEvent,
    Declined,
    Event,
    Extended,
    FedBack,
    FollowedUp,
    Forwarded,
    Reopened,
    Replied,
)
from deputylog.life.matter import Matter
from deputylog.table import Cell, Column, Valued
from deputylog.words import Bilingual, Phrase, phrase

VISIT_SOURCE = Bilingual("走访", "visit")
BY_ANOTHER = Bilingual("{step}，经办人{who}", "{step}, by {who}")
"""A step and who took it; the public edition leaves out who."""

COLUMNS = (
    Column("number", Bilingual("序号", "No."), "number", 8),
    Column("source", Bilingual("来源", "source"), width=13),
    Column("constituency", Bilingual("选区", "constituency"), width=13),
    Column("deputy", Bilingual("代表", "deputy"), width=13),
    Column("received", Bilingual("收到日期", "received"), "day", 27),
    Column("title", Bilingual("反映问题摘要", "what was raised"), width=31),
    Column("kind", Bilingual("类别／领域", "kind / topic"), width=18),
    Column("forwarded", Bilingual("转交日期及单位", "forwarded on, to"), width=27),
    Column("course", Bilingual("办理情况", "course"), width=50),
    Column("state", Bilingual("状态", "state"), width=13),
    Column("result", Bilingual("结果", "result"), width=13),
    Column("next", Bilingual("下一步", "next step"), width=20),
    Column("fed_back", Bilingual("反馈选民日期", "voter told on"), width=27),
    Column("suggestions", Bilingual("转为建议", "turned into suggestion"), width=17),
    Column("listed_as", Bilingual("列入原因", "listed as"), width=13),
    Column("later", Bilingual("季后进展", "after the quarter"), width=24),
    Column("id", Bilingual("编号", "id"), width=32),
)


def matter_row(
    book: Book, matter: Matter, listed_as: ListedAs, later: Sequence[Event]
) -> tuple[Cell, ...]:
    """Return the cells of `COLUMNS` except the row number, as known on the Book's day.

    `later` are the steps taken after it.
    """
    return (
        source_of(matter),
        book.name("constituency", matter.constituency),
        owners(book, matter),
        matter.received,
        matter.masked_title,
        _kind(book, matter),
        [_forward(book, event) for event in matter.course if isinstance(event, Forwarded)],
        [
            _step(book, event, matter.deputies)
            for event in matter.course
            if isinstance(event, _IN_COURSE)
        ],
        matter.state,
        matter.outcome,
        next_cell(book, matter.id),
        [_day(event) for event in matter.course if isinstance(event, FedBack)],
        list(matter.suggestions) or None,
        listed_as,
        [_step(book, event, matter.deputies) for event in later],
        matter.id,
    )


_IN_COURSE = (Replied, Declined, FollowedUp, Extended, Answered, Aided, Reopened, ClosedEvent)


def source_of(matter: Matter) -> Cell:
    """Return the source: the visit, the outside name of the channel, or the channel."""
    if matter.from_visit:
        return VISIT_SOURCE
    if matter.source:
        return matter.source
    return matter.channel


def owners(book: Book, matter: Matter) -> Cell:
    """Return the deputy who sees to the matter; the first one and their number if several do."""
    names = [book.name("deputy", deputy) for deputy in matter.deputies]
    if len(names) < 2:
        return names[0] if names else ""
    return Valued(
        Bilingual("{first}等{count}人", "{first} (one of {count})"),
        {"first": names[0], "count": len(names)},
        {"deputy_all": names},
    )


def _kind(book: Book, matter: Matter) -> Cell:
    if not matter.topic:
        return matter.kind
    return phrase(
        "{kind}／{topic}",
        "{kind} / {topic}",
        kind=matter.kind,
        topic=book.name("topic", matter.topic),
    )


def _forward(book: Book, event: Forwarded) -> Phrase:
    return phrase(
        "{day} {what}", "{day} {what}", day=_day(event), what=book.name("department", event.to)
    )


def _day(event: Event) -> object:
    return event.on or phrase("日期不详", "date unknown")


def _step(book: Book, event: Event, deputies: Sequence[str]) -> Phrase:
    """Return a step with its day and what it says: whom it concerns, with which result.

    Who did it is named unless it is the only deputy who sees to the matter.
    """
    match event:
        case Forwarded():
            what: list[object] = [book.name("department", event.to)]
        case Answered():
            what = [book.name("department", event.by), event.result]
        case Declined() | Extended():
            what = [book.name("department", event.by)]
        case FedBack():
            what = [event.satisfaction]
        case ClosedEvent():
            what = [event.why]
        case _:
            what = []
    told = [part for part in what if part]
    text = (
        Bilingual("{day} {event}（{what}）", "{day} {event} ({what})")
        if told
        else Bilingual("{day} {event}", "{day} {event}")
    )
    step = phrase(text, day=_day(event), event=said_of(event), what=told)
    if event.who is None or deputies == (event.who,):
        return step
    return phrase(BY_ANOTHER, step=step, who=book.name("person", event.who))
