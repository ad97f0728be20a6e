"""The name of a period in titles, and the remarks on a period that is still running."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from deputylog.book import Book
from deputylog.calendar import DAY, Period, Quarter, add_months, day_in_full, half_year, year
from deputylog.table import Cell, Report
from deputylog.words import N_, Phrase, phrase

_QUARTERS = {
    1: N_("first quarter of {year}"),
    2: N_("second quarter of {year}"),
    3: N_("third quarter of {year}"),
    4: N_("fourth quarter of {year}"),
}
_HALVES = {1: N_("first half of {year}"), 2: N_("second half of {year}")}


def quarter_words(quarter: Quarter) -> Phrase:
    return phrase(_QUARTERS[quarter.number], year=quarter.year)


def period_words(period: Period) -> Phrase:
    """Return the name of a year, half-year, quarter or month; else the first and last day."""
    first = period.first
    if period == year(first.year):
        return phrase(N_("the year {year}"), year=first.year)
    for number, text in _HALVES.items():
        if period == half_year(first.year, number):
            return phrase(text, year=first.year)
    if period == Quarter.of(first).period:
        return quarter_words(Quarter.of(first))
    if first.day == 1 and period.last == add_months(first, 1) - DAY:
        return phrase(N_("{month} {year}"), year=first.year, month=f"{first.month:02}")
    return phrase(N_("{first} to {last}"), first=first, last=period.last)


def unfinished(period: Period, as_of: date) -> Phrase | None:
    """Return a remark with the date that the period is not over; None after its last day."""
    if as_of > period.last:
        return None
    if period == Quarter.of(period.first).period:
        text = N_("{day}, the quarter is not over")
    elif period == year(period.first.year):
        text = N_("{day}, the year is not over")
    else:
        text = N_("{day}, the period is not over")
    return phrase(text, day=day_in_full(as_of))


def whose(book: Book, group: str | None) -> str:
    """Return the name of the group, or of the district without one."""
    return book.name("group", group) or book.district.name


def header_of(book: Book, group: str | None, period: Period) -> dict[str, Cell]:
    return {
        "district": book.district.name,
        "group": book.name("group", group) or None,
        "working_body": book.district.working_body,
        "period": period_words(period),
    }


def as_it_stood(book: Book, period: Period) -> tuple[Phrase, ...]:
    """Return a note that the numbers are those of the end of the period, if it is over."""
    if book.as_of <= period.last:
        return ()
    return (phrase(N_("Counts and rows show how things stood on {day}."), day=day_in_full(period.last)),)


def of_period(book: Book, report: Report, period: Period) -> Report:
    """Add to a report what is to be said of its records and its period.

    A note names records that cannot be read, another says if the period began before the records.
    While the period is running, the title and first sentence say so.
    """
    since, notes = book.district.records_from, (*filter(None, [book.unread]), *report.notes)
    if period.first < since:
        text = N_("Records begin on {day}. What happened before is not fully recorded, and no duty is judged by it.")
        notes = (*notes, phrase(text, day=day_in_full(since)))
    still = unfinished(period, report.as_of)
    if still is None:
        return replace(report, notes=notes)
    title = phrase(N_("{title} (as of {unfinished})"), title=report.title, unfinished=still)
    return replace(report, title=title, unfinished=still, notes=notes)
