"""Working days: what the district adds, what the law fixes, and what is only assumed."""

from __future__ import annotations

from datetime import date

import pytest

from deputylog.calendar import DAY, Span, WorkCalendar
from deputylog.words import AssumedDay

DAYS = {day: date(2026, 1, 1) + (day - 1) * DAY for day in range(1, 366)}
REST, SATURDAY = date(2026, 6, 16), date(2026, 6, 13)


def test_what_the_district_adds_to_a_known_year_leaves_its_holidays() -> None:
    plain, own = WorkCalendar(), WorkCalendar((2026,), {REST: False, SATURDAY: True})
    changed = {day for day in DAYS.values() if plain.is_working_day(day) != own.is_working_day(day)}
    assert changed == {REST, SATURDAY}
    assert own.rest_reason(date(2026, 10, 1)).en == "National Day"
    assert own.rest_reason(REST).en == "rest day"


@pytest.mark.parametrize(("day", "works"), [("2026-02-14", False), ("2026-10-01", True)])
def test_the_districts_own_word_on_a_day_wins(day: str, works: bool) -> None:
    """14 February is a Saturday worked for the Spring Festival, 1 October is National Day."""
    given = date.fromisoformat(day)
    assert WorkCalendar().is_working_day(given) is not works
    own = WorkCalendar((2026,), {given: works})
    assert own.is_working_day(given) is works
    assert works or own.rest_reason(given).en == "Saturday"


@pytest.mark.parametrize(
    "own", [WorkCalendar(), WorkCalendar((2031,)), WorkCalendar((2031,), {date(2031, 2, 3): False})]
)
def test_the_holidays_on_fixed_dates_hold_in_every_year(own: WorkCalendar) -> None:
    fixed = {"2031-01-01": "元旦", "2031-05-01": "劳动节", "2031-05-02": "劳动节"} | {
        f"2031-10-0{day}": "国庆节" for day in (1, 2, 3)
    }
    assert {day: own.rest_reason(date.fromisoformat(day)).zh for day in fixed} == fixed
    assert not any(own.is_working_day(date.fromisoformat(day)) for day in fixed)
    assert own.is_working_day(date(2031, 5, 5))


def test_a_fixed_holiday_may_be_a_working_day_here() -> None:
    assert WorkCalendar((2031,), {date(2031, 10, 1): True}).is_working_day(date(2031, 10, 1))


@pytest.mark.parametrize(
    ("start", "span", "due", "assumed"),
    [
        ("2026-12-16", "15 days", "2026-12-31", False),
        ("2026-12-17", "15 days", "2027-01-04", True),
        ("2026-09-30", "3 months", "2026-12-30", False),
        ("2026-10-09", "3 months", "2027-01-11", True),
        ("2026-12-28", "3 working days", "2026-12-31", False),
        ("2026-12-28", "4 working days", "2027-01-04", True),
        ("2027-12-29", "5 working days", "2028-01-05", True),
        ("2028-01-03", "5 working days", "2028-01-10", False),
    ],
)
def test_a_deadline_knows_whether_it_is_assumed(
    start: str, span: str, due: str, assumed: bool
) -> None:
    """2027 is unknown, 2028 is known; the days of 2027 still count in a deadline of January 2028."""
    found = WorkCalendar((2028,)).after(date.fromisoformat(start), Span.parse(span), move=True)
    assert (found, isinstance(found, AssumedDay)) == (date.fromisoformat(due), assumed)


def test_a_plain_date_needs_no_calendar() -> None:
    found = WorkCalendar().after(date(2026, 12, 17), Span.parse("15 days"), move=False)
    assert (found, type(found)) == (date(2027, 1, 1), date)


def test_a_day_given_for_an_unknown_year_is_certain() -> None:
    """Only the day itself: the entry stands under another year."""
    own = WorkCalendar((2026,), {date(2027, 1, 4): False, date(2027, 1, 2): True})
    found = own.after(date(2026, 12, 18), Span.parse("15 days"), move=True)
    assert (found, type(found)) == (date(2027, 1, 2), date)


@pytest.mark.parametrize(
    ("sunday", "last", "assumed"),
    [
        ("2026-10-11", "2026-10-10", False),
        ("2027-01-03", "2026-12-31", True),
        ("2027-03-14", "2027-03-12", True),
    ],
)
def test_the_last_working_day_of_a_week(sunday: str, last: str, assumed: bool) -> None:
    """10 October 2026 is a Saturday worked; whether 2 January 2027 is one too is not known."""
    found = WorkCalendar().first_working_day(date.fromisoformat(sunday), -DAY)
    assert (found, isinstance(found, AssumedDay)) == (date.fromisoformat(last), assumed)
