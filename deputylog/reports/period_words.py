"""What a period is called in the title of a paper: a year, half-year, quarter or month by its name, else its first and last day."""

from __future__ import annotations

from deputylog.calendar import DAY, Period, Quarter, add_months, half_year, year
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
