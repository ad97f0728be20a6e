"""The ledger (台账) of open matters and suggestions: next step, steps done, allowed steps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import to_builtins

from deputylog.book import Book
from deputylog.facts.cells import NEXT, next_cells, source_of
from deputylog.kinds.event_dates import Dated, name_of, said_of
from deputylog.kinds.events import Aided, Declined, Extended, Reopened
from deputylog.kinds.suggestion_events import AnswerExtended, Kept
from deputylog.life.duties import Duty, Step
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.record.shape import Field, Scalar, shape_of
from deputylog.table import Cell, Column, Table
from deputylog.text import counts
from deputylog.text.identity import masked
from deputylog.words import Bilingual, Phrase, Term, phrase

_OWED = (
    Column("id", Bilingual("编号", "id")),
    Column("title", Bilingual("标题", "title")),
    *NEXT,
    Column("standing", Bilingual("时限情况", "in time")),
    Column("state", Bilingual("办理状态", "state")),
    Column("result", Bilingual("目前结果", "result so far")),
)
_STEPS = (
    Column("delivered", Bilingual("已送交", "delivered so far")),
    Column("replied", Bilingual("已答复反映人", "replied so far")),
    Column("forwarded", Bilingual("已转交", "forwarded so far")),
    Column("answered", Bilingual("承办单位已答复", "answered so far")),
    Column("followed_up", Bilingual("已督办", "followed up so far")),
    Column("fed_back", Bilingual("已反馈选民", "told so far")),
    Column("group_told", Bilingual("已告知代表组", "group told so far")),
    Column("closed", Bilingual("办结、重新办理", "closed, reopened")),
)
MATTER_COLUMNS = (
    *_OWED,
    Column("source", Bilingual("来源", "source")),
    Column("constituency", Bilingual("选区", "constituency")),
    Column("deputy", Bilingual("代表", "deputy")),
    Column("received", Bilingual("收到日期", "received"), "day"),
    Column("kind", Bilingual("类别", "kind")),
    *_STEPS,
)
SUGGESTION_COLUMNS = (
    *_OWED,
    Column("kind", Bilingual("类型", "kind")),
    Column("deputy", Bilingual("领衔代表", "lead deputy")),
    Column("received", Bilingual("提出日期", "submitted"), "day"),
    Column("sources", Bilingual("来源", "sources")),
    Column("assigned", Bilingual("已交办", "assigned so far")),
    Column("answered", Bilingual("承办单位已答复", "answered so far")),
    Column("promised", Bilingual("承诺事项", "promised so far")),
    Column("supervised", Bilingual("已督办", "supervised so far")),
    Column("rated", Bilingual("已评价", "rated so far")),
    Column("fed_back", Bilingual("已反馈选民", "told so far")),
)
_SHOWN_WITH: dict[type[Dated], str] = {
    Declined: "forwarded",
    Extended: "forwarded",
    Aided: "answered",
    Reopened: "closed",
    AnswerExtended: "assigned",
    Kept: "promised",
}
_TAKEN_BY: dict[Step, str] = {
    Step.DELIVER: "delivered",
    Step.REPLY: "replied",
    Step.FORWARD: "forwarded",
    Step.FOLLOW_UP: "followed_up",
    Step.ANSWER: "answered",
    Step.FEED_BACK: "fed_back",
    Step.TELL_GROUP: "group_told",
    Step.ASSIGN: "assigned",
    Step.ANSWER_DEPUTY: "answered",
    Step.RATE: "rated",
    Step.REDO: "answered",
    Step.KEEP_PROMISE: "kept",
    Step.TELL_VOTERS: "fed_back",
}


@dataclass(frozen=True)
class RowState:
    """What a row's import needs: digests of existing steps, and the steps due, next one first."""

    id: str
    seen: tuple[str, ...]
    owes: tuple[str, ...] = ()
    only: frozenset[str] | None = None
    """The steps that may be filled in; None means all."""


@dataclass(frozen=True)
class Ledger:
    """Open matters or suggestions as a table, with the state of each row."""

    table: Table
    states: tuple[RowState, ...]


def matter_ledger(
    book: Book, *, group: str = "", deputy: str = "", ids: Sequence[str] | None = None
) -> Ledger:
    """Return open matters, most urgent first; with `ids`, those matters in that order."""
    if ids is None:
        found = [
            one
            for one in book.matters
            if one.is_open and group in ("", one.group) and deputy in ("", *one.deputies)
        ]
        found.sort(key=lambda matter: _pressing(book, matter))
    else:
        found = [book.matter_by_id[wanted] for wanted in ids if wanted in book.matter_by_id]
    rows = tuple(_matter_row(book, matter) for matter in found)
    states = tuple(
        RowState(one.id, seen(one.events), _owes(book, one), fillable(one)) for one in found
    )
    return Ledger(
        Table("matters", Bilingual("来信与问题", "matters"), MATTER_COLUMNS, rows), states
    )


def suggestion_ledger(
    book: Book, *, group: str = "", deputy: str = "", ids: Sequence[str] | None = None
) -> Ledger:
    """Return open suggestions, most urgent first; with `ids`, those suggestions in that order."""
    if ids is None:
        found = [
            one
            for one in book.handlings
            if one.is_open and group in ("", one.group) and deputy in ("", one.record.lead)
        ]
        found.sort(key=lambda handling: _pressing(book, handling))
    else:
        by_id = {handling.id: handling for handling in book.handlings}
        found = [by_id[wanted] for wanted in ids if wanted in by_id]
    rows = tuple(_suggestion_row(book, handling) for handling in found)
    states = tuple(
        RowState(one.id, seen(one.events), _owes(book, one), fillable(one)) for one in found
    )
    return Ledger(
        Table("suggestions", Bilingual("代表建议", "suggestions"), SUGGESTION_COLUMNS, rows), states
    )


def fillable(one: Matter | Handling) -> frozenset[str] | None:
    """Return the steps a ledger may record; None means all.

    An accusation may only be forwarded to an entitled organ (信访工作条例 30).
    """
    if isinstance(one, Matter):
        return frozenset({"forwarded"}) if one.is_accusation else None
    return frozenset({"submitted"}) if one.is_motion else None


def seen(events: Iterable[Dated]) -> tuple[str, ...]:
    """Return a digest of each step, so that an import can detect steps logged meanwhile."""
    return tuple(sorted(_digest(event) for event in events))


def _digest(event: Dated) -> str:
    wording = json.dumps(to_builtins(event), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(wording.encode()).hexdigest()[:8]


def _open_duties(book: Book, one: Matter | Handling) -> list[Duty]:
    return sorted(
        (duty for duty in book.duties[one.id] if duty.is_running), key=lambda duty: duty.due
    )


def _pressing(book: Book, one: Matter | Handling) -> tuple[date, str]:
    duties = _open_duties(book, one)
    return duties[0].due if duties else date.max, one.id


def _owes(book: Book, one: Matter | Handling) -> tuple[str, ...]:
    if isinstance(one, Handling) and one.submitted_on is None:
        return ("submitted",)
    return tuple(dict.fromkeys(_TAKEN_BY[duty.step] for duty in _open_duties(book, one)))


def _stands(book: Book, one: Matter | Handling) -> tuple[Cell, ...]:
    """Return the next step, who owes it, its due date and the days left, the state and the result."""
    following = book.next_of.get(one.id)
    standing = counts.time_left(following.due, book.as_of) if following and following.due else None
    return *next_cells(book, one.id), standing, one.state, one.outcome


def _matter_row(book: Book, matter: Matter) -> tuple[Cell, ...]:
    if matter.is_accusation:
        about: tuple[Cell, ...] = (None, None, None, matter.received, matter.kind)
        title: Cell = Bilingual(
            "检举控告（内容不在本表）", "accusation (its content is not in this sheet)"
        )
    else:
        names = (book.name("constituency", matter.constituency), book.deputies_of(matter))
        about = (source_of(matter), *names, matter.received, matter.kind)
        title = matter.masked_title
    done = _done(book, matter.course, MATTER_COLUMNS[-len(_STEPS) :])
    return (matter.id, title, *_stands(book, matter), *about, *done)


def _suggestion_row(book: Book, handling: Handling) -> tuple[Cell, ...]:
    record = handling.record
    about = (
        record.kind,
        book.name("deputy", record.lead),
        handling.day,
        list(record.sources) or None,
    )
    done = _done(book, handling.events, SUGGESTION_COLUMNS[-6:])
    return (handling.id, masked(record.title), *_stands(book, handling), *about, *done)


def _done(book: Book, events: Iterable[Dated], columns: Sequence[Column]) -> list[Cell]:
    """Return the steps done, one per line, in the column of their kind."""
    lines: dict[str, list[Phrase]] = {column.name: [] for column in columns}
    for event in events:
        column = _SHOWN_WITH.get(type(event), name_of(event))
        if column in lines:
            lines[column].append(_line(book, event))
    return [several or None for several in lines.values()]


def _line(book: Book, event: Dated) -> Phrase:
    """Return the date and content of a step, such as `2026-03-18 区住建局`.

    A step shown in another step's column is named.
    """
    fields = shape_of(type(event)).fields
    values = [
        _value(book, field, event) for field in fields if field.name not in ("date", "note", "who")
    ]
    named = [said_of(event)] if type(event) in _SHOWN_WITH else []
    told = [value for value in (*named, *values) if value not in (None, "", [])]
    day = event.on or phrase("日期不详", "date unknown")
    return (
        phrase("{day} {what}", "{day} {what}", day=day, what=told)
        if told
        else phrase("{day}", "{day}", day=day)
    )


def _value(book: Book, field: Field, event: Dated) -> Cell:
    value = getattr(event, field.attribute)
    if isinstance(field.shape, Scalar) and field.shape.refers and value:
        return book.name(field.shape.refers, value)
    if isinstance(value, tuple):
        return [book.name("department", one) for one in value]
    return masked(value) if isinstance(value, str) and not isinstance(value, Term) else value
