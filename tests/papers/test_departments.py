"""How departments handled what was forwarded to them, each count with its base, without ranks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from deputylog.book import Book
from deputylog.calendar import Quarter, year
from deputylog.papers.departments import departments
from deputylog.words import Words
from tests.conftest import DISTRICT

MakeBook = Callable[..., Book]
LETTER = """\
received: 2026-01-05
constituency: c03
kind: {kind}
title: 路灯损坏
events:
  - {{date: 2026-01-06, event: forwarded, to: {to}}}
"""
ANSWERED = "  - {{date: 2026-{}, event: answered, by: housing, result: {}}}\n"
TOLD = "  - {{date: 2026-{}, event: fed_back, satisfaction: {}}}\n"


def letters(*courses: str, kind: str = "request", to: str = "housing") -> dict[str, str]:
    """A letter forwarded on 6 January, to be answered by 9 March, for each further course."""
    return {
        f"records/letters/2026/L20260105-{kind[:3]}0{number}.yaml": LETTER.format(kind=kind, to=to)
        + course
        for number, course in enumerate(courses)
    }


def row_of(book: Book, place: int = 0, period: Any = None) -> dict[str, Any]:
    """The numbers of one department, shares as what is counted and its base."""
    report = departments(book, "", period or year(2026))
    table = report.tables[0]
    return {
        column.name: cell for column, cell in zip(table.columns, table.rows[place], strict=True)
    }


@pytest.mark.parametrize(("day", "late"), [("03-08", 0), ("03-09", 0), ("03-10", 1)])
def test_an_answer_is_late_only_after_its_last_day(book_of: MakeBook, day: str, late: int) -> None:
    row = row_of(book_of(letters(ANSWERED.format(day, "solved")), as_of="2026-12-31"))
    assert (row["answered"], row.get("late", 0)) == (1, late)
    assert (row["in_time"], row["in_time_of"]) == (1 - late, 1)


@pytest.mark.parametrize(("day", "overdue"), [("03-09", None), ("03-10", 1)])
def test_what_nobody_answered_is_overdue_after_the_same_day(
    book_of: MakeBook, day: str, overdue: int | None
) -> None:
    report = departments(book_of(letters(""), as_of=f"2026-{day}"), "", year(2026))
    said = [Words("zh-CN").say(one) for one in report.paragraphs]
    assert f"尚未答复1件次，其中已逾期{overdue or 0}件次" in said[0]
    assert said[1:] == (["已逾期尚未答复的：区住房和城乡建设局1件。"] if overdue else [])
    assert len(report.tables[1].rows) == (overdue or 0)


def test_each_share_has_its_own_base(book_of: MakeBook) -> None:
    courses = (
        ANSWERED.format("02-05", "solved") + TOLD.format("02-10", "satisfied"),
        ANSWERED.format("02-15", "solved") + TOLD.format("02-20", "none_given"),
        ANSWERED.format("03-07", "not_now") + TOLD.format("03-10", "dissatisfied"),
        "  - {date: 2026-01-08, event: declined, by: housing}\n",
        "  - {date: 2026-01-09, event: closed, why: withdrawn}\n",
        "",
    )
    row = row_of(book_of(letters(*courses), as_of="2026-04-01"))
    assert (row["received"], row["answered"], row["declined"], row["ended"], row["open"]) == (
        6,
        3,
        1,
        1,
        1,
    )
    assert (row["solved"], row["solved_of"]) == (2, 3)
    assert (row["satisfied"], row["satisfied_of"]) == (1, 2)
    assert (row["days"], row["days_of"]) == (40, 3)


def test_what_was_not_answered_is_carried_over_into_the_next_quarter(book_of: MakeBook) -> None:
    course = ANSWERED.format("04-01", "solved")
    book = book_of(letters("", course), as_of="2026-12-31")
    first, second = (row_of(book, period=Quarter(2026, number).period) for number in (1, 2))
    assert (first["received"], first["open"]) == (2, 2)
    assert (second["carried_over"], second["answered"], second["open"]) == (2, 1, 1)


def test_departments_come_in_the_order_of_the_register_and_their_sums_last(
    book_of: MakeBook,
) -> None:
    files = {**letters("", kind="inquiry", to="forestry"), **letters("")}
    last = DISTRICT.replace("topics:", '  forestry: {name: "区园林局"}\ntopics:')
    book = book_of({**files, "records/district.yaml": last}, as_of="2026-02-01")
    names = [Words("zh-CN").say(row[0]) for row in departments(book, "", year(2026)).tables[0].rows]
    assert names == ["区住房和城乡建设局", "区园林局", "合计"]


def test_an_accusation_is_in_no_department(book_of: MakeBook) -> None:
    book = book_of(letters("", kind="accusation", to="discipline"), as_of="2026-12-31")
    report = departments(book, "", year(2026))
    assert not any(table.rows for table in report.tables)
    assert report.paragraphs == ()
