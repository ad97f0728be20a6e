"""Pictures as data: what they count, by the day; and what of it the public sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from deputylog.book import Book
from deputylog.calendar import Period, Quarter, half_year, year
from deputylog.papers.pictures import pictures
from deputylog.picture import Picture
from deputylog.words import Words
from tests.conftest import ZHANG_WEI

MakeBook = Callable[..., Book]
VISIT = "date: {day}\ndeputies: [zhang-wei]\nconstituency: c03\nask: needs\n"
LETTER = "received: {day}\nmailbox: m03\nkind: request\ntitle: 路灯不亮{number}\ntopic: municipal\n{events}"
FORWARDED = "events:\n  - {date: 2026-03-04, event: forwarded, to: housing}\n"


def visits(*days: str) -> dict[str, str]:
    return {
        f"records/visits/2026/V20260101-0000{n}.yaml": VISIT.format(day=day)
        for n, day in enumerate(days)
    }


def letters(*days: str, events: str = "") -> dict[str, str]:
    return {
        f"records/letters/2026/L20260101-0000{n}.yaml": LETTER.format(
            day=day, events=events, number=n
        )
        for n, day in enumerate(days)
    }


def drawn(book: Book, name: str, period: Period | None = None) -> Picture:
    (found,) = pictures(book, "", period or year(2026), only=[name])
    return found


def marks(picture: Picture) -> list[tuple[object, ...]]:
    return [line.marks for line in picture.lines]


def test_a_half_year_is_covered_by_visits_within_it(book_of: MakeBook) -> None:
    book = book_of(visits("2026-01-05", "2026-06-30", "2026-07-01"), as_of="2026-12-31")
    assert marks(drawn(book, "coverage")) == [(1, 0, 0), (0, 1, 0)]


def test_two_visits_of_one_day_are_one(book_of: MakeBook) -> None:
    assert marks(
        drawn(book_of(visits("2026-01-05", "2026-01-05"), as_of="2026-06-30"), "coverage")
    ) == [(0, 1, 0)]


def test_only_deputies_in_office_at_the_end_are_counted(book_of: MakeBook) -> None:
    bases = [
        line.base
        for line in drawn(
            book_of(as_of="2026-06-30"), "coverage", Period(date(2025, 1, 1), date(2026, 6, 30))
        ).lines
    ]
    assert bases == [2, 2, 1]


def test_a_suspended_deputy_owes_no_visit(book_of: MakeBook) -> None:
    suspended = ZHANG_WEI + "suspended:\n  - {from: 2026-06-01}\n"
    book = book_of({"records/deputies/zhang-wei.yaml": suspended}, as_of="2026-06-30")
    assert marks(drawn(book, "coverage")) == [(0, 0, 0)]


OPENINGS = {
    "records/openings/2026/O20260309-00000.yaml": "date: 2026-03-09\ngroup: lianhua\nmailboxes: {m03: 0}\n",
    "records/openings/2026/O20260323-00000.yaml": "date: 2026-03-23\ngroup: lianhua\nnot_opened: {m03: {why: locked}}\n",
}


@pytest.mark.parametrize(
    ("day", "weeks"),
    [
        ("2026-03-29", (None, "missed", "opened", "missed", "stated")),
        ("2026-04-02", (None, "missed", "opened", "missed", "stated", "due")),
        ("2026-04-05", (None, "missed", "opened", "missed", "stated", "due")),
        ("2026-04-06", (None, "missed", "opened", "missed", "stated", "missed", "due")),
    ],
)
def test_each_week_of_a_mailbox_shows_what_was_done(
    book_of: MakeBook, day: str, weeks: tuple[str | None, ...]
) -> None:
    (line,) = marks(
        drawn(
            book_of(OPENINGS, as_of=day),
            "mailbox-calendar",
            Period(date(2026, 2, 23), date(2026, 6, 30)),
        )
    )
    assert line == weeks


def test_a_week_within_a_holiday_owes_nothing(book_of: MakeBook) -> None:
    book = book_of({"records/groups/lianhua.yaml": GROUP_FROM_2025}, as_of="2026-02-28")
    (line,) = marks(drawn(book, "mailbox-calendar", Period(date(2026, 2, 9), date(2026, 2, 22))))
    assert line == ("missed", "exempt")


GROUP_FROM_2025 = """\
name: 莲花街道代表组
constituencies:
  - {id: c03, term: "17", name: "第三选区"}
mailboxes:
  - {id: m03, constituency: c03, from: 2025-01-06}
"""


def test_the_life_of_matters_is_their_median_days(book_of: MakeBook) -> None:
    files = letters("2026-03-01", "2026-03-02", "2026-03-04", events=FORWARDED)
    forwarded = marks(drawn(book_of(files, as_of="2026-04-01"), "life"))[1]
    assert forwarded == (1.0, 2.0, 2.5)


@pytest.mark.parametrize(
    ("day", "classes"),
    [
        ("2026-04-03", (1, 0, 0, 0, 0)),
        ("2026-04-04", (0, 1, 0, 0, 0)),
        ("2026-06-02", (0, 0, 1, 0, 0)),
        ("2026-06-03", (0, 0, 0, 1, 0)),
    ],
)
def test_open_matters_age_from_the_day_they_were_forwarded(
    book_of: MakeBook, day: str, classes: tuple[int, ...]
) -> None:
    assert marks(drawn(book_of(letters("2026-03-02", events=FORWARDED), as_of=day), "ageing")) == [
        classes
    ]


def test_an_open_matter_that_nobody_was_given_stands_by_itself(book_of: MakeBook) -> None:
    picture = drawn(book_of(letters("2026-03-02"), as_of="2026-04-01"), "ageing")
    assert [(Words("en").say(line.label), line.marks) for line in picture.lines] == [
        ("not forwarded", (1, 0, 0, 0, 0))
    ]


def test_a_matter_at_two_departments_lies_with_both_and_is_one(book_of: MakeBook) -> None:
    both = FORWARDED + "  - {date: 2026-03-20, event: forwarded, to: urban}\n"
    picture = drawn(book_of(letters("2026-03-02", events=both), as_of="2026-04-10"), "ageing")
    assert sorted(marks(picture)) == [(0, 1, 0, 0, 0), (1, 0, 0, 0, 0)]
    assert "1 in all" in Words("en").say(picture.alt)


@pytest.mark.parametrize(
    ("event", "lies_with"), [("declined", "not forwarded"), ("answered", None)]
)
def test_what_a_department_sent_back_is_with_nobody_and_what_it_answered_in_no_row(
    book_of: MakeBook, event: str, lies_with: str | None
) -> None:
    more = f"  - {{date: 2026-03-10, event: {event}, by: housing{', result: solved' if event == 'answered' else ''}}}\n"
    picture = drawn(
        book_of(letters("2026-03-02", events=FORWARDED + more), as_of="2026-04-01"), "ageing"
    )
    assert [Words("en").say(line.label) for line in picture.lines] == (
        [lies_with] if lies_with else []
    )


def test_pictures_of_a_period_that_is_over_show_its_end(book_of: MakeBook) -> None:
    book = book_of(letters("2026-03-02", events=FORWARDED + ANSWERED), as_of="2026-10-09")
    for period, lying, answered in (
        (Quarter(2026, 1).period, [(1, 0, 0, 0, 0)], 0),
        (half_year(2026, 1), [], 1),
    ):
        assert marks(drawn(book, "ageing", period)) == lying
        assert drawn(book, "life", period).lines[3].base == answered


ANSWERED = """\
  - {date: 2026-04-20, event: answered, by: housing, result: solved}
  - {date: 2026-04-21, event: fed_back}
"""


def test_a_step_of_an_unknown_day_is_counted_apart(book_of: MakeBook) -> None:
    undated = {
        path: f'ref: "1"\n{text}'
        for path, text in letters("2026-03-02", events="events:\n  - {event: replied}\n").items()
    }
    rows = drawn(book_of(undated, as_of="2026-04-01"), "life").table.rows
    assert [row[1:3] for row in rows] == [(0, 0), (0, 0), (0, 1), (0, 0), (0, 0), (0, 0)]


def test_accusations_are_in_no_picture(book_of: MakeBook) -> None:
    accusation = {
        "records/letters/2026/L20260302-00000.yaml": "received: 2026-03-02\nmailbox: m03\nkind: accusation\n"
    }
    book = book_of(accusation, as_of="2026-04-01")
    assert [drawn(book, name).lines for name in ("ageing", "topics")] == [(), ()]
    assert {line.base for line in drawn(book, "life").lines} == {0}


def test_the_public_sees_visits_and_what_the_public_editions_show(book_of: MakeBook) -> None:
    """Nothing of the quarter that still runs, and no class under three."""
    days = ("2026-03-02", "2026-03-03", "2026-03-04", "2026-04-02", "2026-07-01", "2026-07-01")
    book = book_of(letters(*days), as_of="2026-07-01")
    coverage, topics = pictures(book, "", year(2026), public=True)
    assert (coverage.name, topics.name) == ("coverage", "topics")
    assert [one.replace("\n", "") for one in topics.across] == ["2026Q1", "2026Q2"]
    assert [line.marks for line in topics.lines] == [(3, None)]
