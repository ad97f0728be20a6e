"""The counts at the top of a quarterly list, for a group or the district."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Quarter, Week, day_in_full
from deputylog.model.duty import Step
from deputylog.model.event import Forwarded, Replied
from deputylog.model.handling import UNKNOWN as NO_DAY
from deputylog.model.matter import Matter
from deputylog.model.unknown import UNKNOWN as SETTLED_SOME_DAY
from deputylog.reports.counted import DAY, HEAD_COUNT, counted, sum_of
from deputylog.table import Cell
from deputylog.words import Said

if TYPE_CHECKING:
    from pandas import DataFrame

HEADS = {
    "visits": Said("走访次数", "visits"),
    "voters_met": Said("联系选民人次", "voters met"),
    "deputies": Said("在任代表", "deputies in office"),
    "deputies_without_visit": Said("本年尚未走访的代表", "deputies without a visit this year"),
    "openings_owed": Said("应开启周数（各信箱合计）", "weeks owed, over all mailboxes"),
    "openings_done": Said("已开启周数（各信箱合计）", "weeks opened, over all mailboxes"),
    "rounds": Said("开箱次数", "rounds of the mailboxes"),
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
    "suggestions": Said("提出代表建议", "suggestions submitted"),
    "suggestions_answered": Said("代表建议已答复", "suggestions answered"),
    "suggestions_overdue": Said("代表建议逾期未答复", "suggestions overdue"),
}
UNKNOWN = {
    "voters_met": HEAD_COUNT,
    "settled": DAY,
    "solved": DAY,
    "suggestions": DAY,
    "suggestions_answered": DAY,
}
"""Counts that may be partly unknown; the unknown number has the suffix `_unknown`."""

_OF_MATTERS = (
    *("letters", "raised_at_visits", "received", "carried_over", "replied", "forwarded"),
    *("settled", "solved", "open", "accusations"),
)
COUNTED = (*_OF_MATTERS, "settled_unknown", "solved_unknown")
Heads = Mapping[str, int | None]
"""Counts and their unknown parts by name; None for a wholly unknown count."""


def head_cell(name: str, heads: Heads) -> Cell:
    """Return a count as a cell with its unknown part."""
    said = UNKNOWN.get(name)
    return counted(heads.get(name), heads.get(f"{name}_unknown") or 0, said) if said else heads[name]


def labels(book: Book, quarter: Quarter) -> Mapping[str, Said]:
    """Return the labels of the counts; they differ while the quarter is still running."""
    changed: dict[str, Said] = {}
    if book.as_of <= quarter.period.last:
        changed["open"] = open_on(book.as_of)
    since = book.district.records_from
    if since > date(quarter.year, 1, 1):
        day = day_in_full(since)
        changed["deputies_without_visit"] = Said(f"{day.zh}记录开始后尚未走访的代表", f"deputies without a visit since {day.en}")
    return HEADS | changed


def open_on(day: date) -> Said:
    said = day_in_full(day)
    return Said(f"截至{said.zh}未办结", f"open as of {said.en}")


def counted_frame(matters: list[Matter], quarter: Quarter) -> DataFrame:
    """Return a data frame with a row per matter and a column per count."""
    from pandas import DataFrame

    rows = [_counted(matter, quarter) for matter in matters]
    return DataFrame(rows, columns=["group", "topic", *COUNTED]).astype(dict.fromkeys(COUNTED, bool))


def _counted(matter: Matter, quarter: Quarter) -> dict[str, str | bool]:
    """Return what a matter counts for at the end of the quarter, or today if it is still running.

    A step without a date counts as done; whether it was done in this quarter is unknown.
    """
    period = quarter.period
    then = matter.known_on(min(matter.as_of, period.last))
    new, listed = matter.received in period, not matter.is_accusation
    settled = listed and not then.is_open
    undated = then.settled_on is SETTLED_SOME_DAY
    return {
        "group": matter.group,
        "topic": matter.topic or "",
        "letters": new and not matter.from_visit,
        "raised_at_visits": new and matter.from_visit,
        "received": new and listed,
        "carried_over": not new and listed,
        "replied": listed and any(isinstance(event, Replied) for event in then.events),
        "forwarded": listed and any(isinstance(event, Forwarded) for event in then.events),
        "settled": settled and not undated,
        "settled_unknown": settled and undated,
        "solved": settled and not undated and then.is_solved,
        "solved_unknown": settled and undated and then.is_solved,
        "open": listed and then.is_open,
        "accusations": new and not listed,
    }


def matter_heads(frame: DataFrame) -> dict[str, int]:
    return {name: int(frame[name].sum()) for name in COUNTED}


def heads_of_group(book: Book, quarter: Quarter, group: str, frame: DataFrame) -> dict[str, int | None]:
    in_office, without = _deputies(book, quarter, group)
    owed, done = _openings(book, quarter, group)
    counts = _visits(book, quarter, [group]) | {
        "deputies": in_office,
        "deputies_without_visit": without,
        "openings_owed": owed,
        "openings_done": done,
        "rounds": _rounds(book, quarter, group),
    }
    return counts | matter_heads(frame[frame["group"] == group]) | _suggestions(book, quarter, group)


def heads_of_district(book: Book, quarter: Quarter, of_groups: Mapping[str, Heads], frame: DataFrame) -> dict[str, int | None]:
    """Return the counts of the district; matters without a group are included."""
    names = dict.fromkeys(name for heads in of_groups.values() for name in heads)
    sums = {name: sum(heads[name] or 0 for heads in of_groups.values()) for name in names}
    return {**sums, **_visits(book, quarter, list(of_groups)), **matter_heads(frame)}


def _visits(book: Book, quarter: Quarter, groups: Sequence[str]) -> dict[str, int | None]:
    """Return the visits to the groups' constituencies and the voters met, as far as counted."""
    in_quarter = [filed.record for filed in book.visits if filed.record.held_on in quarter.period]
    chosen = [visit for visit in in_quarter if book.group_holding(visit.constituency, visit.held_on) in groups]
    known, unknown = sum_of(visit.met.voters if visit.met else None for visit in chosen)
    return {"visits": len(chosen), "voters_met": known, "voters_met_unknown": unknown}


def _rounds(book: Book, quarter: Quarter, group: str) -> int:
    """Return the number of rounds in the quarter that opened at least one mailbox."""
    rounds = (filed.record for filed in book.openings if filed.record.group == group and filed.record.mailboxes)
    return sum(Week.of(opening.held_on).quarter == quarter for opening in rounds)


def _suggestions(book: Book, quarter: Quarter, group: str) -> dict[str, int]:
    """Return how many suggestions and motions were submitted, answered, or overdue at the end.

    Undated submissions and answers are unknown in the quarter of the record's first day only.
    """
    then = min(book.as_of, quarter.period.last)
    handlings = [handling for handling in book.handlings if handling.group == group]
    belonging = [handling for handling in handlings if handling.day in quarter.period]
    answers = [one.answer.on for handling in handlings for one in handling.rounds]
    late = [duty for handling in handlings for duty in book.duties[handling.id] if duty.step is Step.ANSWER_DEPUTY]
    return {
        "suggestions": sum(handling.submitted_on not in (None, NO_DAY) for handling in belonging),
        "suggestions_unknown": sum(handling.submitted_on is NO_DAY for handling in belonging),
        "suggestions_answered": sum(day in quarter.period for day in answers),
        "suggestions_answered_unknown": sum(one.answer.on is None for handling in belonging for one in handling.rounds),
        "suggestions_overdue": sum(duty.due < then and (duty.done is None or duty.done > then) for duty in late),
    }


def _deputies(book: Book, quarter: Quarter, group: str) -> tuple[int, int]:
    """Return the deputies in office at the quarter's end, and those without a visit this year."""
    last = min(quarter.period.last, book.as_of)
    visited = {
        wanted
        for filed in book.visits
        if filed.record.held_on.year == quarter.year and filed.record.held_on <= last
        for wanted in filed.record.deputies
    }
    deputies = [
        wanted
        for wanted in book.deputies
        if book.directory.in_office(wanted, last) and any(seat.group == group for seat in book.directory.seats_on(wanted, last))
    ]
    return len(deputies), len([wanted for wanted in deputies if wanted not in visited])


def _openings(book: Book, quarter: Quarter, group: str) -> tuple[int, int]:
    """Return the mailbox weeks due so far in the quarter, and how many of them had an opening."""
    owed = [
        (held.mailbox.id, week)
        for held in book.mailboxes.values()
        if held.group.id == group
        for week in book.mailbox_weeks[held.mailbox.id].within(quarter.period).counted(book.as_of)
    ]
    return len(owed), sum(week in book.mailbox_weeks[mailbox].opened for mailbox, week in owed)
