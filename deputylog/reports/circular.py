"""The circular (通报) for a group meeting: deputies, matters and mailboxes (founding §4)."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.model.identity import masked
from deputylog.model.matter import Matter
from deputylog.model.state import state_of
from deputylog.reports.counted import DAY, counted
from deputylog.reports.head_counts import open_on
from deputylog.reports.performance import Performance, members, performances, settled_undated, within
from deputylog.reports.period_words import of_period, period_words
from deputylog.reports.signs import SIGNS
from deputylog.table import Cell, Column, Head, Report, Table
from deputylog.words import N_, Said, phrase


def circular(book: Book, group: str, period: Period) -> Report:
    """Return the circular of a group for a period."""
    done = performances(book, members(book, group, period), period)
    matters = [matter for matter in book.matters if matter.group == group and not matter.is_accusation]
    report = Report(
        name="circular",
        title=phrase(N_("{name}: circular on contact with voters, {period}"), name=book.name("group", group), period=period_words(period)),
        header={
            "district": book.district.name,
            "group": book.name("group", group),
            "working_body": book.district.working_body,
            "period": period_words(period),
        },
        as_of=book.as_of,
        tables=(_deputies(done), _solved(book, matters, period), _open(book, matters), _mailboxes(book, group, period)),
        heads=tuple(_heads(book, done, matters, period)),
        notes=tuple([book.unread] if book.unread else []),
        wide=True,
        signs=SIGNS,
    )
    return of_period(book, report, period)


def _heads(book: Book, done: list[Performance], matters: list[Matter], period: Period) -> Iterator[Head]:
    yield "deputies", Said("代表人数", "deputies"), len(done)
    yield "visits", Said("走访次数", "visits"), len({filed.id for one in done for filed in one.visits})
    yield "received", Said("新收问题", "matters received"), sum(matter.received in period for matter in matters)
    settled = sum(within(matter.settled_on, period) for matter in matters)
    yield "settled", Said("办结问题", "settled"), counted(settled, sum(settled_undated(matter, period) for matter in matters), DAY)
    yield "open", open_on(book.as_of), sum(matter.is_open for matter in matters)
    yield "suggestions", Said("领衔建议、议案", "suggestions and motions"), sum(len(one.led) for one in done)


def _deputies(done: list[Performance]) -> Table:
    columns = (
        Column("deputy", Said("代表", "deputy")),
        Column("visits", Said("走访次数（计入）", "visits that count"), "number"),
        Column("owed", Said("本年应走访", "owed this year"), "number"),
        Column("matters", Said("负责的问题", "matters seen to"), "number"),
        Column("solved", Said("推动解决", "brought to a solution"), "number"),
        Column("led", Said("领衔建议、议案", "led"), "number"),
        Column("cosigned", Said("附议", "cosigned"), "number"),
        Column("activities", Said("其他活动", "other activities"), "number"),
    )
    rows = tuple(
        (
            one.deputy.record.name,
            len(one.counted_days),
            sum(quota.owed for quota in one.quotas if quota.year.last >= one.period.last),
            len(one.matters),
            one.solved_count,
            len(one.led),
            len(one.cosigned),
            len(one.activities),
        )
        for one in done
    )
    return Table("deputies", Said("代表履职情况", "what deputies did"), columns, rows)


_MATTER = (
    Column("received", Said("收到日期", "received"), "day"),
    Column("title", Said("反映问题摘要", "what was raised"), width=45),
    Column("deputy", Said("代表", "deputy")),
    Column("departments", Said("承办单位", "departments"), width=28),
    Column("state", Said("状态", "state")),
    Column("result", Said("结果", "result")),
)


def _row(book: Book, matter: Matter) -> tuple[Cell, ...]:
    departments = [book.name("department", department) for department in matter.departments]
    title = masked(matter.title or matter.summary or "")
    return (matter.received, title, book.name("deputy", matter.deputy), departments, state_of(matter), matter.outcome)


def _solved(book: Book, matters: list[Matter], period: Period) -> Table:
    rows = tuple(_row(book, matter) for matter in matters if matter.is_solved and within(matter.settled_on, period))
    undated = sum(matter.is_solved and settled_undated(matter, period) for matter in matters)
    note = phrase(N_("Solved as well, nobody wrote down when: {undated}."), undated=undated) if undated else None
    return Table("solved", Said("已推动解决的问题", "brought to a solution"), _MATTER, rows, note)


def _open(book: Book, matters: list[Matter]) -> Table:
    rows = tuple(_row(book, matter) for matter in matters if matter.is_open)
    return Table("open", Said("尚未办结的问题", "still open"), _MATTER, rows)


def _mailboxes(book: Book, group: str, period: Period) -> Table:
    columns = (
        Column("constituency", Said("选区", "constituency")),
        Column("place", Said("位置", "place"), width=30),
        Column("owed", Said("应开启周数", "weeks owed"), "number"),
        Column("opened", Said("已开启周数", "weeks opened"), "number"),
        Column("letters", Said("收到信件", "letters found"), "number"),
    )
    rows: list[tuple[Cell, ...]] = []
    rounds = [filed.record for filed in book.openings if filed.record.held_on in period]
    for held in book.mailboxes.values():
        if held.group.id != group:
            continue
        weeks = book.mailbox_weeks[held.mailbox.id].within(period)
        owed = weeks.counted(book.as_of)
        place = held.mailbox.places[-1].at if held.mailbox.places else None
        found = [opening.mailboxes[held.mailbox.id] for opening in rounds if held.mailbox.id in opening.mailboxes]
        letters = sum(found) if found else None  # unknown if the mailbox was never opened
        opened = sum(week in weeks.opened for week in owed)
        rows.append((book.name("constituency", held.mailbox.constituency), place, len(owed), opened, letters))
    return Table("mailboxes", Said("代表信箱", "deputy mailboxes"), columns, tuple(rows))
