"""Facts about deputies and groups by the five priorities, without ranking (founding §4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Period, Quarter
from deputylog.facts.deputies import members
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.facts.period_words import header_of, of_period, period_words, whose
from deputylog.kinds.activity import ActivityKind
from deputylog.kinds.visit import Priority
from deputylog.papers.partial_counts import DAY, OF_THESE, OTHERS, PRIORITY, Unknown, counted
from deputylog.papers.performance import cell, performances
from deputylog.papers.signs import SIGNS
from deputylog.table import Cell, Column, Counted, Report, Table
from deputylog.words import Bilingual, phrase

if TYPE_CHECKING:
    from pandas import DataFrame, Series

LEAST_BASE = 5
"""Shares of a smaller base are not shown, as they mean little."""


@dataclass(frozen=True)
class Count:
    """A column of the deputies' performance, assigned to one of the five priorities.

    `worded` if it may be unknown in part.
    """

    name: str
    column: str
    priority: Priority
    wording: Bilingual
    worded: Unknown | None = None

    def cell(self, row: Series) -> int | Counted:
        return cell(row, self.column, self.worded) if self.worded else int(row[self.column])


COUNTS = (
    Count(
        "led", "led", Priority.PREPARE, Bilingual("领衔建议、议案", "suggestions and motions led")
    ),
    Count(
        "research",
        "research_held",
        Priority.PREPARE,
        Bilingual("视察调研", "inspections and research"),
    ),
    Count(
        "prepare",
        "prepare",
        Priority.PREPARE,
        Bilingual("为审议作准备的走访", "visits to prepare"),
        PRIORITY,
    ),
    Count(
        "explained",
        "explained",
        Priority.PUBLICIZE,
        Bilingual("宣传法律政策的走访", "visits that explained law or policy"),
        PRIORITY,
    ),
    Count("publicity", "publicity_held", Priority.PUBLICIZE, Bilingual("宣传活动", "publicity")),
    Count(
        "visits", "counted", Priority.REFLECT, Bilingual("走访次数（计入）", "visits that count")
    ),
    Count("matters", "matters", Priority.REFLECT, Bilingual("负责的问题", "matters seen to")),
    Count(
        "joint",
        "joint_matters",
        Priority.REFLECT,
        Bilingual("共同负责的问题", "matters seen to jointly"),
    ),
    Count(
        "followed_up", "followed_up", Priority.REFLECT, Bilingual("跟踪督办次数", "follow-ups"), DAY
    ),
    Count(
        "solved",
        "solved",
        Priority.REFLECT,
        Bilingual("推动解决", "brought to a solution"),
        OF_THESE,
    ),
    Count(
        "joint_solved",
        "joint_solved",
        Priority.REFLECT,
        Bilingual("共同推动解决", "brought to a solution jointly"),
        OF_THESE,
    ),
    Count(
        "rule_of_law",
        "rule_of_law",
        Priority.RULE_OF_LAW,
        Bilingual("推动依法治理的走访", "visits for the rule of law"),
        PRIORITY,
    ),
    Count(
        "inform",
        "inform",
        Priority.INFORM,
        Bilingual("介绍人大工作的走访", "visits to inform"),
        PRIORITY,
    ),
    Count(
        "duty_reports",
        "duty_report_held",
        Priority.INFORM,
        Bilingual("向选民述职", "reports on duty"),
    ),
)


_TITLE = Bilingual(
    "{name}{period}评选优秀代表、先进代表组参考情况",
    "{name}: facts for choosing outstanding deputies and advanced groups, {period}",
)


def evaluation(book: Book, group: str, period: Period) -> Report:
    """Return the facts for the deputies of a group, or of the district if `group` is empty."""
    facts, groups = Facts(book, period), [group] if group else list(book.groups)
    done = performances(facts, members(facts.then, group, period))
    tables = (
        *(_of_priority(book, done, priority) for priority in Priority),
        _groups(facts, groups),
    )
    report = Report(
        name="evaluation",
        title=phrase(_TITLE, name=whose(book, group), period=period_words(period)),
        header=header_of(book, group, period),
        as_of=book.as_of,
        tables=tables,
        heads=(
            ("deputies", Bilingual("代表人数", "deputies"), len(done)),
            ("groups", Bilingual("代表组数", "deputy groups"), len(groups)),
        ),
        notes=(
            phrase(
                "只列事实，不作排名：代表按登记顺序排列；基数不少于{least}的才列比例。",
                "Facts, not rankings: deputies are listed in the order of the register. Shares "
                "are given for a base of {least} or more.",
                least=LEAST_BASE,
            ),
            phrase(
                "以上均按已登记的记录统计，未登记的不计入。",
                "The figures count what is recorded; what nobody recorded is not included.",
            ),
        ),
        wide=True,
        signs=SIGNS,
    )
    return of_period(book, report, period)


def _of_priority(book: Book, done: DataFrame, priority: Priority) -> Table:
    """Return a table with a row per deputy and a row of medians."""
    counts = [count for count in COUNTS if count.priority is priority]
    columns = (
        Column("deputy", Bilingual("代表", "deputy")),
        *(Column(count.name, count.wording, "number") for count in counts),
    )
    rows: list[tuple[Cell, ...]] = [
        (book.name("deputy", str(deputy)), *(count.cell(row) for count in counts))
        for deputy, row in done.iterrows()
    ]
    if rows:
        rows.append((_MEDIAN, *(_median(done, count) for count in counts)))
    note = (
        phrase(
            Bilingual(
                "中位数按{count}名代表计", "median of {count} deputy", "median of {count} deputies"
            ),
            count=len(done),
        )
        if rows
        else None
    )
    return Table(
        f"priority-{priority}", Bilingual(priority.zh, priority.en), columns, tuple(rows), note
    )


_MEDIAN = Bilingual("中位数", "median")


def _median(done: DataFrame, count: Count) -> Counted:
    """Return the median of the known counts, and how many are unknown."""
    known = done[count.column]
    if count.worded and not count.worded.included:
        known = known[done[f"{count.column}_unknown"] == 0]
    middle = float(known.median()) if len(known) else None
    return counted(_number(middle) if middle is not None else None, len(done) - len(known), OTHERS)


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else value


def _groups(facts: Facts, groups: Sequence[str]) -> Table:
    """Return the facts of each group, shares with their base."""
    columns = (
        Column("group", Bilingual("代表组", "deputy group")),
        Column("deputies", Bilingual("代表人数", "deputies"), "number"),
        Column("visits", Bilingual("走访次数", "visits"), "number"),
        Column(
            "openings",
            Bilingual("应开启周数中已开启（各信箱合计）", "weeks owed, opened, over all mailboxes"),
        ),
        Column("in_time", Bilingual("到期步骤中按时完成", "steps due, done in time")),
        Column("solved", Bilingual("办结的问题中已解决", "settled matters, solved")),
        Column("lists", Bilingual("应报清单中按时报送", "lists owed, in time")),
        Column("circulars", Bilingual("通报次数", "circulars"), "number"),
    )
    return Table(
        "groups",
        Bilingual("代表组", "deputy groups"),
        columns,
        tuple(_group_row(facts, group) for group in groups),
    )


def _group_row(facts: Facts, group: str) -> tuple[Cell, ...]:
    frames = (facts.visits, facts.mailbox_weeks, facts.listed(), facts.duties, facts.activities)
    visits, weeks, matters, duties, held = (of_group(frame, group) for frame in frames)
    settled = matters[~matters["open"]]
    owed = duties[duties["of_matter"] & (duties["done"].notna() | (duties["days_late"] > 0))]
    in_time = owed["done"].notna() & (owed["days_late"] == 0)
    return (
        facts.book.name("group", group),
        len(members(facts.then, group, facts.period)),
        len(visits),
        share(int((weeks["owed"] & weeks["opened"]).sum()), int(weeks["owed"].sum())),
        share(int(in_time.sum()), len(owed)),
        share(int(settled["solved"].sum()), len(settled)),
        share(*_lists(facts.book, group, facts.period)),
        int((held["kind"] == ActivityKind.CIRCULAR).sum()),
    )


def _lists(book: Book, group: str, period: Period) -> tuple[int, int]:
    """Return how many quarterly lists due in the period were on time, and how many were due."""
    quarter = Quarter.of(max(period.first, book.district.records_from))
    in_time = owed = 0
    while quarter.period.last <= min(period.last, book.as_of):
        due, submission = book.clock.list_due(quarter), book.first_submission(group, quarter)
        if due < book.as_of and book.owes_list(group, quarter):
            owed += 1
            in_time += submission is not None and submission.record.handed_in <= due
        quarter = quarter.next()
    return in_time, owed


def share(part: int, base: int) -> Cell:
    """Return `part` of `base`, in per cent too if the base is large enough."""
    if base < LEAST_BASE:
        return phrase("{base}项中{part}项", "{part} of {base}", part=part, base=base)
    return phrase(
        "{base}项中{part}项（{share}%）",
        "{part} of {base} ({share} %)",
        part=part,
        base=base,
        share=round(100 * part / base),
    )
