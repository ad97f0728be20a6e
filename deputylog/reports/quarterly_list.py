"""The quarterly list (季度汇总清单): what voters raised and what became of it (founding §3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.model.matter import Matter
from deputylog.reports.amendments import Kept, amendments, as_correction
from deputylog.reports.covering_text import covering_text
from deputylog.reports.digest import digest_of
from deputylog.reports.head_counts import COUNTED, Heads, counted_frame, head_cell, heads_of_district, heads_of_group, labels
from deputylog.reports.matters import COLUMNS, matter_row
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
    """Return the day as of which the list is shown: when it was last handed in, else today.

    For the district, all groups must have handed theirs in.
    """
    groups = [group] if group else list(book.groups)
    days = [filed.record.handed_in for wanted in groups if (filed := book.last_submission(wanted, quarter))]
    return max(days) if days and len(days) == len(groups) else today


def quarterly_list(book: Book, quarter: Quarter, group: str | None, *, correction_of: date | None = None) -> QuarterlyList:
    """Return the list as known on the Book's day, with changes since it was last handed in.

    With `correction_of` it says that it corrects the list handed in on that day.
    """
    made = _plain_list(book, quarter, group)

    def reckon(then: Book, wanted: str) -> Kept:
        again = made if then.as_of == book.as_of and wanted == group else _plain_list(then, quarter, wanted)
        return Kept(again.heads, again.rows)

    changed = tuple(amendments(book, quarter, [group] if group else list(book.groups), reckon))
    report = replace(made.report, tables=(*made.report.tables, *changed))
    return replace(made, report=as_correction(report, correction_of) if correction_of else report)


def _plain_list(book: Book, quarter: Quarter, group: str | None) -> QuarterlyList:
    chosen = [matter for matter in book.matters if group in (None, matter.group) and _belongs(matter, quarter)]
    listed = [matter for matter in chosen if not matter.is_accusation]
    frame = counted_frame(chosen, quarter)
    groups = [group] if group else list(book.groups)
    heads = {wanted: heads_of_group(book, quarter, wanted, frame) for wanted in groups}
    said = labels(book, quarter)
    total = heads[group] if group else heads_of_district(book, quarter, heads, frame)
    rows = [matter_row(book, matter, carried_over=matter.received < quarter.period.first) for matter in listed]
    tables = [_list_table(rows), _topic_table(book, frame, said)]
    if not group:
        tables.insert(0, _group_table(book, heads, said))
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
        heads=tuple((name, label, head_cell(name, total)) for name, label in said.items()),
        notes=tuple(_notes(book, total)),
        cover=covering_text(book, group, quarter, total) if group else None,
        wide=True,
        signs=SIGNS if book.as_of > quarter.period.last else (),
    )
    digests = {matter.id: digest_of(matter) for matter in listed}
    return QuarterlyList(of_period(book, report, quarter.period), _kept(total), digests)


def _kept(heads: Heads) -> dict[str, int]:
    """Return the counts that a submission stores: unknown ones are left out."""
    return {name: count for name, count in heads.items() if count is not None and (count or not name.endswith("_unknown"))}


def _whose(book: Book, group: str | None) -> str:
    return book.name("group", group) if group else book.district.name


def _belongs(matter: Matter, quarter: Quarter) -> bool:
    """Whether the matter was received in the quarter, or was open when it began."""
    return matter.received in quarter.period or _is_carried_over(matter, quarter)


def _is_carried_over(matter: Matter, quarter: Quarter) -> bool:
    first = quarter.period.first
    return matter.received < first and _open_before(matter, first)


def _open_before(matter: Matter, day: date) -> bool:
    """Whether the matter was still open when `day` began."""
    from deputylog.calendar import DAY

    return matter.known_on(day - DAY).is_open


def _list_table(rows: list[tuple[Cell, ...]]) -> Table:
    numbered = tuple((number, *row) for number, row in enumerate(rows, 1))
    return Table("matters", Said("群众反映问题及办理情况", "what voters raised and what became of it"), COLUMNS, numbered)


def _topic_table(book: Book, frame: DataFrame, said: Mapping[str, Said]) -> Table:
    """Return the topics with the matters received, carried over, settled and open."""
    columns = (
        Column("topic", Said("领域", "topic")),
        *(Column(name, said[name], "number") for name in ("received", "carried_over", "settled", "solved", "open")),
    )
    names = [column.name for column in columns[1:]]
    sums = frame[~frame["accusations"]].groupby("topic")[list(COUNTED)].sum()
    counts = [(str(topic), {name: int(row[name]) for name in COUNTED}) for topic, row in sums.iterrows()]
    none = Said("未注明", "none given")
    rows = tuple(
        (book.name("topic", topic) or none, *(head_cell(name, of_topic) for name in names))
        for topic, of_topic in sorted(counts, key=_most_first)
        if any(of_topic.values())
    )
    return Table("topics", Said("问题集中的领域", "topics"), columns, rows)


def _most_first(item: tuple[str, dict[str, int]]) -> tuple[int, str]:
    topic, counts = item
    return (-counts["received"] - counts["carried_over"], topic)


def _group_table(book: Book, heads: Mapping[str, Heads], said: Mapping[str, Said]) -> Table:
    columns = (Column("group", Said("代表组", "deputy group")), *(Column(name, label, "number") for name, label in said.items()))
    rows = tuple((book.name("group", group), *(head_cell(name, counts) for name in said)) for group, counts in heads.items())
    return Table("groups", Said("各代表组情况", "deputy groups"), columns, rows)


def _notes(book: Book, total: Heads) -> list[Phrase]:
    notes = [book.unread] if book.unread else []
    if total["accusations"]:
        notes.append(phrase(N_("Accusations appear only as a number; their content is in no list.")))
    return notes
