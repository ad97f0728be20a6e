"""Days as people say them; Wednesday, 2026-03-18 is today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputylog.finding import DeputylogError
from deputylog.names.days import informal_day, option_day

WEDNESDAY = date(2026, 3, 18)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("wording", "meant"),
    [
        ("今天", "2026-03-18"),
        ("昨天", "2026-03-17"),
        ("前天", "2026-03-16"),
        ("明天", "2026-03-19"),
        ("today", "2026-03-18"),
        ("Yesterday", "2026-03-17"),
        ("三天前", "2026-03-15"),
        ("两周前", "2026-03-04"),
        ("3 days ago", "2026-03-15"),
        ("20260314", "2026-03-14"),
        ("2026年3月14日", "2026-03-14"),
        ("2026/3/14", "2026-03-14"),
        ("2026.3.14", "2026-03-14"),
        ("3-14", "2026-03-14"),
        ("3.14", "2026-03-14"),
        ("3月14日", "2026-03-14"),
        ("3月14", "2026-03-14"),
        ("３－１４", "2026-03-14"),
    ],
)
def test_a_day_as_people_say_it(wording: str, meant: str) -> None:
    assert informal_day(wording, WEDNESDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("wording", "meant"),
    [
        ("3-17", "2026-03-17"),
        ("3-18", "2026-03-18"),
        ("3-19", "2025-03-19"),
        ("12-31", "2025-12-31"),
    ],
)
def test_a_month_and_day_later_than_today_was_last_year(wording: str, meant: str) -> None:
    assert informal_day(wording, WEDNESDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("wording", "meant"),
    [
        ("17日", "2026-03-17"),
        ("18号", "2026-03-18"),
        ("19日", "2026-02-19"),
        ("31日", "2026-01-31"),
        ("上月15日", "2026-02-15"),
    ],
)
def test_a_day_of_the_month_is_the_last_one_there_was(wording: str, meant: str) -> None:
    assert informal_day(wording, WEDNESDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("wording", "meant"),
    [
        ("周二", "2026-03-17"),
        ("周三", "2026-03-18"),
        ("周四", "2026-03-12"),
        ("上周五", "2026-03-13"),
        ("上周日", "2026-03-15"),
        ("上周一", "2026-03-09"),
        ("本周一", "2026-03-16"),
        ("本周五", "2026-03-20"),
        ("星期天", "2026-03-15"),
        ("last friday", "2026-03-13"),
        ("last wednesday", "2026-03-11"),
        ("wednesday", "2026-03-18"),
    ],
)
def test_a_day_of_the_week(wording: str, meant: str) -> None:
    assert informal_day(wording, WEDNESDAY) == date.fromisoformat(meant)


def test_the_29th_of_february_was_in_the_last_leap_year() -> None:
    assert informal_day("2-29", WEDNESDAY) == date(2024, 2, 29)
    assert informal_day("2-29", date(2104, 2, 28)) == date(2096, 2, 29)


@pytest.mark.parametrize(
    "wording",
    [
        "",
        "2-30",
        "13-1",
        "32日",
        "上月31日",
        "明年",
        "1899-12-31",
        "2200-01-01",
        "周八",
        "0天",
        "day",
        "2026-02-30",
        "99999999",
    ],
)
def test_what_is_no_day_is_told_with_the_ways_to_write_one(wording: str) -> None:
    with pytest.raises(DeputylogError, match=r"3-14, 昨天, 上周五"):
        option_day(wording, WEDNESDAY, "--date")


@given(day=DAYS, today=DAYS)
def test_every_iso_day_is_itself_whatever_today_is(day: date, today: date) -> None:
    assert informal_day(day.isoformat(), today) == informal_day(f"{day:%Y%m%d}", today) == day


@given(today=st.dates(date(1910, 1, 1), date(2199, 12, 31)), back=st.integers(0, 364))
def test_a_month_and_day_of_the_last_year_is_found_again(today: date, back: int) -> None:
    day = today - timedelta(days=back)
    assert informal_day(f"{day.month}-{day.day}", today) == day


@given(st.text(max_size=12), DAYS)
def test_any_text_is_a_day_or_a_value_error(text: str, today: date) -> None:
    try:
        found = informal_day(text, today)
    except (ValueError, OverflowError):
        return
    assert 1900 <= found.year <= 2199
