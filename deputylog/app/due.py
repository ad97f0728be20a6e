"""What is owed, by when, and by whom: open steps of matters, mailboxes of the week, visits of the year, quarterly lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from deputylog.book import Book
from deputylog.calendar import Quarter, Week
from deputylog.model.duty import Duty, Step
from deputylog.model.matter import Matter
from deputylog.table import Column, Table
from deputylog.words import N_, Phrase, Said, Term, phrase

_OPEN_MAILBOX = Said("开启信箱", "open the mailbox")
_VISIT = Said("进选区联系选民", "visit the constituency")
_HAND_IN = Said("报送季度清单", "hand in the quarterly list")


class Actor(Term):
    """Who must act."""

    DEPUTY = "deputy", "代表", "deputy"
    OFFICER = "officer", "联络员、代表组", "officer or group"
    DEPARTMENT = "department", "承办单位", "department"
    WORKING_BODY = "working_body", "常委会工作机构", "working body"


@dataclass(frozen=True)
class Owed:
    """One thing owed: until when, by whom, what, and of which record."""

    due: date
    actor: Actor
    who: str
    what: Said | Step
    about: str
    id: str
    group: str
    deputy: str = ""


def what_is_due(book: Book, until: date, *, group: str = "", deputy: str = "", actor: str = "") -> list[Owed]:
    """What is owed by `until`, the longest overdue first."""
    owed = [
        one
        for one in (*_steps(book), *_suggestions(book), *_mailboxes(book), *_visits(book), *_lists(book))
        if one.due <= until and group in ("", one.group) and deputy in ("", one.deputy) and actor in ("", one.actor)
    ]
    return sorted(owed, key=lambda one: (one.due, one.id, str(one.what)))


def chat_lines(owed: Sequence[Owed], as_of: date) -> Iterator[Phrase | str]:
    """Plain lines to paste into a chat: a head for everybody who must act, then what, the most pressing first."""
    by_who: dict[str, list[Owed]] = {}
    for one in owed:
        by_who.setdefault(one.who, []).append(one)
    for who, theirs in by_who.items():
        yield phrase(N_("[{who}] {count} to do"), who=who, count=len(theirs))
        for number, one in enumerate(theirs, 1):
            yield phrase(
                N_("{number}. {what}: {about} ({due}, {state})"),
                number=number,
                what=one.what,
                about=one.about or one.id,
                due=one.due,
                state=_state(one.due, as_of),
            )


def due_table(owed: Sequence[Owed], as_of: date) -> Table:
    """What is owed, a row each."""
    columns = (
        Column("due", Said("到期日", "due"), "day"),
        Column("state", Said("状态", "state")),
        Column("who", Said("责任人", "who acts")),
        Column("what", Said("事项", "what")),
        Column("about", Said("内容", "about")),
        Column("id", Said("编号", "id")),
    )
    rows = tuple((one.due, _state(one.due, as_of), one.who, one.what, one.about, one.id) for one in owed)
    return Table("due", Said("待办事项", "what is owed"), columns, rows)


def _state(due: date, today: date) -> Phrase:
    days = (due - today).days
    if days < 0:
        return phrase(N_("overdue by {days} days"), days=-days)
    return phrase(N_("due in {days} days"), days=days) if days else phrase(N_("due today"))


def _steps(book: Book) -> Iterator[Owed]:
    for matter in book.matters:
        if not matter.is_open:
            continue
        deputy = matter.deputy or ""
        for duty in book.duties[matter.id]:
            if duty.done is None and duty.until == book.as_of:
                actor, who = _who_acts(book, matter, duty)
                yield Owed(duty.due, actor, who, duty.step, matter.title or "", matter.id, matter.group, deputy)


def _who_acts(book: Book, matter: Matter, duty: Duty) -> tuple[Actor, str]:
    """The department answers, the deputy who sees to it does all else, or the group where there is none."""
    if duty.step is Step.ANSWER:
        return Actor.DEPARTMENT, book.name("department", duty.department)
    if matter.deputy:
        return Actor.DEPUTY, book.name("deputy", matter.deputy)
    return Actor.OFFICER, book.name("group", matter.group)


def _suggestions(book: Book) -> Iterator[Owed]:
    """Of each suggestion: the working body assigns, the lead department answers and keeps promises, the lead deputy does the rest."""
    for handling in book.handlings:
        lead, record = handling.record.lead, handling.record
        for duty in book.duties[handling.id]:
            if duty.done is not None:
                continue
            match duty.step:
                case Step.ASSIGN:
                    actor, who = Actor.WORKING_BODY, book.district.working_body
                case Step.ANSWER_DEPUTY | Step.REDO | Step.KEEP_PROMISE:
                    actor, who = Actor.DEPARTMENT, book.name("department", duty.department)
                case _:
                    actor, who = Actor.DEPUTY, book.name("deputy", lead)
            yield Owed(duty.due, actor, who, duty.step, record.title, handling.id, handling.group, lead)


def _mailboxes(book: Book) -> Iterator[Owed]:
    week = Week.of(book.as_of)
    last = max(book.clock.calendar.working_days(week.period), default=week.period.last)
    for held in book.mailboxes.values():
        known = book.mailbox_weeks[held.mailbox.id]
        if week in known.owed and week not in known.opened:
            where = book.name("constituency", held.mailbox.constituency)
            keeper = held.mailbox.keeper_on(book.as_of)
            who = book.name("person", keeper) or held.group.record.name
            actor = Actor.DEPUTY if keeper in book.deputies else Actor.OFFICER
            yield Owed(last, actor, who, _OPEN_MAILBOX, where, held.mailbox.id, held.group.id, keeper or "")


def _visits(book: Book) -> Iterator[Owed]:
    for deputy, quota in book.quotas:
        if book.as_of in quota.year and quota.seat.held(book.as_of) and quota.made < quota.owed:
            about = f"{quota.made}/{quota.owed}"
            yield Owed(quota.year.last, Actor.DEPUTY, deputy.record.name, _VISIT, about, deputy.id, quota.seat.group, deputy.id)


def _lists(book: Book) -> Iterator[Owed]:
    since = book.district.records_from
    if since > book.as_of:
        return
    for group in book.groups.values():
        quarter = Quarter.of(since)
        while quarter.period.first <= book.as_of:
            if book.submission(group.id, quarter) is None:
                yield Owed(
                    book.clock.list_due(quarter), Actor.OFFICER, _officer(book, group.id), _HAND_IN, str(quarter), group.id, group.id
                )
            quarter = quarter.next()


def _officer(book: Book, group: str) -> str:
    record = book.groups[group].record
    return next((officer.name for officer in record.officers if officer.serves(book.as_of)), record.name)
