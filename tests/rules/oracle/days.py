"""Rest days, working days, weeks, quarters and periods, from the holiday data and the district's calendar alone."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import chinese_calendar

ONE = timedelta(days=1)
FIXED_BY_LAW = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
LAST_YEAR_KNOWN = max(day.year for day in chinese_calendar.holidays)


@cache
def _rests_by_notice(day: date) -> bool:
    """Whether the State Council's notice, or without one the weekend, makes it a rest day."""
    if day.year <= LAST_YEAR_KNOWN:
        return bool(chinese_calendar.is_holiday(day))
    return day.weekday() >= 5 or (day.month, day.day) in FIXED_BY_LAW


@dataclass(frozen=True)
class Calendar:
    """The notices' calendar and what the district adds to it."""

    rest_days: frozenset[date] = field(default=frozenset())
    work_days: frozenset[date] = field(default=frozenset())
    moves: bool = True

    def rests(self, day: date) -> bool:
        if (day.month, day.day) in FIXED_BY_LAW or day in self.rest_days:
            return True
        return day not in self.work_days and _rests_by_notice(day)

    def next_working_day(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while self.rests(day):
            day += ONE
        return day

    def due(self, start: date, period: str) -> date:
        """The last day of a period that begins after `start`: 15 days, 10 working days, 1 month."""
        number, unit = re.fullmatch(r"(\d+) (working day|day|month)s?", period).groups()  # type: ignore[union-attr]
        if unit == "working day":
            day = start
            for _ in range(int(number)):
                day = self.next_working_day(day + ONE)
            return day
        plain = start + int(number) * ONE if unit == "day" else months_after(start, int(number))
        return self.moved(plain)

    def moved(self, day: date) -> date:
        """The due day after moving past rest days, where the district moves them."""
        return self.next_working_day(day) if self.moves else day

    def working_days_of_week(self, monday: date) -> int:
        return sum(not self.rests(monday + n * ONE) for n in range(7))


def months_after(day: date, months: int) -> date:
    """The same day number so many months later, else the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - ONE).day
    return date(year, month + 1, min(day.day, last))


def monday_of(day: date) -> date:
    return day - day.weekday() * ONE


def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def first_day(quarter: str) -> date:
    return date(int(quarter[:4]), 3 * int(quarter[5]) - 2, 1)


def last_day(quarter: str) -> date:
    return months_after(first_day(quarter), 3) - ONE


def quarter_after(quarter: str) -> str:
    return quarter_of(last_day(quarter) + ONE)
