"""Facts about deputies and groups by the five priorities, without ranking (founding §4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import Period, Quarter
from deputylog.facts.cells import CellColumn, by_value, column, number, table
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.facts.frames import members
from deputylog.kinds.activity import ActivityKind
from deputylog.kinds.visit import Priority
from deputylog.papers.counts import (
    OF_DEPUTY_BY_NAME,
    Count,
    Counts,
    UnknownPart,
    counted,
    frames_of_deputies,
    performances,
    table_of_deputies,
    without_zeros,
)
from deputylog.papers.paper import SIGNS, PaperType, Subject, UsualPeriod
from deputylog.table import Cell, Column, Counted, Report, Table, Valued, coded
from deputylog.words import Bilingual, Phrase, phrase

LEAST_BASE = 5
"""Shares of a smaller base are not shown, as they mean little."""

_PRIORITY_OF: Mapping[Priority, str] = {
    Priority.PREPARE: "led research prepare",
    Priority.PUBLICIZE: "explained publicity",
    Priority.REFLECT: "counted matters joint followed_up solved joint_solved",
    Priority.RULE_OF_LAW: "rule_of_law",
    Priority.INFORM: "inform duty_reports",
}
"""The counts of deputies, by the five priorities."""


def evaluation(book: Book, group: str, period: Period) -> Report:
    """Return the facts for the deputies of a group, or of the district if `group` is empty."""
    facts, groups = Facts(book, period), [group] if group else list(book.groups)
    deputies = members(facts.then, group, period)
    done = performances(facts, frames_of_deputies(facts), deputies)
    return EVALUATION.report(
        book,
        period=period,
        as_of=facts.then.as_of,
        group=group,
        tables=(
            _deputies(facts.then, done, group),
            table(facts, "groups", Bilingual("代表组", "deputy groups"), _GROUP, groups),
        ),
        notes=(
            *_without_purpose(facts, group),
            phrase(
                "只列事实，不作排名：代表、代表组按本区的次序排列；比例后括号内为基数，基数不足{least}的写作“3/4”，即4项中3项。以上均按"
                "已登记的记录统计，未登记的不计入。",
                "Facts, not rankings: deputies and groups are listed in the district's own order. "
                "Shares are followed by their base, or written as 3/4 where it is below {least}. "
                "The figures count what is "
                "recorded; what nobody recorded is not included.",
                least=LEAST_BASE,
            ),
        ),
    )


EVALUATION = PaperType(
    "evaluation",
    Bilingual(
        "{name}{period}评选优秀代表、先进代表组参考情况",
        "{name}: facts for choosing outstanding deputies and advanced groups, {period}",
    ),
    Bilingual(
        "评选优秀代表、先进代表组的参考情况，不作排名", "facts for an evaluation, without a ranking"
    ),
    "evaluate",
    Subject.GROUP_OR_DISTRICT,
    UsualPeriod.YEAR,
    evaluation,
    Bilingual("供内部评价", "for internal appraisal"),
    signs=SIGNS,
)


def _without_purpose(facts: Facts, group: str) -> Iterator[Phrase]:
    """Yield how many visits state no purpose, if any: nobody knows which priority they served."""
    visits = of_group(facts.visits, group)
    if count := int((~visits["priorities"].map(bool)).sum()):
        yield phrase(
            "有{count}次活动未注明重点，无法归入各栏；括号内的“另”为其次数。",
            "Visits that state no purpose, counted apart in brackets: {count}.",
            count=count,
        )


def _deputies(book: Book, done: dict[str, Counts], group: str) -> Table:
    """Return a row per deputy, with the group in a paper on all of them, and one of medians."""
    rows = list(done.values())
    of_priority = {
        priority: without_zeros([OF_DEPUTY_BY_NAME[name] for name in names.split()], rows)
        for priority, names in _PRIORITY_OF.items()
    }
    counts = [count for several in of_priority.values() for count in several]
    title = Bilingual("代表履职情况", "what deputies did")
    made = table_of_deputies(book, "deputies", title, counts, done)
    if not done:
        return made
    medians = (_median(rows, count) for count in counts)
    last = (coded(Bilingual("中位数", "median"), None), *medians)
    made = replace(made, rows=(*made.rows, last), note=_note(of_priority, len(done)))
    return made if group else _with_groups(book, made, list(done))


def _with_groups(book: Book, made: Table, deputies: Sequence[str]) -> Table:
    """Return the table with the group of each deputy in a second column."""
    seats = [book.deputies[one].record.seats[-1] for one in deputies]
    groups = [book.directory.group_of_seat(seat, book.as_of) for seat in seats]
    names = [book.name("group", one) for one in groups]
    first, *columns = made.columns
    rows = ((row[0], name, *row[1:]) for row, name in zip(made.rows, [*names, None], strict=True))
    head = Column("group", Bilingual("代表组", "deputy group"))
    return replace(made, columns=(first, head, *columns), rows=tuple(rows))


def _note(of_priority: Mapping[Priority, Sequence[Count]], deputies: int) -> Phrase:
    """Explain to which priority the columns belong, and the base of the medians."""
    each = Bilingual("{priority}（{counts}）", "{priority} ({counts})")
    columns = [
        phrase(each, priority=priority, counts=printed)
        for priority, counts in of_priority.items()
        if (printed := [count.wording for count in counts if not count.for_programs])
    ]
    text = Bilingual(
        "各栏按五个重点排列：{columns}。中位数按{count}名代表计。",
        "The columns by priority: {columns}. Medians of {count} deputy.",
        "The columns by priority: {columns}. Medians of {count} deputies.",
    )
    return phrase(text, columns=columns, count=deputies)


_OTHERS = UnknownPart(
    Bilingual(
        "{known}（另有{unknown}名代表不详）",
        "{known} (deputies whose number is unknown: {unknown})",
    )
)


def _median(rows: list[Counts], count: Count) -> Counted:
    """Return the median of the known counts, and how many are unknown."""
    known = [
        number
        for row in rows
        if (number := row[count.name]) is not None
        and (count.worded.included or not row.get(f"{count.name}_unknown"))
    ]
    middle = float(median(known)) if known else None
    if middle is not None and middle.is_integer():
        middle = int(middle)
    return counted(middle, len(rows) - len(known), _OTHERS)


def _share_of_weeks(facts: Facts, group: str) -> Cell:
    weeks = of_group(facts.mailbox_weeks, group)
    return share("openings", int((weeks["owed"] & weeks["opened"]).sum()), int(weeks["owed"].sum()))


def _share_in_time(facts: Facts, group: str) -> Cell:
    duties = of_group(facts.duties, group)
    owed = duties[duties["of_matter"] & (duties["done"].notna() | (duties["days_late"] > 0))]
    return share("in_time", int((owed["done"].notna() & (owed["days_late"] == 0)).sum()), len(owed))


def _share_solved(facts: Facts, group: str) -> Cell:
    matters = facts.in_list(group)
    settled = matters[~matters["open"]]
    return share("solved", int(settled["solved"].sum()), len(settled))


def _share_of_lists(facts: Facts, group: str) -> Cell:
    """Return how many quarterly lists due in the period were on time, of those due."""
    book, period = facts.book, facts.period
    quarter = Quarter.of(max(period.first, book.district.records_from))
    in_time = owed = 0
    while quarter.period.last <= min(period.last, book.as_of):
        due, submission = book.clock.list_due(quarter), book.first_submission(group, quarter)
        if due < book.as_of and book.owes_list(group, quarter):
            owed += 1
            in_time += submission is not None and submission.record.handed_in <= due
        quarter = quarter.next()
    return share("lists", in_time, owed)


def _circulars(facts: Facts, group: str) -> int:
    held = of_group(facts.activities, group)
    return int((held["kind"] == ActivityKind.CIRCULAR).sum())


def shares(printed: CellColumn) -> tuple[CellColumn, ...]:
    """Return a column of shares for print, and those of the part and the base for programs."""
    base = Bilingual(f"{printed.head.zh}（基数）", f"{printed.head.en} (base)")
    return by_value(printed, **{f"{printed.name}_of": base})


_GROUP = (
    column("group", "代表组", "deputy group", lambda facts, group: facts.book.name("group", group)),
    number(
        "deputies",
        "代表人数",
        "deputies",
        lambda facts, group: len(members(facts.then, group, facts.period)),
    ),
    number("visits", "活动次数", "visits", lambda facts, group: len(of_group(facts.visits, group))),
    *shares(
        column("openings", "信箱按周开启（周次）", "mailbox weeks owed, opened", _share_of_weeks)
    ),
    *shares(column("in_time", "到期步骤按时完成", "steps due, done in time", _share_in_time)),
    *shares(column("solved", "办结问题已解决", "settled matters, solved", _share_solved)),
    *shares(column("lists", "清单按时报送", "lists owed, in time", _share_of_lists)),
    number("circulars", "通报次数", "circulars", _circulars),
)
"""The facts of a group, shares with their base."""


def share(name: str, part: int, base: int) -> Cell:
    """Return `part` of `base`, in per cent too if the base is large enough; None without a base.

    `name` is the column's.
    """
    text = Bilingual("{share}%（{base}）", "{share} % ({base})")
    if base < LEAST_BASE:
        text = Bilingual("{part}/{base}", "{part}/{base}")
    if not base:
        return None
    values = {"part": part, "base": base, "share": round(100 * part / base)}
    return Valued(text, values, {"": part, f"{name}_of": base})
