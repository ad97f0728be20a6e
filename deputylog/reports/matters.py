"""The row of a matter as used in every list."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from deputylog.book import Book
from deputylog.facts.matters import ListedAs
from deputylog.model.actor import Actor
from deputylog.model.dated import said_of
from deputylog.model.event import (
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
from deputylog.model.identity import masked
from deputylog.model.matter import Matter
from deputylog.model.standing import Next
from deputylog.table import Cell, Column, Valued
from deputylog.words import N_, Phrase, Said, phrase

VISIT_SOURCE = Said("走访", "visit")

COLUMNS = (
    Column("number", Said("序号", "No."), "number", 9),
    Column("source", Said("来源", "source"), width=13),
    Column("constituency", Said("选区", "constituency"), width=15),
    Column("deputy", Said("代表", "deputy"), width=15),
    Column("received", Said("收到日期", "received"), "day", 22),
    Column("title", Said("反映问题摘要", "what was raised"), width=40),
    Column("kind", Said("类别／领域", "kind / topic"), width=20),
    Column("forwarded", Said("转交单位及日期", "forwarded to, on"), width=28),
    Column("course", Said("办理情况", "course"), width=34),
    Column("state", Said("状态", "state"), width=13),
    Column("result", Said("结果", "result"), width=13),
    Column("next", Said("下一步", "next step"), width=24),
    Column("fed_back", Said("反馈选民日期", "voter told on"), width=22),
    Column("suggestions", Said("转为建议", "turned into suggestion"), width=16),
    Column("listed_as", Said("列入原因", "listed as"), width=13),
    Column("later", Said("季后进展", "after the quarter"), width=28),
    Column("id", Said("编号", "id"), width=22),
)


def matter_row(book: Book, matter: Matter, listed_as: ListedAs, later: Sequence[Event]) -> tuple[Cell, ...]:
    """Return the cells of `COLUMNS` except the row number, as known on the Book's day.

    `later` are the steps taken after it.
    """
    return (
        source_of(matter),
        book.name("constituency", matter.constituency),
        owners(book, matter),
        matter.received,
        masked(matter.title or matter.summary or ""),
        _kind(book, matter),
        [_forward(book, event) for event in matter.course if isinstance(event, Forwarded)],
        [_step(book, event) for event in matter.course if isinstance(event, _IN_COURSE)],
        matter.state,
        matter.outcome,
        next_step(book, book.next_of.get(matter.id)),
        [_day(event) for event in matter.course if isinstance(event, FedBack)],
        list(matter.suggestions) or None,
        listed_as,
        [_step(book, event) for event in later],
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
    return Valued(N_("{first} and others, {count} in all"), {"first": names[0], "count": len(names)}, {"_all": names})


def next_step(book: Book, owed: Next | None) -> Valued:
    """Return the next step with who owes it and by when; empty if nothing is owed."""
    if owed is None:
        return Valued("", {}, {"": None, "_who": [], "_due": None})
    kind = "department" if owed.actor is Actor.DEPARTMENT else "deputy"
    who = [book.name(kind, wanted) for wanted in owed.who] or [owed.actor]
    text = N_("{step} ({who}, by {due})") if owed.due else N_("{step} ({who})")
    return Valued(text, {"step": owed.step, "who": who, "due": owed.due}, {"": owed.step, "_who": who, "_due": owed.due})


def _kind(book: Book, matter: Matter) -> Cell:
    if not matter.topic:
        return matter.kind
    return phrase(N_("{kind} / {topic}"), kind=matter.kind, topic=book.name("topic", matter.topic))


def _forward(book: Book, event: Forwarded) -> Phrase:
    return phrase(N_("{department} {day}"), department=book.name("department", event.to), day=_day(event))


def _day(event: Event) -> object:
    return event.on or phrase(N_("date unknown"))


def _step(book: Book, event: Event) -> Phrase:
    """Return a step with its day and what it says: whom it concerns and with which result."""
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
    text = N_("{day} {event} ({what})") if told else N_("{day} {event}")
    return phrase(text, day=_day(event), event=said_of(event), what=told)


def row_digest(row: tuple[Cell, ...]) -> str:
    """Return a language-independent digest of a row, 12 hex digits.

    It changes with every edit, but not when an empty column is added.
    """
    said = {column.name: _bare(cell) for column, cell in zip(COLUMNS[1:], row, strict=True) if cell not in (None, "", [])}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


def _bare(cell: object) -> object:
    match cell:
        case Phrase():
            return [cell.text, {key: _bare(value) for key, value in cell.values.items()}]
        case Said():
            return cell.en
        case list() | tuple():
            return [_bare(part) for part in cell]
        case date():
            return cell.isoformat()
    return None if cell is None else str(cell)
