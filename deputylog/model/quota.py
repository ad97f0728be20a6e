"""How many visits a deputy owes in a year, by seat and days in office, and how many were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deputylog.calendar import DAY, Period
from deputylog.model.deputy import Deputy, Seat
from deputylog.model.settings import Settings, VisitsFollow


@dataclass(frozen=True)
class Quota:
    """The reckoning of one seat in one year: `days` in office, less those suspended; `made` counts days with a visit."""

    year: Period
    seat: Seat
    seat_index: int
    days: int
    owed: int
    made: int

    def in_office_on(self, day: date) -> bool:
        return self.seat.held(day)


def owed_for(days: int, settings: Settings) -> int:
    """Visits owed for so many days in office: all, half (rounded up) or none; all from the first day when not pro rata."""
    if not days:
        return 0
    if not settings.visits_pro_rata or days >= settings.visits_full_from:
        return settings.visits_per_year
    return (settings.visits_per_year + 1) // 2 if days >= settings.visits_half_from else 0


def quota(deputy: Deputy, index: int, year: Period, visited: frozenset[date], settings: Settings, since: date) -> Quota | None:
    """What seat `index` owes in `year` and what was made; None when it was not held on any day of it since `since`."""
    seat = deputy.seats[index]
    held = seat.period(year.last).meet(Period(max(year.first, since), year.last))
    if not len(held):
        return None
    days = _days_in_office(deputy, held)
    made = len([day for day in visited if day in held and deputy.in_office(day)])
    if settings.visits_follow is VisitsFollow.PERSON:
        whole = Period(max(year.first, since), year.last)
        days = _days_in_office(deputy, whole)
        made = len([day for day in visited if day in whole and deputy.in_office(day)])
    return Quota(year, seat, index, days, owed_for(days, settings), made)


def _days_in_office(deputy: Deputy, period: Period) -> int:
    """How many days of `period` the deputy was in office and not suspended."""
    if not deputy.suspended and len(deputy.seats) == 1:
        return max(0, len(deputy.seats[0].period(period.last).meet(period)))
    days = (period.first + number * DAY for number in range(len(period)))
    return sum(deputy.in_office(day) for day in days)
