"""Days, weeks and periods in titles and sentences, and the remark on a period still running."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from deputylog.calendar import (
    DAY,
    Period,
    Quarter,
    Week,
    add_months,
    day_in_full,
    half_year,
    runs_of_weeks,
    year,
)
from deputylog.table import Valued
from deputylog.words import ASSUMED, AssumedDay, Bilingual, Phrase, phrase

_QUARTERS = (
    Bilingual("{year}年第一季度", "first quarter of {year}"),
    Bilingual("{year}年第二季度", "second quarter of {year}"),
    Bilingual("{year}年第三季度", "third quarter of {year}"),
    Bilingual("{year}年第四季度", "fourth quarter of {year}"),
)
_HALVES = (
    Bilingual("{year}年上半年", "first half of {year}"),
    Bilingual("{year}年下半年", "second half of {year}"),
)


def day_words(day: date) -> Bilingual:
    """Return a day in a sentence, 2026年3月9日 or 2026-03-09; an assumed day keeps its mark."""
    english = ASSUMED.en.format(day=day) if isinstance(day, AssumedDay) else str(day)
    return Bilingual(day_in_full(day).zh, english)


def days_words(days: Period) -> Bilingual:
    """Return a period in a sentence, 2026年3月9日至15日; one day alone if it is one."""
    first, last = days.first, days.last
    if first == last:
        return day_words(first)
    zh = day_in_full(last).zh
    if first.year == last.year:
        zh = zh.partition("年")[2]
        zh = zh.partition("月")[2] if first.month == last.month else zh
    return Bilingual(f"{day_in_full(first).zh}至{zh}", f"{first} to {last}")


def weeks_words(several: Iterable[Week]) -> list[Bilingual]:
    """Return the days of weeks in a sentence, consecutive weeks together."""
    return [
        days_words(Period(first.monday, last.period.last)) for first, last in runs_of_weeks(several)
    ]


def quarter_words(quarter: Quarter) -> Valued:
    """Return the name of a quarter; for programs, such as `2026Q1`."""
    return Valued(_QUARTERS[quarter.number - 1], {"year": quarter.year}, {"": str(quarter)})


def short_quarter(quarter: Quarter, as_of: date) -> Bilingual:
    """Return year and quarter in two lines for the head of a column; * marks one not over."""
    mark = "" if as_of > quarter.period.last else "*"
    year, number = quarter.year, quarter.number
    return Bilingual(f"{year}年\n{'一二三四'[number - 1]}季度{mark}", f"{year}\nQ{number}{mark}")


def until(period: Period, as_of: date) -> Phrase | None:
    """Return a remark for a column that its time is not over; None after its last day."""
    if as_of > period.last:
        return None
    return phrase("*未结束，截至{day}", "* not over, as of {day}", day=day_in_full(as_of))


def period_words(period: Period) -> Phrase:
    """Return the name of a year, half-year, quarter or month; else the first and last day."""
    first = period.first
    if period == year(first.year):
        return phrase("{year}年度", "the year {year}", year=first.year)
    for number, text in enumerate(_HALVES, 1):
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
