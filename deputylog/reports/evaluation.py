"""Facts about deputies and groups by the five priorities, without ranking (founding §4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from deputylog.book import Book
from deputylog.calendar import Period, Quarter
from deputylog.model.activity import ActivityKind
from deputylog.model.duty import Duty
from deputylog.model.event import FollowedUp
from deputylog.model.visit import Priority, Visit
from deputylog.reports.counted import DAY, OTHERS, PRIORITY, counted, sum_of, wholly_known
from deputylog.reports.performance import Performance, members, performances, settled_undated, within
from deputylog.reports.period_words import of_period, period_words
from deputylog.reports.signs import SIGNS
from deputylog.table import Cell, Column, Counted, Report, Table
from deputylog.words import N_, NN_, Said, phrase

LEAST_BASE = 5
"""Shares of a smaller base are not shown, as they mean little."""


@dataclass(frozen=True)
class Fact:
    """A number counted for each deputy, assigned to one of the five priorities."""

    name: str
    priority: Priority
    said: Said
    count: Callable[[Performance], int | Counted]


def _visits_for(priority: Priority) -> Callable[[Performance], Counted]:
    return lambda done: _stated(_serves(filed.record, priority) for filed in done.visits)


def _serves(visit: Visit, priority: Priority) -> bool | None:
    """Whether the visit served the priority; None if it states no priorities."""
    return priority in visit.priorities if visit.priorities else None


def _explains(visit: Visit) -> bool | None:
    return True if visit.explained else _serves(visit, Priority.PUBLICIZE)


def _stated(answers: Iterable[bool | None]) -> Counted:
    return counted(*sum_of(answers), PRIORITY)


def _follow_ups(done: Performance) -> Counted:
    """Count follow-ups in the period; undated ones are unknown if the matter was received in it."""
    steps = [(matter, event.on) for matter in done.matters for event in matter.events if isinstance(event, FollowedUp)]
    undated = sum(day is None and matter.received in done.period for matter, day in steps)
    return counted(sum(day in done.period for _, day in steps), undated, DAY)


def _activities_of(*kinds: ActivityKind) -> Callable[[Performance], int]:
    return lambda done: sum(filed.record.kind in kinds for filed in done.activities)


FACTS = (
    Fact("led", Priority.PREPARE, Said("领衔建议、议案", "suggestions and motions led"), lambda done: len(done.led)),
    Fact("research", Priority.PREPARE, Said("视察调研", "inspections and research"), _activities_of(ActivityKind.RESEARCH)),
    Fact("prepare", Priority.PREPARE, Said("为审议作准备的走访", "visits to prepare"), _visits_for(Priority.PREPARE)),
    Fact(
        "explained",
        Priority.PUBLICIZE,
        Said("宣传法律政策的走访", "visits that explained law or policy"),
        lambda done: _stated(_explains(filed.record) for filed in done.visits),
    ),
    Fact("publicity", Priority.PUBLICIZE, Said("宣传活动", "publicity"), _activities_of(ActivityKind.PUBLICITY)),
    Fact("visits", Priority.REFLECT, Said("走访次数（计入）", "visits that count"), lambda done: len(done.counted_days)),
    Fact("matters", Priority.REFLECT, Said("负责的问题", "matters seen to"), lambda done: len(done.matters)),
    Fact("followed_up", Priority.REFLECT, Said("跟踪督办次数", "follow-ups"), _follow_ups),
    Fact("solved", Priority.REFLECT, Said("推动解决", "brought to a solution"), lambda done: done.solved_count),
    Fact("rule_of_law", Priority.RULE_OF_LAW, Said("推动依法治理的走访", "visits for the rule of law"), _visits_for(Priority.RULE_OF_LAW)),
    Fact("inform", Priority.INFORM, Said("介绍人大工作的走访", "visits to inform"), _visits_for(Priority.INFORM)),
    Fact("duty_reports", Priority.INFORM, Said("向选民述职", "reports on duty"), _activities_of(ActivityKind.DUTY_REPORT)),
)


_TITLE = N_("{name}: facts for choosing outstanding deputies and advanced groups, {period}")


def evaluation(book: Book, group: str, period: Period) -> Report:
    """Return the facts for the deputies of a group, or of the district if `group` is empty."""
    done = performances(book, members(book, group, period), period)
    groups = [group] if group else list(book.groups)
    tables = (*(_of_priority(done, priority) for priority in Priority), _groups(book, groups, period))
    report = Report(
        name="evaluation",
        title=phrase(_TITLE, name=_whose(book, group), period=period_words(period)),
        header={
            "district": book.district.name,
            "group": book.name("group", group) if group else None,
            "working_body": book.district.working_body,
            "period": period_words(period),
        },
        as_of=book.as_of,
        tables=tables,
        heads=(("deputies", Said("代表人数", "deputies"), len(done)), ("groups", Said("代表组数", "deputy groups"), len(groups))),
        notes=(
            *([book.unread] if book.unread else []),
            phrase(
                N_(
                    "Facts, not rankings: deputies are listed in the order of the register. Shares are given for a base of {least} or more."
                ),
                least=LEAST_BASE,
            ),
            phrase(N_("The figures count what is recorded; what nobody recorded is not included.")),
        ),
        wide=True,
        signs=SIGNS,
    )
    return of_period(book, report, period)


def _whose(book: Book, group: str) -> str:
    return book.name("group", group) if group else book.district.name


def _of_priority(done: Sequence[Performance], priority: Priority) -> Table:
    """Return a table with a row per deputy and a row of medians."""
    facts = [fact for fact in FACTS if fact.priority is priority]
    columns = (Column("deputy", Said("代表", "deputy")), *(Column(fact.name, fact.said, "number") for fact in facts))
    counts = [[fact.count(one) for fact in facts] for one in done]
    rows: list[tuple[Cell, ...]] = [(one.deputy.record.name, *row) for one, row in zip(done, counts, strict=True)]
    if counts:
        rows.append((_MEDIAN, *map(_median, zip(*counts, strict=True))))
    note = phrase(NN_("median of {count} deputy", "median of {count} deputies"), count=len(done)) if done else None
    return Table(f"priority-{priority}", Said(priority.zh, priority.en), columns, tuple(rows), note)


_MEDIAN = Said("中位数", "median")


def _median(column: Sequence[int | Counted]) -> Counted:
    """Return the median of the known counts, and how many are unknown."""
    known = [count for cell in column if isinstance(count := wholly_known(cell), int)]
    return counted(_number(median(known)) if known else None, len(column) - len(known), OTHERS)


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def _groups(book: Book, groups: Sequence[str], period: Period) -> Table:
    """Return the facts of each group, shares with their base."""
    columns = (
        Column("group", Said("代表组", "deputy group")),
        Column("deputies", Said("代表人数", "deputies"), "number"),
        Column("visits", Said("走访次数", "visits"), "number"),
        Column("openings", Said("应开启周数中已开启（各信箱合计）", "weeks owed, opened, over all mailboxes")),
        Column("in_time", Said("到期步骤中按时完成", "steps due, done in time")),
        Column("solved", Said("办结的问题中已解决", "settled matters, solved")),
        Column("lists", Said("应报清单中按时报送", "lists owed, in time")),
        Column("circulars", Said("通报次数", "circulars"), "number"),
    )
    return Table("groups", Said("代表组", "deputy groups"), columns, tuple(_group_row(book, group, period) for group in groups))


def _group_row(book: Book, group: str, period: Period) -> tuple[Cell, ...]:
    matters = [matter for matter in book.matters if matter.group == group and not matter.is_accusation]
    duties = [duty for matter in matters for duty in book.duties[matter.id] if duty.due in period and duty.due < book.as_of]
    settled = [matter for matter in matters if within(matter.settled_on, period)]
    undated = sum(settled_undated(matter, period) for matter in matters)
    weeks = [
        (week, book.mailbox_weeks[held.mailbox.id])
        for held in book.mailboxes.values()
        if held.group.id == group
        for week in book.mailbox_weeks[held.mailbox.id].within(period).counted(book.as_of)
    ]
    visits = [filed for filed in book.visits if filed.record.held_on in period]
    return (
        book.name("group", group),
        len(members(book, group, period)),
        sum(book.group_holding(filed.record.constituency, filed.record.held_on) == group for filed in visits),
        share(sum(week in known.opened for week, known in weeks), len(weeks)),
        share(sum(_in_time(duty) for duty in duties), len(duties)),
        _share_of_settled(sum(matter.is_solved for matter in settled), len(settled), undated),
        share(*_lists(book, group, period)),
        _circulars(book, group, period),
    )


def _circulars(book: Book, group: str, period: Period) -> int:
    held = [filed.record for filed in book.activities if filed.record.held_on in period and filed.record.by == group]
    return sum(activity.kind == ActivityKind.CIRCULAR for activity in held)


def _in_time(duty: Duty) -> bool:
    return duty.done is not None and not duty.days_late


def _lists(book: Book, group: str, period: Period) -> tuple[int, int]:
    """Return how many quarterly lists due in the period were on time, and how many were due."""
    quarter = Quarter.of(max(period.first, book.district.records_from))
    in_time = owed = 0
    while quarter.period.last <= min(period.last, book.as_of):
        due, submission = book.clock.list_due(quarter), book.first_submission(group, quarter)
        if due < book.as_of:
            owed += 1
            in_time += submission is not None and submission.record.handed_in <= due
        quarter = quarter.next()
    return in_time, owed


def _share_of_settled(solved: int, settled: int, undated: int) -> Cell:
    """Return the share of settled matters that were solved; undated ones are given separately."""
    dated = share(solved, settled)
    return phrase(N_("{share}; settled on an unknown day: {undated}"), share=dated, undated=undated) if undated else dated


def share(part: int, base: int) -> Cell:
    """Return `part` of `base`, in per cent too if the base is large enough."""
    if base < LEAST_BASE:
        return phrase(N_("{part} of {base}"), part=part, base=base)
    return phrase(N_("{part} of {base} ({share} %)"), part=part, base=base, share=round(100 * part / base))
