"""Days in office and the visits they come to: the day before, the day, the day after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from deputylog.calendar import year
from deputylog.kinds.deputy import Deputy, Seat, SeatEnd
from deputylog.kinds.settings import Settings
from deputylog.kinds.tenure import tenure
from deputylog.life.quota import owed_for, quotas_of
from deputylog.words import words


def seat(first: date, last: date | None = None, ended_by: SeatEnd | None = None) -> Seat:
    return Seat(
        term="17", constituency="c03", group="lianhua", start=first, end=last, ended_by=ended_by
    )


SEAT = seat(date(2021, 12, 20))


@pytest.mark.parametrize(
    ("days", "owed"), [(0, 0), (1, 0), (89, 0), (90, 1), (269, 1), (270, 2), (365, 2)]
)
def test_days_in_office_come_to_visits(days: int, owed: int) -> None:
    assert owed_for(days, Settings()) == owed


@pytest.mark.parametrize(("days", "owed"), [(0, 0), (1, 2), (89, 2)])
def test_strictly_one_day_owes_all(days: int, owed: int) -> None:
    assert owed_for(days, Settings(visits_pro_rata=False)) == owed


def test_half_of_three_is_two() -> None:
    assert owed_for(100, Settings(visits_per_year=3)) == 2


@pytest.mark.parametrize(
    ("first", "days"), [(date(2026, 4, 6), 270), (date(2026, 4, 7), 269), (date(2026, 12, 31), 1)]
)
def test_the_first_and_the_last_day_count(first: date, days: int) -> None:
    (quota,) = quotas_of(
        Deputy(name="何静", seats=(seat(first),)), year(2026), set(), Settings(), date(2025, 1, 1)
    )
    assert quota.days == days


def test_a_leap_year_has_366_days() -> None:
    (quota,) = quotas_of(
        Deputy(name="张伟", seats=(SEAT,)), year(2028), set(), Settings(), date(2025, 1, 1)
    )
    assert quota.days == 366


def test_the_reckoning_in_the_words_of_the_office() -> None:
    by_elected = Deputy(name="何静", seats=(seat(date(2026, 8, 11)),))
    (quota,) = quotas_of(by_elected, year(2026), set(), Settings(), date(2025, 1, 1))
    assert words("zh-CN").say(quota.reckoning) == "任职143天，应开展活动1次"


@pytest.mark.parametrize(
    ("as_of", "last"),
    [(date(2026, 9, 9), date(2027, 1, 8)), (date(2026, 9, 10), date(2026, 9, 10))],
)
def test_a_death_is_known_from_its_day(as_of: date, last: date) -> None:
    died = Deputy(name="张伟", seats=(seat(date(2021, 12, 20), date(2026, 9, 10), SeatEnd.DIED),))
    assert tenure(died, {"17": date(2027, 1, 8)}, as_of).seats[0].end == last


def test_that_a_term_will_end_is_known_beforehand() -> None:
    known = tenure(Deputy(name="张伟", seats=(SEAT,)), {"17": date(2026, 12, 31)}, date(2026, 1, 1))
    assert known.seats[0].end == date(2026, 12, 31)
    assert known.seats[0].ended_by is SeatEnd.EXPIRED
    assert not known.in_office(date(2026, 12, 31) + timedelta(days=1))
