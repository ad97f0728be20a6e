"""The name of a period in titles, and the remarks on a period that is still running."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from deputylog.book import Book
from deputylog.calendar import DAY, Period, Quarter, add_months, day_in_full, half_year, year
from deputylog.table import Cell, Report
from deputylog.words import Bilingual, Phrase, phrase

_QUARTERS = {
    1: Bilingual("{year}年第一季度", "first quarter of {year}"),
    2: Bilingual("{year}年第二季度", "second quarter of {year}"),
    3: Bilingual("{year}年第三季度", "third quarter of {year}"),
    4: Bilingual("{year}年第四季度", "fourth quarter of {year}"),
}
_HALVES = {
    1: Bilingual("{year}年上半年", "first half of {year}"),
    2: Bilingual("{year}年下半年", "second half of {year}"),
}


def quarter_words(quarter: Quarter) -> Phrase:
    return phrase(_QUARTERS[quarter.number], year=quarter.year)


def period_words(period: Period) -> Phrase:
    """Return the name of a year, half-year, quarter or month; else the first and last day."""
    first = period.first
    if period == year(first.year):
        return phrase("{year}年度", "the year {year}", year=first.year)
    for number, text in _HALVES.items():
        if period == half_year(first.year, number):
            return phrase(text, year=first.year)
    if period == Quarter.of(first).period:
        return quarter_words(Quarter.of(first))
    if first.day == 1 and period.last == add_months(first, 1) - DAY:
        return phrase(
            "{year}年{month}月", "{month} {year}", year=first.year, month=f"{first.month:02}"
        )
    return phrase("{first}至{last}", "{first} to {last}", first=first, last=period.last)


def unfinished(period: Period, as_of: date) -> Phrase | None:
    """Return a remark with the date that the period is not over; None after its last day."""
    if as_of > period.last:
        return None
    if period == Quarter.of(period.first).period:
        text = Bilingual("{day}，本季度尚未结束", "{day}, the quarter is not over")
    elif period == year(period.first.year):
        text = Bilingual("{day}，本年度尚未结束", "{day}, the year is not over")
    else:
        text = Bilingual("{day}，该期间尚未结束", "{day}, the period is not over")
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
    return (
        phrase(
            "数字和各行反映截至{day}的情况。",
            "Counts and rows show how things stood on {day}.",
            day=day_in_full(period.last),
        ),
    )


def of_period(book: Book, report: Report, period: Period) -> Report:
    """Add to a report what is to be said of its records and its period.

    A note names records that cannot be read, another says if the period began before the records.
    While the period is running, the title and first sentence say so.
    """
    since, notes = book.district.records_from, (*filter(None, [book.unread]), *report.notes)
    if period.first < since:
        text = Bilingual(
            "记录自{day}起；此前情况记录不全，不据以评判履职。",
            "Records begin on {day}. What happened before is not fully recorded, and no "
            "duty is judged by it.",
        )
        notes = (*notes, phrase(text, day=day_in_full(since)))
    still = unfinished(period, report.as_of)
    if still is None:
        return replace(report, notes=notes)
    title = phrase(
        "{title}（截至{unfinished}）",
        "{title} (as of {unfinished})",
        title=report.title,
        unfinished=still,
    )
    return replace(report, title=title, unfinished=still, notes=notes)
