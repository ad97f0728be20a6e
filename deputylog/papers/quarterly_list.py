"""The quarterly list (季度汇总清单): what voters raised and what became of it (founding §3)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, partial
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import Period, Quarter, day_in_full
from deputylog.facts import cells
from deputylog.facts.cells import column, number, table
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts, last_day_judged
from deputylog.papers.changes import ListSummary, amendments, digest_of
from deputylog.papers.counts import (
    Count,
    Counts,
    count_table,
    heads_by,
    heads_of,
    heads_worded,
    judged_since,
)
from deputylog.papers.covering import VALUES, values_of
from deputylog.papers.departments import handled, table_of_departments
from deputylog.papers.list_rows import WHOLE, Volume, table_of_matters
from deputylog.papers.paper import SIGNS, PaperType, Subject, UsualPeriod
from deputylog.papers.public import PUBLIC_LIST
from deputylog.period_words import quarter_words
from deputylog.table import Cell, Column, Cover, Head, Report, Table, Valued
from deputylog.text.counts import matters
from deputylog.words import Bilingual, Phrase, phrase


class QuarterlyList(Struct, frozen=True):
    """The report, and what a submission stores of it."""

    report: Report
    kept: ListSummary
    numbers: Mapping[str, str]
    is_summary: bool = False
    """Whether the rows are in the lists of the groups alone."""


MOST_ROWS = 1000
"""Above so many matters, the list of the district is a summary."""


def _header(book: Book, quarter: Quarter, group: str | None) -> dict[str, Cell]:
    return {
        "district": book.district.name,
        "group": book.name("group", group) or None,
        "quarter": quarter_words(quarter),
        "working_body": book.district.working_body,
    }


class CountsOfQuarter(Struct, frozen=True, dict=True):
    """The facts of a quarter with the counts of each group and the district."""

    facts: Facts

    @cached_property
    def heads(self) -> Mapping[str | None, Counts]:
        return heads_of(self.facts)

    def kept(self, group: str | None) -> ListSummary:
        """Return what a submission stores: unknown counts are left out."""
        known = {
            name: count
            for name, count in self.heads[group].items()
            if count is not None and (count or not name.endswith("_unknown"))
        }
        by_id = self.facts.then.matter_by_id
        rows = {wanted: digest_of(by_id[wanted]) for wanted in self.facts.in_list(group)["id"]}
        return ListSummary(known, rows)

    def numbers(self, group: str | None) -> dict[str, str]:
        """Return the numbers, by id, of the matters in the list and of accusations received."""
        matters = self.facts.matters
        named = matters[(matters["listed_as"] != "") | matters["accusation"]]
        numbers = self.facts.book.numbers
        return {wanted: numbers[wanted].text for wanted in of_group(named, group)["id"]}


AsOf = Callable[[date], CountsOfQuarter]


def counts_of_quarter(book: Book, quarter: Quarter, day: date) -> CountsOfQuarter:
    """Return the counts of a list that is handed in on that day."""
    until = min(day, last_day_judged(quarter.period))
    return CountsOfQuarter(Facts(book.stood_on(until), quarter.period))


def quarterly_list(
    book: Book,
    quarter: Quarter,
    group: str | None,
    *,
    correction_of: date | None = None,
    as_of: AsOf | None = None,
    volume: Volume = WHOLE,
) -> QuarterlyList:
    """Return the list as it stood at the end of the quarter, with changes since it was last handed
    in; a long one of the district without its rows.

    With `correction_of` it says that it corrects the list handed in on that day. `as_of` returns
    the counts of a day, if several lists share them.
    """
    as_of = as_of or cache(partial(counts_of_quarter, book, quarter))
    groups = [group] if group else list(book.groups)
    counted, heads = as_of(book.as_of), heads_worded(book, quarter)
    total, kept = counted.heads[group], counted.kept(group)
    tables = (
        *_tables(book, counted, group, heads, volume),
        *amendments(book, quarter, groups, lambda day, one: as_of(day).kept(one)),
    )
    report = QUARTERLY_LIST.report(
        book,
        period=quarter.period,
        group=group,
        names={"quarter": quarter_words(quarter)},
        header=_header(book, quarter, group),
        tables=tables,
        heads=(*judged_since(book, quarter), *_heads(heads, total, for_programs=False)),
        heads_for_programs=_heads(heads, total, for_programs=True),
        notes=_notes(book, counted.facts, group, total, tables),
        cover=_cover(book, group, quarter, correction_of) if group else None,
        values=values_of(counted.facts, group, quarter, heads, total, correction_of),
        signed=book.as_of > quarter.period.last,
        correction_of=correction_of,
        digest=_digest(kept),
    )
    report = replace(report, title=volume.title(report.title))
    return QuarterlyList(report, kept, counted.numbers(group), _is_summary(counted.facts, group))


def further_volume(book: Book, quarter: Quarter, group: str, as_of: AsOf, volume: Volume) -> Report:
    """Return a further volume of the list of a group: rows alone."""
    report = QUARTERLY_LIST.report(
        book,
        period=quarter.period,
        group=group,
        names={"quarter": quarter_words(quarter)},
        header=_header(book, quarter, group),
        tables=[table_of_matters(book, as_of(book.as_of).facts, group, volume)],
        signed=False,
    )
    return replace(report, title=volume.title(report.title))


def _is_summary(facts: Facts, group: str | None) -> bool:
    return not group and len(facts.in_list()) > MOST_ROWS


def _heads(heads: Mapping[str, Count], total: Counts, *, for_programs: bool) -> Iterator[Head]:
    for name, head in heads.items():
        if head.for_programs is for_programs:
            yield name, head.wording, head.cell(total)


def _digest(kept: ListSummary) -> str:
    """Return 12 hex digits that change with the counts and with every row."""
    values = json.dumps([kept.heads, kept.rows], sort_keys=True)
    return hashlib.sha256(values.encode()).hexdigest()[:12]


def _of_period(book: Book, group: str, period: Period) -> Report:
    return quarterly_list(book, Quarter.of(period.first), group or None).report


QUARTERLY_LIST = PaperType(
    "quarterly-list",
    Bilingual(
        "{name}{quarter}群众反映问题及其办理情况清单",
        "{name}: list of matters raised by voters and their handling, {quarter}",
    ),
    Bilingual("群众反映问题及其办理情况的季度清单", "what voters raised, and its handling"),
    "report",
    Subject.GROUP_OR_DISTRICT,
    UsualPeriod.QUARTER,
    _of_period,
    PUBLIC_LIST,
    signs=SIGNS,
    values=VALUES,
)


def _tables(
    book: Book,
    counted: CountsOfQuarter,
    group: str | None,
    heads: Mapping[str, Count],
    volume: Volume,
) -> Iterator[Table]:
    facts = counted.facts
    if not group:
        yield _group_table(book, counted.heads, list(heads.values()))
        yield _visits_table(facts)
    if not _is_summary(facts, group):
        yield table_of_matters(book, facts, group, volume)
    yield _topic_table(facts, group, heads)
    if not group:
        yield table_of_departments(facts, handled(facts, ""))


_OF_TOPICS = (
    "carried_over",
    "received",
    "reopened",
    "settled",
    "solved",
    "open",
    "satisfied",
    "basically_satisfied",
    "dissatisfied",
)


def _topic_table(facts: Facts, group: str | None, heads: Mapping[str, Count]) -> Table:
    """Return the topics with their matters, the largest first."""
    found = heads_by(facts, facts.in_list(group), "topic")

    def rank(topic: str) -> tuple[int, str]:
        return -(found[topic]["settled"] or 0) - (found[topic]["open"] or 0), topic

    name = facts.book.name
    rows = [
        (name("topic", topic) or cells.NONE_GIVEN, found[topic])
        for topic in sorted(found, key=rank)
    ]
    chosen, head = [heads[one] for one in _OF_TOPICS], Column("topic", Bilingual("领域", "topic"))
    return count_table("topics", Bilingual("问题集中的领域", "topics"), head, chosen, rows)


_NAMED = 5
"""As many deputies without a visit are named; more are counted only."""


class VisitsOfGroup(NamedTuple):
    """The deputies of a group in office, by the visits of the year that count."""

    group: str
    made: Sequence[int]
    without: Sequence[str]

    @property
    def named(self) -> Cell:
        few = 0 < len(self.without) <= _NAMED
        return Valued("{names}" if few else "", {"names": list(self.without)}, {"": self.without})


_VISITS = (
    column("group", "代表组", "deputy group", names="group"),
    number("deputies", "在任代表", "deputies in office", lambda _, one: len(one.made)),
    number("none", "尚未开展", "no visit so far", lambda _, one: one.made.count(0)),
    number("one", "1次", "one visit", lambda _, one: one.made.count(1)),
    number("more", "2次及以上", "two or more", lambda _, one: sum(made > 1 for made in one.made)),
    column("without", "尚未开展的代表", "deputies without a visit", "named"),
)


def _visits_table(facts: Facts) -> Table:
    """Return how many deputies of each group have made no, one or more visits this year."""
    book, deputies = facts.book, facts.deputies
    items = []
    for group in book.groups:
        own = of_group(deputies, group)
        idle = [book.name("deputy", one) for one in own[own["visits"] == 0]["id"]]
        if len(own):
            items.append(VisitsOfGroup(group, own["visits"].astype(int).tolist(), idle))
    title = Bilingual("代表本年进选区活动次数", "visits of deputies this year")
    return table(book, "visits", title, _VISITS, items)


def _group_table(book: Book, total: Mapping[str | None, Counts], heads: Sequence[Count]) -> Table:
    """Return a row per group, and one for what belongs to none if there is anything."""
    nobody = Bilingual("无代表组", "no group")
    rows = [
        (book.name("group", group) or nobody, counts)
        for group, counts in total.items()
        if group is not None and (group or any(counts.values()))
    ]
    head = Column("group", Bilingual("代表组", "deputy group"))
    return count_table("groups", Bilingual("各代表组情况", "deputy groups"), head, heads, rows)


def _notes(
    book: Book, facts: Facts, group: str | None, total: Counts, tables: Sequence[Table]
) -> Iterator[Phrase]:
    stands = facts.then.as_of
    if stands < book.as_of:
        text = Bilingual("数字和各行反映截至{day}的情况。", "Counts and rows are as of {day}.")
        if any(map(_has_later, tables)):
            text = Bilingual(
                "数字和各行反映截至{day}的情况；此后有进展的，列入“季后进展”栏。",
                "Counts and rows are as of {day}; what came later has a column of its own.",
            )
        yield phrase(text, day=day_in_full(stands))
    if _is_summary(facts, group):
        yield phrase(
            "问题超过{most}，本件为汇总；逐件情况见各代表组的清单。",
            "There are more than {most}, so this is a summary; each matter is in the list of its "
            "group.",
            most=matters(MOST_ROWS),
        )
    if total["accusations"]:
        yield phrase(
            "检举控告只计数，内容不进入任何清单。",
            "Accusations appear only as a number; their content is in no list.",
        )


def _has_later(table: Table) -> bool:
    names = [column.name for column in table.columns]
    return "later" in names and any(row[names.index("later")] for row in table.rows)


def _cover(book: Book, group: str, quarter: Quarter, correction_of: date | None) -> Cover:
    """Return the covering letter (报送) to the working body, dated the Book's day."""
    name = book.name("group", group)
    title = phrase(
        "{name}关于报送{quarter}群众反映问题及其办理情况清单的报告",
        "{name}: report on the list of matters raised by voters, {quarter}",
        name=name,
        quarter=quarter_words(quarter),
    )
    if correction_of:
        title = phrase("{title}（更正）", "{title} (correction)", title=title)
    is_over = book.as_of > quarter.period.last
    return Cover(
        to=book.district.working_body,
        paragraphs=(),
        title=title if is_over else None,
        signed_by=name,
        signed_on=book.as_of,
    )
