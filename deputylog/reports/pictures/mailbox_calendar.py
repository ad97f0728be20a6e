"""The calendar of mailboxes: whether each was opened in each week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from deputylog.book import Book
from deputylog.calendar import Period, Week, weeks_in
from deputylog.counts import mailboxes
from deputylog.counts import weeks as weeks_said
from deputylog.model.filed import MailboxInGroup
from deputylog.picture import Form, Line, Picture
from deputylog.table import Column, Table
from deputylog.words import N_, Said, phrase

KEYS = (
    ("opened", Said("已开启", "opened")),
    ("missed", Said("未开启", "not opened")),
    ("stated", Said("未开启，有原因", "not opened, with a reason")),
    ("due", Said("本周待开启", "still due this week")),
    ("exempt", Said("不要求开启", "none owed")),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TITLE = Said("代表信箱逐周开启情况", "mailboxes week by week")


def mailbox_calendar(book: Book, group: str, period: Period) -> Picture:
    """Return the weeks whose Thursday is in the period.

    A week stays blank if the mailbox was not in use or records had not begun.
    """
    weeks = list(_weeks(period, book))
    held = [one for one in book.mailboxes.values() if group in ("", one.group.id)]
    lines = tuple(Line(_label(book, one), tuple(_state(book, one, week) for week in weeks)) for one in held)
    names = [name for name, _ in KEYS]
    columns = (Column("mailbox", Said("信箱", "mailbox")), *(Column(name, said, "number") for name, said in KEYS))
    counts = [Counter(line.marks) for line in lines]
    rows = tuple((line.label, *(count[name] for name in names)) for line, count in zip(lines, counts, strict=True))
    owed = sum(count[name] for count in counts for name in ("opened", "missed", "stated"))
    alt = phrase(
        N_("Weeks of {mailboxes}. Owed: {owed}; opened: {opened}; neither opened nor explained: {missed}."),
        mailboxes=mailboxes(len(lines)),
        owed=weeks_said(owed),
        opened=sum(count["opened"] for count in counts),
        missed=sum(count["missed"] for count in counts),
    )
    table = Table("mailbox-calendar", TITLE, columns, rows)
    return Picture("mailbox-calendar", TITLE, alt, Form.CALENDAR, KEYS, tuple(map(str, weeks)), lines, table, tuple(_months(weeks)))


def _weeks(period: Period, book: Book) -> Iterator[Week]:
    return (week for week in weeks_in(period) if week.monday <= book.as_of)


def _months(weeks: Sequence[Week]) -> Iterator[tuple[int, Said]]:
    """Yield the first week of each month; a week belongs to the month of its Thursday."""
    months = [week.thursday.month for week in weeks]
    for number, month in enumerate(months):
        if number == 0 or month != months[number - 1]:
            yield number, Said(f"{month}月", _MONTHS[month - 1])


def _label(book: Book, held: MailboxInGroup) -> str:
    """Return the constituency, with the mailbox's id if there are several."""
    where = held.mailbox.constituency_on(book.as_of)
    name = book.name("constituency", where)
    several = [one for one in book.mailboxes.values() if one.mailbox.constituency_on(book.as_of) == where]
    return f"{name} {held.mailbox.id}" if len(several) > 1 else name


def _state(book: Book, held: MailboxInGroup, week: Week) -> str | None:
    if week.monday < book.district.records_from:
        return None
    weeks = book.mailbox_weeks[held.mailbox.id]
    if week in weeks.opened:
        return "opened"
    if week in weeks.stated:
        return "stated"
    if week in weeks.owed:
        return "missed" if week.period.last < book.as_of else "due"
    return "exempt" if week in weeks.whole else None
