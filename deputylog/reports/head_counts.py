"""The counts above a quarterly list: visits, openings, matters, suggestions, of a group and of the district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.model.duty import Step
from deputylog.model.event import Forwarded, Replied
from deputylog.model.matter import Matter
from deputylog.words import Said

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
    "suggestions": Said("提出代表建议", "suggestions submitted"),
    "suggestions_answered": Said("代表建议已答复", "suggestions answered"),
    "suggestions_overdue": Said("代表建议逾期未答复", "suggestions overdue"),
}
_COUNTED = ("letters", "raised_at_visits", "received", "carried_over", "replied", "forwarded", "settled", "solved", "open", "accusations")


def counted_frame(matters: list[Matter], quarter: Quarter) -> DataFrame:
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


def matter_heads(frame: DataFrame) -> dict[str, int]:
    return {name: int(frame[name].sum()) for name in _COUNTED}


def heads_of_group(book: Book, quarter: Quarter, group: str, frame: DataFrame) -> dict[str, int]:
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
    return counts | matter_heads(frame[frame["group"] == group]) | _suggestions(book, quarter, group)


def _suggestions(book: Book, quarter: Quarter, group: str) -> dict[str, int]:
    """Suggestions and motions of the group's deputies: submitted in the quarter, answered in it, and overdue at its end."""
    then = min(book.as_of, quarter.period.last)
    handlings = [handling for handling in book.handlings if handling.group == group]
    late = [duty for handling in handlings for duty in book.duties[handling.id] if duty.step is Step.ANSWER_DEPUTY]
    return {
        "suggestions": sum(handling.day in quarter.period and handling.submitted_on is not None for handling in handlings),
        "suggestions_answered": sum(one.answer.on in quarter.period for handling in handlings for one in handling.rounds),
        "suggestions_overdue": sum(duty.due < then and (duty.done is None or duty.done > then) for duty in late),
    }


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
        wanted
        for wanted in book.deputies
        if book.directory.in_office(wanted, last) and any(seat.group == group for seat in book.directory.seats_on(wanted, last))
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
