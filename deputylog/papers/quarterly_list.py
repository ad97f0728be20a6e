"""The quarterly list (季度汇总清单): what voters raised and what became of it (founding §3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from deputylog.book import Book
from deputylog.calendar import Quarter, day_in_full
from deputylog.facts.facts import Facts, last_day_judged
from deputylog.facts.matter_rows import COLUMNS, matter_row
from deputylog.facts.matters import ListedAs
from deputylog.facts.period_words import of_period, quarter_words, whose
from deputylog.papers.amendments import Kept, amendments, as_correction
from deputylog.papers.covering_text import covering_text
from deputylog.papers.digest import digest_of
from deputylog.papers.head_counts import Heads, head_cell, heads_by, heads_of, judged_since, labels
from deputylog.papers.signs import SIGNS
from deputylog.table import Cell, Column, Report, Table
from deputylog.words import Bilingual, Phrase, phrase


@dataclass(frozen=True)
class QuarterlyList:
    """The report, and what a submission stores of it."""

    report: Report
    heads: dict[str, int]
    rows: dict[str, str]


def reporting_day(book: Book, quarter: Quarter, group: str | None, today: date) -> date:
    """Return the day as of which the list is shown: when it was last handed in, else today.

    For the district, all groups must have handed theirs in.
    """
    groups = [group] if group else list(book.groups)
    days = [
        filed.record.handed_in
        for wanted in groups
        if (filed := book.last_submission(wanted, quarter))
    ]
    return max(days) if days and len(days) == len(groups) else today


@dataclass(frozen=True)
class _Counted:
    """The facts of a quarter with the counts of each group and the district."""

    facts: Facts

    @cached_property
    def heads(self) -> Mapping[str | None, Heads]:
        return heads_of(self.facts)

    def kept(self, group: str | None) -> Kept:
        """Return what a submission stores: unknown counts are left out."""
        heads = self.heads[group].items()
        known = {
            name: count
            for name, count in heads
            if count is not None and (count or not name.endswith("_unknown"))
        }
        matters, then = self.facts.listed(group), self.facts.then
        return Kept(
            known, {wanted: digest_of(then.matter_by_id[wanted]) for wanted in matters["id"]}
        )


def quarterly_list(
    book: Book, quarter: Quarter, group: str | None, *, correction_of: date | None = None
) -> QuarterlyList:
    """Return the list as it stood at the end of the quarter, with changes since it was last handed
    in.

    With `correction_of` it says that it corrects the list handed in on that day.
    """
    by_day: dict[date, _Counted] = {}

    def counted_on(day: date) -> _Counted:
        day = min(day, last_day_judged(quarter.period))
        return by_day.setdefault(day, _Counted(Facts(book.known_on(day), quarter.period)))

    def reckon(then: Book, wanted: str) -> Kept:
        return counted_on(then.as_of).kept(wanted)

    counted_now = counted_on(book.as_of)
    kept, report = counted_now.kept(group), _report(book, quarter, group, counted_now)
    changed = tuple(amendments(book, quarter, [group] if group else list(book.groups), reckon))
    report = replace(report, tables=(*report.tables, *changed))
    if correction_of:
        report = as_correction(report, correction_of)
    return QuarterlyList(report, dict(kept.heads), dict(kept.rows))


def _report(book: Book, quarter: Quarter, group: str | None, counted: _Counted) -> Report:
    facts, heads, wording = counted.facts, counted.heads, labels(book, quarter)
    rows = _rows(book, facts, group)
    tables = [_list_table(rows), _topic_table(facts, group, wording)]
    if not group:
        tables.insert(0, _group_table(book, heads, wording))
    total = heads[group]
    report = Report(
        name="quarterly-list",
        title=phrase(
            "{name}{quarter}群众反映问题及其办理情况清单",
            "{name}: list of matters raised by voters and their handling, {quarter}",
            name=whose(book, group),
            quarter=quarter_words(quarter),
        ),
        header={
            "district": book.district.name,
            "group": book.name("group", group) or None,
            "quarter": quarter_words(quarter),
            "working_body": book.district.working_body,
        },
        as_of=book.as_of,
        tables=tuple(tables),
        heads=(
            *judged_since(book, quarter),
            *((name, label, head_cell(name, total)) for name, label in wording.items()),
        ),
        notes=tuple(_notes(book, facts.then.as_of, total)),
        cover=covering_text(book, facts, group, quarter, total) if group else None,
        wide=True,
        signs=SIGNS if book.as_of > quarter.period.last else (),
    )
    return of_period(book, report, quarter.period)


_REASONS: Mapping[str, ListedAs] = {str(reason): reason for reason in ListedAs}


def _rows(book: Book, facts: Facts, group: str | None) -> Iterator[tuple[Cell, ...]]:
    """Yield the row of each matter, in the order of the Book."""
    then, listed = facts.then, facts.listed(group)
    for wanted, listed_as in zip(listed["id"], listed["listed_as"], strict=True):
        later = [
            event
            for event in book.matter_by_id[wanted].course
            if event.on and event.on > then.as_of
        ]
        yield matter_row(then, then.matter_by_id[wanted], _REASONS[listed_as], later)


def _list_table(rows: Iterable[tuple[Cell, ...]]) -> Table:
    numbered = tuple((number, *row) for number, row in enumerate(rows, 1))
    return Table(
        "matters",
        Bilingual("群众反映问题及办理情况", "what voters raised and what became of it"),
        COLUMNS,
        numbered,
    )


_OF_TOPICS = ("carried_over", "received", "reopened", "settled", "solved", "open")


def _topic_table(facts: Facts, group: str | None, wording: Mapping[str, Bilingual]) -> Table:
    """Return the topics with their matters, the largest first."""
    columns = (
        Column("topic", Bilingual("领域", "topic")),
        *(Column(name, wording[name], "number") for name in _OF_TOPICS),
    )
    counts = heads_by(facts, facts.listed(group), "topic")
    none = Bilingual("未注明", "none given")
    rows = tuple(
        (
            facts.book.name("topic", topic) or none,
            *(head_cell(name, counts[topic]) for name in _OF_TOPICS),
        )
        for topic in sorted(counts, key=lambda topic: (-_size(counts[topic]), topic))
    )
    return Table("topics", Bilingual("问题集中的领域", "topics"), columns, rows)


def _size(counts: Heads) -> int:
    return (counts["settled"] or 0) + (counts["open"] or 0)


def _group_table(
    book: Book, heads: Mapping[str | None, Heads], wording: Mapping[str, Bilingual]
) -> Table:
    """Return a row per group, and one for what belongs to none if there is anything."""
    columns = (
        Column("group", Bilingual("代表组", "deputy group")),
        *(Column(name, label, "number") for name, label in wording.items()),
    )
    nobody = Bilingual("无代表组", "no group")
    rows = tuple(
        (book.name("group", group) or nobody, *(head_cell(name, counts) for name in wording))
        for group, counts in heads.items()
        if group is not None and (group or any(counts.values()))
    )
    return Table("groups", Bilingual("各代表组情况", "deputy groups"), columns, rows)


def _notes(book: Book, stands: date, total: Heads) -> list[Phrase]:
    notes = []
    if stands < book.as_of:
        text = Bilingual(
            "数字和各行反映截至{day}的情况；此后的进展见“季后进展”栏。",
            "Counts and rows show how things stood on {day}; what came later has a column "
            "of its own.",
        )
        notes.append(phrase(text, day=day_in_full(stands)))
    if total["accusations"]:
        notes.append(
            phrase(
                "检举控告只计数，内容不进入任何清单。",
                "Accusations appear only as a number; their content is in no list.",
            )
        )
    return notes
