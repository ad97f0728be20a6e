"""The weeks of a period: those whose Thursday lies in it, in every paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from deputylog.book import Book
from deputylog.calendar import Period, Quarter, Week, half_year, weeks_in, year
from deputylog.tell.visits_and_weeks import of_mailbox
from deputylog.words import words
from tests.conftest import GROUP

MakeBook = Callable[..., Book]

HUNG = {"records/groups/lianhua.yaml": GROUP.replace("2026-03-02", "2025-01-01")}


@pytest.mark.parametrize(
    ("first", "last", "belongs"),
    [
        ("2026-01-01", "2026-12-31", True),
        ("2026-01-02", "2026-12-31", False),
        ("2025-12-01", "2025-12-31", False),
    ],
)
def test_a_week_belongs_to_the_period_of_its_thursday(first: str, last: str, belongs: bool) -> None:
    """The first week of 2026 begins on Monday 29 December 2025; its Thursday is New Year's Day."""
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    week = Week.of(date(2025, 12, 29))
    assert (week.thursday in period) is belongs
    assert (week in set(weeks_in(period))) is belongs


@pytest.mark.parametrize("number", [2024, 2025, 2026, 2027])
def test_the_weeks_of_the_quarters_and_of_the_halves_are_those_of_the_year(number: int) -> None:
    whole = list(weeks_in(year(number)))
    assert whole == [
        week for quarter in range(1, 5) for week in weeks_in(Quarter(number, quarter).period)
    ]
    assert whole == [week for half in (1, 2) for week in weeks_in(half_year(number, half))]


def test_a_day_without_a_thursday_has_no_week() -> None:
    assert not list(weeks_in(Period(date(2026, 1, 2), date(2026, 1, 2))))
    assert list(weeks_in(Period(date(2026, 1, 1), date(2026, 1, 1)))) == [Week(2026, 1)]


def test_a_mailbox_owes_as_many_weeks_as_its_paper_says(book_of: MakeBook) -> None:
    book = book_of(HUNG, as_of="2026-07-06")
    told = [
        words("en").say(line)
        for head, line in (one for one in of_mailbox(book, "m03") if isinstance(one, tuple))
        if str(head) == "owed"
    ]
    for line, number in zip(told, (2025, 2026), strict=True):
        owed = [
            week
            for week in book.mailbox_weeks["m03"].counted(book.as_of)
            if week.thursday in year(number)
        ]
        assert line.startswith(f"{len(owed)} weeks: {owed[0].monday}")
