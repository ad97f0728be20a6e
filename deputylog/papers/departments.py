"""How departments handled what was forwarded to them (办理单位情况), without ranks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from deputylog.book import Book
from deputylog.calendar import Period, day_in_full
from deputylog.facts import cells
from deputylog.facts.cells import CellColumn, by_value, column, number, table
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.papers.counts import Count, Counts, counts_by, without_zeros
from deputylog.papers.evaluation import LEAST_BASE, share, shares
from deputylog.papers.paper import SIGNS, PaperType, Subject, UsualPeriod
from deputylog.papers.urging import COLUMNS, overdue_answers
from deputylog.table import Cell, Report, Table, Valued, coded
from deputylog.text.counts import days
from deputylog.words import Bilingual, Phrase, phrase

if TYPE_CHECKING:
    from pandas import DataFrame

_OPINION = "satisfaction in ['satisfied', 'basically_satisfied'{}]"


def _count(name: str, zh: str, en: str, select: str) -> Count:
    return Count(name, zh, en, "forwards", select)


_COUNTS = (
    _count("carried_over", "上期结转", "carried over", "~(sent_on >= first)"),
    _count("received", "本期收到", "received", "sent_on >= first"),
    _count("answered", "已答复", "answered", "state == 'answered'"),
    _count("late", "逾期答复", "of these late", "state == 'answered' & late"),
    _count("declined", "退回", "sent back", "state == 'declined'"),
    _count("ended", "未经答复办结", "settled without an answer", "state == 'ended'"),
    _count("open", "尚未答复", "not yet answered", "state == 'open'"),
    _count("overdue", "其中逾期", "of these overdue", "state == 'open' & late"),
)
"""What is printed: carried over + received = answered + sent back + settled + not yet answered."""
_PARTS = (
    _count("judged", "", "", "state == 'answered' & ~due.isna()"),
    _count("solved", "", "", "result == 'solved'"),
    _count("satisfied", "", "", _OPINION.format("")),
    _count("rated", "", "", _OPINION.format(", 'dissatisfied'")),
)
"""Parts and bases of the shares."""


class Handled(NamedTuple):
    """A department, or all of them, with its counts and the days it took to answer."""

    name: Cell
    counts: Counts
    days: list[int]

    @property
    def in_time(self) -> int:
        return (self.counts["judged"] or 0) - (self.counts["late"] or 0)


def departments(book: Book, group: str, period: Period) -> Report:
    """Return what became of the forwards to each department; of all groups if `group` is empty."""
    facts = Facts(book, period)
    rows = handled(facts, group)
    return DEPARTMENTS.report(
        book,
        period=period,
        as_of=facts.then.as_of,
        group=group,
        paragraphs=_summary(facts, rows),
        tables=(
            table_of_departments(facts, rows),
            table(facts.then, "overdue", _LATE, _OVERDUE, overdue_answers(facts.then, "", group)),
        ),
    )


DEPARTMENTS = PaperType(
    "departments",
    Bilingual("{name}{period}承办单位办理情况", "{name}: handling by departments, {period}"),
    Bilingual(
        "各承办单位办理转交问题的情况，不作排名",
        "how departments handled what was forwarded to them, without a ranking",
    ),
    "departments",
    Subject.GROUP_OR_DISTRICT,
    UsualPeriod.YEAR,
    departments,
    Bilingual(
        "与季度清单公开版对照可推出单件", "next to the public list it would show single matters"
    ),
    signs=SIGNS,
)
_HANDLED = Bilingual("办理情况", "handling")
_LATE = Bilingual("逾期尚未答复的问题", "overdue and not yet answered")
_NOTE = phrase(
    "单位按登记顺序排列，不作排名。答复指承办单位的首次答复，用时自转交起算；是否解决以最后一次答复为"
    "准。括号内为基数，基数不足{least}的写作“3/4”，即4件中3件。选民未表态的不计入满意情况，不设期限的"
    "问题不计入按期答复。检举控告不列入。",
    "Departments are listed in the order of the register, without ranks. An answer is the first "
    "one of the department, and its days run from the forward; the last one says whether the "
    "matter is solved. Shares and medians are followed by their base, or written as 3/4 where it "
    "is below {least}. Voters who gave no opinion are left out of the satisfied, matters without "
    "a deadline out of those in time. Accusations are not listed.",
    least=LEAST_BASE,
)
_TOTAL = coded(Bilingual("合计", "all departments"), None)


def table_of_departments(facts: Facts, rows: Sequence[Handled]) -> Table:
    return table(facts, "departments", _HANDLED, _columns(rows), rows, _NOTE)


def handled(facts: Facts, group: str = "") -> list[Handled]:
    """Return the departments that had anything to answer, in the order of the register, and the
    sums of all; of all groups if `group` is empty.
    """
    return list(_rows(facts, of_group(facts.forwards, group)))


def _rows(facts: Facts, made: DataFrame) -> Iterator[Handled]:
    known = {name: place for place, name in enumerate(facts.book.district.departments)}
    of_each = [(one, rows) for one, rows in made.groupby("department")]
    of_each.sort(key=lambda found: known.get(str(found[0]), len(known)))
    for department, rows in of_each:
        yield _handled(facts, facts.book.name("department", str(department)), rows)
    if len(of_each) > 1:
        yield _handled(facts, _TOTAL, made)


def _handled(facts: Facts, name: Cell, made: DataFrame) -> Handled:
    whole = made.assign(all="")
    counts = counts_by((*_COUNTS, *_PARTS), {"forwards": whole}, "all", facts.period)[""]
    return Handled(name, counts, list(map(int, made["days"].dropna())))


def _columns(rows: Sequence[Handled]) -> tuple[CellColumn, ...]:
    """Return the columns; counts that are 0 for everybody are for programs only."""
    shown = without_zeros(_COUNTS, [row.counts for row in rows])
    return (
        column("department", "承办单位", "department", "name"),
        *(_number(one) for one in shown),
        *_share("in_time", "按期答复", "answered in time", "judged"),
        *_share("solved", "答复已解决", "answers, solved", "answered"),
        *_share("satisfied", "满意、基本满意", "voters satisfied or basically so", "rated"),
        *by_value(
            column(
                "days",
                "用时中位数",
                "median of days to answer",
                lambda _, row: _median(row.days),
            ),
            days_of=Bilingual("用时中位数（基数）", "median of days (base)"),
        ),
    )


def _number(count: Count) -> CellColumn:
    return number(
        count.name,
        count.zh,
        count.en,
        lambda _, row: row.counts[count.name],
        for_programs=count.for_programs,
    )


def _share(name: str, zh: str, en: str, base: str) -> tuple[CellColumn, ...]:
    def of(_: object, row: Handled) -> Cell:
        part = row.in_time if name == "in_time" else row.counts[name]
        return share(name, part or 0, row.counts[base] or 0)

    return shares(column(name, zh, en, of))


def _median(several: list[int]) -> Cell:
    """Return the median with its base; None without any."""
    if not several:
        return None
    middle = float(median(several))
    middle = int(middle) if middle.is_integer() else middle
    text = Bilingual("{days}（{base}）", "{days} ({base})")
    values = {"days": days(middle), "base": len(several)}
    return Valued(text, values, {"": middle, "days_of": len(several)})


def _summary(facts: Facts, rows: list[Handled]) -> Iterator[Phrase]:
    """Yield what all departments did, and which of them are overdue."""
    if not rows:
        return
    counts = rows[-1].counts
    yield phrase(
        "截至{day}，本期由承办单位办理的转交问题共{all}件次，其中上期结转{carried_over}件次、本期收到"
        "{received}件次。已答复{answered}件次，其中逾期答复{late}件次；退回{declined}件次；尚未答复"
        "{open}件次，其中已逾期{overdue}件次。",
        "Forwards that departments had to answer as of {day}: {all}, of these {carried_over} "
        "carried over and {received} received. Answered: {answered}, of these {late} late; sent "
        "back: {declined}; not yet answered: {open}, of these {overdue} overdue.",
        **counts,
        day=day_in_full(facts.then.as_of),
        all=(counts["carried_over"] or 0) + (counts["received"] or 0),
    )
    each = Bilingual("{department}{count}件", "{department} ({count})")
    late = [
        phrase(each, department=row.name, count=count)
        for row in rows
        if (count := row.counts["overdue"]) and row.name is not _TOTAL
    ]
    if late:
        yield phrase(
            "已逾期尚未答复的：{late}。", "Overdue and not yet answered: {late}.", late=late
        )


_OVERDUE = (
    *COLUMNS[:2],
    column(
        "department",
        "承办单位",
        "department",
        lambda _, one: one[1].department,
        names="department",
    ),
    *COLUMNS[3:6],
    cells.record_id(lambda _, one: one[0].id),
)
