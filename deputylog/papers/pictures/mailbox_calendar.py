"""The calendar of mailboxes: whether each was opened in each week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deputylog.book import Book
from deputylog.calendar import Period, Week, weeks_in
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.life.record_places import MailboxInGroup
from deputylog.picture import ChartForm, Line, Picture
from deputylog.table import Column, Table
from deputylog.text.counts import mailboxes
from deputylog.text.counts import weeks as weeks_said
from deputylog.words import Bilingual, phrase

KEYS = (
    ("opened", Bilingual("已开启", "opened")),
    ("missed", Bilingual("未开启", "not opened")),
    ("stated", Bilingual("未开启，有原因", "not opened, with a reason")),
    ("due", Bilingual("本周待开启", "still due this week")),
    ("exempt", Bilingual("不要求开启", "none owed")),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TITLE = Bilingual("代表信箱逐周开启情况", "mailboxes week by week")


def mailbox_calendar(book: Book, group: str, period: Period) -> Picture:
    """Return the weeks whose Thursday is in the period.

    A week stays blank if the mailbox was not in use or records had not begun.
    """
    from pandas import Timestamp, crosstab

    facts = Facts(book, period)
    frame = of_group(facts.mailbox_weeks, group)
    frame = frame[frame["monday"] >= Timestamp(book.district.records_from)]
    weeks = [week for week in weeks_in(period) if week.monday <= book.as_of]
    held = facts.mailboxes(group)
    ids = [one.id for one in held]
    states = (
        frame.pivot(index="mailbox", columns="week", values="state")
        .reindex(ids, columns=list(map(str, weeks)))
        .astype(object)
    )
    marks = (
        states.where(states.notna(), None).itertuples(index=False, name=None)
        if weeks
        else [()] * len(held)
    )
    lines = tuple(Line(_label(book, one), row) for one, row in zip(held, marks, strict=True))
    names = [name for name, _ in KEYS]
    columns = (
        Column("mailbox", Bilingual("信箱", "mailbox")),
        *(Column(name, wording, "number") for name, wording in KEYS),
    )
    counted = (
        crosstab(frame["mailbox"], frame["state"])
        .reindex(ids, columns=names, fill_value=0)
        .itertuples(index=False, name=None)
    )
    rows = tuple((line.label, *cells) for line, cells in zip(lines, counted, strict=True))
    alt = phrase(
        "{mailboxes}逐周情况：应开启{owed}，已开启{opened}周，未开启且未说明原因{missed}周。",
        "Weeks of {mailboxes}. Owed: {owed}; opened: {opened}; neither opened nor "
        "explained: {missed}.",
        mailboxes=mailboxes(len(lines)),
        owed=weeks_said(int(frame["owed"].sum())),
        opened=int((frame["owed"] & frame["opened"]).sum()),
        missed=int((frame["state"] == "missed").sum()),
    )
    table = Table("mailbox-calendar", TITLE, columns, rows)
    return Picture(
        "mailbox-calendar",
        TITLE,
        alt,
        ChartForm.CALENDAR,
        KEYS,
        tuple(map(str, weeks)),
        lines,
        table,
        tuple(_months(weeks)),
    )


def _months(weeks: Sequence[Week]) -> Iterator[tuple[int, Bilingual]]:
    """Yield the first week of each month; a week belongs to the month of its Thursday."""
    months = [week.thursday.month for week in weeks]
    for number, month in enumerate(months):
        if number == 0 or month != months[number - 1]:
            yield number, Bilingual(f"{month}月", _MONTHS[month - 1])


def _label(book: Book, held: MailboxInGroup) -> str:
    """Return the constituency, with the mailbox's id if there are several."""
    where = held.mailbox.constituency_on(book.as_of)
    name = book.name("constituency", where)
    several = [
        one for one in book.mailboxes.values() if one.mailbox.constituency_on(book.as_of) == where
    ]
    return f"{name} {held.mailbox.id}" if len(several) > 1 else name
