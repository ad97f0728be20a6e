"""The circular (通报) for a group meeting: deputies, matters and mailboxes (founding §4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.facts.deputies import members
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.facts.matter_rows import owners
from deputylog.facts.period_words import header_of, of_period, period_words
from deputylog.papers.agenda import advice
from deputylog.papers.head_counts import Heads, head_cell, heads_of, open_on, settled_on
from deputylog.papers.partial_counts import OF_THESE
from deputylog.papers.performance import cell, performances
from deputylog.papers.signs import SIGNS
from deputylog.table import Cell, Column, Head, Report, Table
from deputylog.words import Bilingual, phrase

if TYPE_CHECKING:
    from pandas import DataFrame


def circular(book: Book, group: str, period: Period) -> Report:
    """Return the circular of a group for a period, as it stood at the period's end."""
    facts = Facts(book, period)
    done = performances(facts, members(facts.then, group, period))
    matters = facts.listed(group)
    report = Report(
        name="circular",
        title=phrase(
            "{name}{period}代表联系选民情况通报",
            "{name}: circular on contact with voters, {period}",
            name=book.name("group", group),
            period=period_words(period),
        ),
        header=header_of(book, group, period),
        as_of=book.as_of,
        tables=(
            _deputies(facts, done),
            _matters(facts, matters[matters["solved"]], _SOLVED),
            _matters(facts, matters[matters["open"]], _OPEN),
            *advice(facts.then, of_group(facts.visits, group)["id"]),
            _mailboxes(facts, group),
        ),
        heads=tuple(_heads(facts, len(done), heads_of(facts)[group])),
        wide=True,
        signs=SIGNS,
    )
    return of_period(book, report, period)


_HEADS: Mapping[str, Bilingual] = {
    "visits": Bilingual("走访次数", "visits"),
    "carried_over": Bilingual("上期结转", "carried over"),
    "received": Bilingual("新收问题", "matters received"),
    "reopened": Bilingual("重新办理", "reopened"),
}
_OF_SUGGESTIONS: Mapping[str, Bilingual] = {
    "suggestions": Bilingual(
        "提出议案、建议（不含撤回）", "suggestions and motions submitted, without those withdrawn"
    ),
    "suggestions_withdrawn": Bilingual("撤回议案、建议", "suggestions and motions withdrawn"),
}


def _heads(facts: Facts, deputies: int, heads: Heads) -> Iterator[Head]:
    day = facts.then.as_of
    yield "deputies", Bilingual("代表人数", "deputies"), deputies
    for name, wording in {
        **_HEADS,
        "settled": settled_on(day),
        "open": open_on(day),
        **_OF_SUGGESTIONS,
    }.items():
        yield name, wording, head_cell(name, heads)


def _deputies(facts: Facts, done: DataFrame) -> Table:
    columns = (
        Column("deputy", Bilingual("代表", "deputy")),
        Column("visits", Bilingual("走访次数（计入）", "visits that count"), "number"),
        Column("owed", Bilingual("本年应走访", "owed this year"), "number"),
        Column("matters", Bilingual("负责的问题", "matters seen to"), "number"),
        Column("joint", Bilingual("共同负责", "seen to jointly"), "number"),
        Column("solved", Bilingual("推动解决", "brought to a solution"), "number"),
        Column(
            "joint_solved", Bilingual("共同推动解决", "brought to a solution jointly"), "number"
        ),
        Column("led", Bilingual("领衔建议、议案", "led"), "number"),
        Column("cosigned", Bilingual("附议", "cosigned"), "number"),
        Column("activities", Bilingual("其他活动", "other activities"), "number"),
    )
    rows = tuple(
        (
            facts.book.name("deputy", str(deputy)),
            int(row["counted"]),
            _owed(facts, str(deputy)),
            int(row["matters"]),
            int(row["joint_matters"]),
            cell(row, "solved", OF_THESE),
            cell(row, "joint_solved", OF_THESE),
            *(int(row[name]) for name in ("led", "cosigned", "activities")),
        )
        for deputy, row in done.iterrows()
    )
    return Table("deputies", Bilingual("代表履职情况", "what deputies did"), columns, rows)


def _owed(facts: Facts, wanted: str) -> int:
    """Return the visits owed in the year in which the period ends."""
    last = facts.period.last
    return sum(
        quota.owed
        for deputy, quota in facts.then.quotas
        if deputy.id == wanted and last in quota.year
    )


_SOLVED = "solved", Bilingual("已推动解决的问题", "brought to a solution")
_OPEN = "open", Bilingual("尚未办结的问题", "still open")
_MATTER = (
    Column("received", Bilingual("收到日期", "received"), "day"),
    Column("title", Bilingual("反映问题摘要", "what was raised"), width=45),
    Column("deputy", Bilingual("代表", "deputy")),
    Column("departments", Bilingual("承办单位", "departments"), width=28),
    Column("state", Bilingual("状态", "state")),
    Column("result", Bilingual("结果", "result")),
)


def _matters(facts: Facts, matters: DataFrame, named: tuple[str, Bilingual]) -> Table:
    name, title = named
    rows = tuple(_row(facts.then, wanted) for wanted in matters["id"])
    return Table(name, title, _MATTER, rows)


def _row(book: Book, wanted: str) -> tuple[Cell, ...]:
    matter = book.matter_by_id[wanted]
    departments = [book.name("department", department) for department in matter.departments]
    title = matter.masked_title
    return (matter.received, title, owners(book, matter), departments, matter.state, matter.outcome)


def _mailboxes(facts: Facts, group: str) -> Table:
    """Return the weeks of the group's mailboxes, each where it hung at the end of the period."""
    columns = (
        Column("constituency", Bilingual("选区", "constituency")),
        Column("place", Bilingual("位置", "place"), width=30),
        Column("owed", Bilingual("应开启周数", "weeks owed"), "number"),
        Column("opened", Bilingual("其中已开启", "of these opened"), "number"),
        Column("letters", Bilingual("收到信件", "letters found"), "number"),
    )
    weeks, last = of_group(facts.mailbox_weeks, group), facts.then.as_of
    rows: list[tuple[Cell, ...]] = []
    for held in facts.mailboxes(group):
        own = weeks[weeks["mailbox"] == held.id]
        name = facts.book.name("constituency", held.mailbox.constituency_on(last))
        letters = (
            int(own["letters"].sum()) if own["opened"].any() else None
        )  # unknown if it was never opened
        rows.append(
            (
                name,
                held.mailbox.place_on(last),
                int(own["owed"].sum()),
                int((own["owed"] & own["opened"]).sum()),
                letters,
            )
        )
    return Table("mailboxes", Bilingual("代表信箱", "deputy mailboxes"), columns, tuple(rows))
