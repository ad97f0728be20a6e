"""The quarterly list (季度汇总清单): what voters raised, what became of it, and the counts above it (founding §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.model.event import Forwarded, Replied
from deputylog.model.matter import Matter
from deputylog.reports.matters import COLUMNS, matter_row, row_digest
from deputylog.table import Cell, Column, Report, Table
from deputylog.words import N_, Phrase, Said, phrase

if TYPE_CHECKING:
    from pandas import DataFrame

HEADS = {
    "visits": Said("走访次数", "visits"),
    "voters_met": Said("联系选民人次", "voters met"),
    "deputies": Said("在任代表", "deputies in office"),
    "deputies_without_visit": Said("本年尚未走访的代表", "deputies without a visit this year"),
    "openings_owed": Said("应开箱次数", "openings owed"),
    "openings_done": Said("已开箱次数", "openings done"),
    "letters": Said("收到来信", "letters received"),
    "raised_at_visits": Said("走访中反映问题", "matters raised at visits"),
    "received": Said("本季新收", "matters received"),
    "carried_over": Said("上期结转", "carried over"),
    "replied": Said("已答复", "replied"),
    "forwarded": Said("已转交", "forwarded"),
    "settled": Said("本季办结", "settled in the quarter"),
    "solved": Said("其中已解决", "of these solved"),
    "open": Said("季末未办结", "open at the end"),
    "accusations": Said("检举控告（只计数）", "accusations (number only)"),
}
_COUNTED = ("letters", "raised_at_visits", "received", "carried_over", "replied", "forwarded", "settled", "solved", "open", "accusations")


@dataclass(frozen=True)
class QuarterlyList:
    """The paper, and what a submission keeps of it."""

    report: Report
    heads: dict[str, int]
    rows: dict[str, str]


def reporting_day(book: Book, quarter: Quarter, group: str | None, today: date) -> date:
    """The day whose knowledge the list shows: when it was handed in (by every group, for the district), else today."""
    groups = [group] if group else list(book.groups)
    days = [filed.record.handed_in for wanted in groups if (filed := book.submission(wanted, quarter))]
    return max(days) if days and len(days) == len(groups) else today


def quarterly_list(book: Book, quarter: Quarter, group: str | None) -> QuarterlyList:
    """The list of a group, or of the district, as known on the Book's day."""
    chosen = [matter for matter in book.matters if group in (None, matter.group) and _belongs(matter, quarter)]
    listed = [matter for matter in chosen if not matter.is_accusation]
    frame = _frame(chosen, quarter)
    groups = [group] if group else list(book.groups)
    heads = {wanted: _heads(book, quarter, wanted, frame) for wanted in groups}
    total = {name: sum(of_group[name] for of_group in heads.values()) for name in HEADS}
    if not group:
        total |= _matter_heads(frame)
    rows = [matter_row(book, matter, carried_over=matter.received < quarter.period.first) for matter in listed]
    tables = [_list_table(rows), _topic_table(book, frame)]
    if not group:
        tables.insert(0, _group_table(book, heads))
    report = Report(
        name="quarterly-list",
        title=phrase(
            N_("{name} list of what voters raised and what became of it, {quarter}"),
            name=_whose(book, group),
            quarter=_quarter_words(quarter),
        ),
        header={
            "district": book.district.name,
            "group": book.name("group", group) if group else None,
            "quarter": _quarter_words(quarter),
            "working_body": book.district.working_body,
        },
        as_of=book.as_of,
        tables=tuple(tables),
        heads=tuple((name, said, total[name]) for name, said in HEADS.items()),
        notes=tuple(_notes(book, quarter, total)),
    )
    return QuarterlyList(report, total, {matter.id: row_digest(row) for matter, row in zip(listed, rows, strict=True)})


def _whose(book: Book, group: str | None) -> str:
    return book.name("group", group) if group else book.district.name


def _quarter_words(quarter: Quarter) -> Phrase:
    numbers = {
        1: N_("first quarter of {year}"),
        2: N_("second quarter of {year}"),
        3: N_("third quarter of {year}"),
        4: N_("fourth quarter of {year}"),
    }
    return phrase(numbers[quarter.number], year=quarter.year)


def _belongs(matter: Matter, quarter: Quarter) -> bool:
    """Received in the quarter, or before it and open when it began."""
    return matter.received in quarter.period or _is_carried_over(matter, quarter)


def _is_carried_over(matter: Matter, quarter: Quarter) -> bool:
    first = quarter.period.first
    return matter.received < first and _open_before(matter, first)


def _open_before(matter: Matter, day: date) -> bool:
    """Whether it was still open when `day` began."""
    from deputylog.calendar import DAY

    return matter.known_on(day - DAY).is_open


def _frame(matters: list[Matter], quarter: Quarter) -> DataFrame:
    """One row a matter, with a column for whatever is counted."""
    from pandas import DataFrame

    rows = [_counted(matter, quarter) for matter in matters]
    return DataFrame(rows, columns=["group", "topic", *_COUNTED]).astype(dict.fromkeys(_COUNTED, bool))


def _counted(matter: Matter, quarter: Quarter) -> dict[str, str | bool]:
    """What a matter counts for, as it stood when the quarter ended, or stands when it has not."""
    period = quarter.period
    then = matter.known_on(min(matter.as_of, period.last))
    new, listed = matter.received in period, not matter.is_accusation
    return {
        "group": matter.group,
        "topic": matter.topic or "",
        "letters": new and not matter.from_visit,
        "raised_at_visits": new and matter.from_visit,
        "received": new and listed,
        "carried_over": not new and listed,
        "replied": listed and any(isinstance(event, Replied) for event in then.events),
        "forwarded": listed and any(isinstance(event, Forwarded) for event in then.events),
        "settled": listed and not then.is_open,
        "solved": listed and not then.is_open and then.is_solved,
        "open": listed and then.is_open,
        "accusations": new and not listed,
    }


def _matter_heads(frame: DataFrame) -> dict[str, int]:
    return {name: int(frame[name].sum()) for name in _COUNTED}


def _heads(book: Book, quarter: Quarter, group: str, frame: DataFrame) -> dict[str, int]:
    visits = [filed.record for filed in book.visits if filed.record.held_on in quarter.period]
    of_group = [visit for visit in visits if book.group_holding(visit.constituency, visit.held_on) == group]
    in_office, without = _deputies(book, quarter, group)
    owed, done = _openings(book, quarter, group)
    counts = {
        "visits": len(of_group),
        "voters_met": sum(visit.met.voters or 0 for visit in of_group if visit.met),
        "deputies": in_office,
        "deputies_without_visit": without,
        "openings_owed": owed,
        "openings_done": done,
    }
    return counts | _matter_heads(frame[frame["group"] == group])


def _deputies(book: Book, quarter: Quarter, group: str) -> tuple[int, int]:
    """Deputies of the group in office at the quarter's end, and those of them without a visit in the year until then."""
    last = min(quarter.period.last, book.as_of)
    visited = {
        wanted
        for filed in book.visits
        if filed.record.held_on.year == quarter.year and filed.record.held_on <= last
        for wanted in filed.record.deputies
    }
    deputies = [
        filed.id
        for filed in book.deputies.values()
        if filed.record.in_office(last) and any(seat.group == group for seat in filed.record.seats_on(last))
    ]
    return len(deputies), len([wanted for wanted in deputies if wanted not in visited])


def _openings(book: Book, quarter: Quarter, group: str) -> tuple[int, int]:
    """Mailbox weeks of the quarter that owed an opening by now, and those of them that had one."""
    owed = [
        (held.mailbox.id, week)
        for held in book.mailboxes.values()
        if held.group.id == group
        for week in book.mailbox_weeks[held.mailbox.id].owed
        if week.quarter == quarter and week.monday <= book.as_of
    ]
    return len(owed), sum(week in book.mailbox_weeks[mailbox].opened for mailbox, week in owed)


def _list_table(rows: list[tuple[Cell, ...]]) -> Table:
    numbered = tuple((number, *row) for number, row in enumerate(rows, 1))
    return Table("matters", Said("群众反映问题及办理情况", "what voters raised and what became of it"), COLUMNS, numbered)


def _topic_table(book: Book, frame: DataFrame) -> Table:
    """Topics by how much was raised: received, carried over, settled, open."""
    columns = (
        Column("topic", Said("领域", "topic")),
        *(Column(name, HEADS[name], "number") for name in ("received", "carried_over", "settled", "solved", "open")),
    )
    names = [column.name for column in columns[1:]]
    sums = frame[~frame["accusations"]].groupby("topic")[names].sum()
    ordered = sorted(
        ((str(topic), [int(value) for value in row]) for topic, row in zip(sums.index, sums.to_numpy(), strict=True)), key=_most_first
    )
    none = Said("未注明", "none given")
    rows = tuple((book.name("topic", topic) or none, *counts) for topic, counts in ordered if any(counts))
    return Table("topics", Said("问题集中的领域", "topics"), columns, rows)


def _most_first(item: tuple[str, list[int]]) -> tuple[int, str]:
    topic, counts = item
    return (-counts[0] - counts[1], topic)


def _group_table(book: Book, heads: dict[str, dict[str, int]]) -> Table:
    columns = (Column("group", Said("代表组", "deputy group")), *(Column(name, said, "number") for name, said in HEADS.items()))
    rows = tuple((book.name("group", group), *(counts[name] for name in HEADS)) for group, counts in heads.items())
    return Table("groups", Said("各代表组情况", "deputy groups"), columns, rows)


def _notes(book: Book, quarter: Quarter, total: dict[str, int]) -> list[Phrase]:
    notes = [book.unread] if book.unread else []
    if book.as_of <= quarter.period.last:
        notes.append(phrase(N_("The quarter was not over on {day}."), day=book.as_of))
    if total["accusations"]:
        notes.append(phrase(N_("Accusations appear as a number alone; what they say is in no list.")))
    return notes
