"""What is owed, by when, and by whom: open steps of matters, mailboxes of the week, visits of the year, quarterly lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from deputylog.book import Book
from deputylog.calendar import Quarter, Week
from deputylog.model.duty import Step
from deputylog.rules.quarterly_list_late import list_due
from deputylog.table import Column, Table
from deputylog.words import N_, Phrase, Said, phrase

_OPEN_MAILBOX = Said("开启信箱", "open the mailbox")
_VISIT = Said("进选区联系选民", "visit the constituency")
_HAND_IN = Said("报送季度清单", "hand in the quarterly list")


@dataclass(frozen=True)
class Owed:
    """One thing owed: until when, by whom, what, and of which record."""

    due: date
    who: str
    what: Said | Step
    about: str
    id: str
    group: str
    deputy: str = ""


def due_table(book: Book, *, within: int, group: str = "", deputy: str = "") -> Table:
    """What is owed by `within` days from the Book's day, the longest overdue first."""
    horizon = book.as_of + timedelta(days=within)
    owed = [
        one
        for one in (*_steps(book), *_mailboxes(book), *_visits(book), *_lists(book))
        if one.due <= horizon and group in ("", one.group) and deputy in ("", one.deputy)
    ]
    columns = (
        Column("due", Said("到期日", "due"), "day"),
        Column("state", Said("状态", "state")),
        Column("who", Said("责任人", "who acts")),
        Column("what", Said("事项", "what")),
        Column("about", Said("内容", "about")),
        Column("id", Said("编号", "id")),
    )
    ordered = sorted(owed, key=lambda one: (one.due, one.id, str(one.what)))
    rows = tuple((one.due, _state(one.due, book.as_of), one.who, one.what, one.about, one.id) for one in ordered)
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
                who = (
                    book.name("department", duty.department)
                    if duty.step is Step.ANSWER
                    else book.name("deputy", deputy) or book.name("group", matter.group)
                )
                yield Owed(duty.due, who, duty.step, matter.title or "", matter.id, matter.group, deputy)


def _mailboxes(book: Book) -> Iterator[Owed]:
    week = Week.of(book.as_of)
    last = max(book.clock.calendar.working_days(week.period), default=week.period.last)
    for held in book.mailboxes.values():
        known = book.mailbox_weeks[held.mailbox.id]
        if week in known.owed and week not in known.opened:
            where = book.name("constituency", held.mailbox.constituency)
            keepers = [keeper.who for keeper in held.mailbox.keepers if keeper.start <= book.as_of]
            who = book.name("person", keepers[-1]) if keepers else held.group.record.name
            yield Owed(last, who, _OPEN_MAILBOX, where, held.mailbox.id, held.group.id, keepers[-1] if keepers else "")


def _visits(book: Book) -> Iterator[Owed]:
    for deputy, quota in book.quotas:
        if book.as_of in quota.year and quota.seat.held(book.as_of) and quota.made < quota.owed:
            about = f"{quota.made}/{quota.owed}"
            yield Owed(quota.year.last, deputy.record.name, _VISIT, about, deputy.id, quota.seat.group, deputy.id)


def _lists(book: Book) -> Iterator[Owed]:
    since = book.district.records_from
    if since > book.as_of:
        return
    for group in book.groups.values():
        quarter = Quarter.of(since)
        while quarter.period.first <= book.as_of:
            if book.submission(group.id, quarter) is None:
                yield Owed(list_due(book, quarter), _officer(book, group.id), _HAND_IN, str(quarter), group.id, group.id)
            quarter = quarter.next()


def _officer(book: Book, group: str) -> str:
    record = book.groups[group].record
    return next((officer.name for officer in record.officers if officer.serves(book.as_of)), record.name)
