"""The quarterly list (季度汇总清单): what voters raised and what became of it (founding §3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.facts.facts import Facts
from deputylog.facts.matters import ListedAs
from deputylog.reports.amendments import Kept, amendments
from deputylog.reports.covering_text import covering_text
from deputylog.reports.head_counts import Heads, head_cell, heads_by, heads_of, judged_since, labels
from deputylog.reports.matters import COLUMNS, matter_row, row_digest
from deputylog.reports.period_words import of_period, quarter_words
from deputylog.reports.signs import SIGNS
from deputylog.table import Cell, Column, Report, Table
from deputylog.words import N_, Phrase, Said, phrase

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class QuarterlyList:
    """The report, and what a submission stores of it."""

    report: Report
    heads: dict[str, int]
    rows: dict[str, str]


def reporting_day(book: Book, quarter: Quarter, group: str | None, today: date) -> date:
    """Return the day as of which the list is shown: when it was handed in, else today.

    For the district, all groups must have handed theirs in.
    """
    groups = [group] if group else list(book.groups)
    days = [filed.record.handed_in for wanted in groups if (filed := book.submission(wanted, quarter))]
    return max(days) if days and len(days) == len(groups) else today


def quarterly_list(book: Book, quarter: Quarter, group: str | None) -> QuarterlyList:
    """Return the list as known on the Book's day, with changes since it was handed in."""
    made = _plain_list(book, quarter, group)

    def reckon(then: Book, wanted: str) -> Kept:
        again = made if then.as_of == book.as_of and wanted == group else _plain_list(then, quarter, wanted)
        return Kept(again.heads, again.rows)

    changed = tuple(amendments(book, quarter, [group] if group else list(book.groups), reckon))
    return replace(made, report=replace(made.report, tables=(*made.report.tables, *changed)))


def _plain_list(book: Book, quarter: Quarter, group: str | None) -> QuarterlyList:
    """Return the list as it stood at the end of the quarter, with what came later by the Book's day."""
    facts = Facts(book, quarter.period)
    heads, said = heads_of(facts), labels(book, quarter)
    rows = _rows(facts, group)
    tables = [_list_table(rows.values()), _topic_table(facts, group, said)]
    if not group:
        tables.insert(0, _group_table(book, heads, said))
    total = heads[group]
    report = Report(
        name="quarterly-list",
        title=phrase(
            N_("{name}: list of matters raised by voters and their handling, {quarter}"),
            name=_whose(book, group),
            quarter=quarter_words(quarter),
        ),
        header={
            "district": book.district.name,
            "group": book.name("group", group) if group else None,
            "quarter": quarter_words(quarter),
            "working_body": book.district.working_body,
        },
        as_of=book.as_of,
        tables=tuple(tables),
        heads=(*judged_since(book, quarter), *((name, label, head_cell(name, total)) for name, label in said.items())),
        notes=tuple(_notes(book, total)),
        cover=covering_text(facts, group, quarter, total) if group else None,
        wide=True,
        signs=SIGNS if book.as_of > quarter.period.last else (),
    )
    digests = {wanted: row_digest(row) for wanted, row in rows.items()}
    return QuarterlyList(of_period(book, report, quarter.period), _kept(total), digests)


def _kept(heads: Heads) -> dict[str, int]:
    """Return the counts that a submission stores: unknown ones are left out."""
    return {name: count for name, count in heads.items() if count is not None and (count or not name.endswith("_unknown"))}


def _whose(book: Book, group: str | None) -> str:
    return book.name("group", group) if group else book.district.name


def _listed(facts: Facts, group: str | None) -> DataFrame:
    """Return the matters in the list; accusations are in none."""
    listed = facts.matters[~facts.matters["accusation"]]
    return listed[listed["group"] == group] if group else listed


_REASONS: Mapping[str, ListedAs] = {str(reason): reason for reason in ListedAs}


def _rows(facts: Facts, group: str | None) -> dict[str, tuple[Cell, ...]]:
    """Return the row of each matter by its id, in the order of the Book."""
    then, known = facts.then, facts.book.matter_by_id
    listed = _listed(facts, group)
    rows: dict[str, tuple[Cell, ...]] = {}
    for wanted, listed_as in zip(listed["id"], listed["listed_as"], strict=True):
        later = [event for event in known[wanted].course if event.on and event.on > then.as_of]
        rows[wanted] = matter_row(then, then.matter_by_id[wanted], _REASONS[listed_as], later)
    return rows


def _list_table(rows: Iterable[tuple[Cell, ...]]) -> Table:
    numbered = tuple((number, *row) for number, row in enumerate(rows, 1))
    return Table("matters", Said("群众反映问题及办理情况", "what voters raised and what became of it"), COLUMNS, numbered)


_OF_TOPICS = ("carried_over", "received", "reopened", "settled", "solved", "open")


def _topic_table(facts: Facts, group: str | None, said: Mapping[str, Said]) -> Table:
    """Return the topics with their matters, the largest first."""
    columns = (Column("topic", Said("领域", "topic")), *(Column(name, said[name], "number") for name in _OF_TOPICS))
    counts = heads_by(facts, _listed(facts, group), "topic")
    none = Said("未注明", "none given")
    rows = tuple(
        (facts.book.name("topic", topic) or none, *(head_cell(name, counts[topic]) for name in _OF_TOPICS))
        for topic in sorted(counts, key=lambda topic: (-_size(counts[topic]), topic))
    )
    return Table("topics", Said("问题集中的领域", "topics"), columns, rows)


def _size(counts: Heads) -> int:
    return (counts["settled"] or 0) + (counts["open"] or 0)


def _group_table(book: Book, heads: Mapping[str | None, Heads], said: Mapping[str, Said]) -> Table:
    """Return a row per group, and one for what belongs to none if there is anything."""
    columns = (Column("group", Said("代表组", "deputy group")), *(Column(name, label, "number") for name, label in said.items()))
    nobody = Said("无代表组", "no group")
    rows = tuple(
        (book.name("group", group) or nobody, *(head_cell(name, counts) for name in said))
        for group, counts in heads.items()
        if group is not None and (group or any(counts.values()))
    )
    return Table("groups", Said("各代表组情况", "deputy groups"), columns, rows)


def _notes(book: Book, total: Heads) -> list[Phrase]:
    notes = [book.unread] if book.unread else []
    if total["accusations"]:
        notes.append(phrase(N_("Accusations appear only as a number; their content is in no list.")))
    return notes
