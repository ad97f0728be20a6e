"""The counts at the top of a paper are its rows, for every district, quarter, group, day and format."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from deputylog.app.repository import read_repository
from deputylog.book import Book
from deputylog.calendar import Period, Quarter
from deputylog.render import paper
from deputylog.reports.circular import circular
from deputylog.reports.dossier import dossier
from deputylog.reports.evaluation import evaluation
from deputylog.reports.quarterly_list import quarterly_list
from deputylog.table import Report
from deputylog.words import words
from tests.conftest import write
from tests.facts.districts import DEPUTIES, GROUPS, LAST, district
from tests.render.reading import READERS

SEEDS = range(4)
QUARTERS = (Quarter(2025, 4), *(Quarter(2026, number) for number in (1, 2, 3, 4)))
EN = words("en")


@pytest.fixture(scope="module", params=SEEDS)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    root: Path = write(tmp_path_factory.mktemp("district"), district(request.param))
    return read_repository(root, as_of=date(2027, 1, 5), today=date(2027, 1, 5))[0]


def days_of(quarter: Quarter) -> Iterator[date]:
    """A day within the quarter, its last day, and a day long after."""
    first, last = quarter.period.first, quarter.period.last
    yield from (first + timedelta(days=40), last, last + timedelta(days=200))


def as_json(report: Report) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(paper(report, "json", EN, None).content)
    return made


def rows(made: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = next(table["rows"] for table in made["tables"] if table["name"] == name)
    return found


def test_the_counts_of_a_list_are_its_rows(book: Book) -> None:
    for quarter in QUARTERS:
        for day in days_of(quarter):
            for group in (*GROUPS, None):
                made = as_json(quarterly_list(book.known_on(day), quarter, group).report)
                heads, listed = made["heads"], rows(made, "matters")
                reasons = Counter(row["listed_as"] for row in listed)
                states = Counter(row["state"] == "settled" for row in listed)
                assert [heads[name] for name in ("carried_over", "received", "reopened")] == [
                    reasons[name] for name in ("carried_over", "received", "reopened")
                ]
                assert (heads["settled"], heads["open"]) == (states[True], states[False])
                assert heads["solved"] == sum(row["state"] == "settled" and row["result"] == "solved" for row in listed)
                assert heads["carried_over"] + heads["received"] + heads["reopened"] == heads["settled"] + heads["open"]


def test_what_is_open_at_the_end_of_a_quarter_is_what_the_next_carries_over(book: Book) -> None:
    for quarter in QUARTERS[:-1]:
        before = quarterly_list(book, quarter, None)
        after = quarterly_list(book, quarter.next(), None)
        assert before.heads["open"] == after.heads["carried_over"]


def test_the_groups_of_a_district_add_up_to_it(book: Book) -> None:
    for quarter in QUARTERS:
        made = as_json(quarterly_list(book, quarter, None).report)
        groups = rows(made, "groups")
        for name, whole in made["heads"].items():
            if name != "voters_met":
                assert sum(group[name] for group in groups) == whole, name
        for topic in ("carried_over", "received", "reopened", "settled", "solved", "open"):
            assert sum(row[topic] for row in rows(made, "topics")) == made["heads"][topic]


def test_a_list_of_a_quarter_that_is_over_stands_still(book: Book) -> None:
    for quarter in QUARTERS[:-1]:
        week_over = quarter.period.last + timedelta(days=7)
        lists = [quarterly_list(book.known_on(day), quarter, None) for day in (week_over, LAST)]
        assert lists[0].heads == lists[1].heads
        plain = [[{**row, "later": []} for row in rows(as_json(made.report), "matters")] for made in lists]
        assert plain[0] == plain[1]


def test_what_came_after_the_quarter_stands_in_a_column_of_its_own(book: Book) -> None:
    for quarter in QUARTERS[:-1]:
        last = quarter.period.last
        for row in rows(as_json(quarterly_list(book, quarter, None).report), "matters"):
            course = book.matter_by_id[row["id"]].course
            assert len(row["later"]) == sum(event.on is not None and event.on > last for event in course)
            assert len(row["fed_back"]) == sum(
                str(event.__struct_config__.tag) == "fed_back" for event in course if not event.on or event.on <= last
            )


@pytest.mark.parametrize("format", sorted(READERS))
def test_every_format_shows_the_same_counts(book: Book, format: str) -> None:
    report = quarterly_list(book, Quarter(2026, 2), "lianhua").report
    report = replace(report, tables=report.tables[:1], cover=None)
    heads, listed = READERS[format](paper(report, format, words("zh-CN"), None).content)
    shown = {words("zh-CN").say(said): words("zh-CN").say(count) for _, said, count in report.heads}
    if format != "json":
        assert heads == shown
    if format != "md":  # of so many columns, it makes no table
        assert len(listed) == len(report.tables[0].rows)


def test_a_circular_counts_as_the_list_does(book: Book) -> None:
    for quarter in QUARTERS:
        for group in GROUPS:
            told, listed = as_json(circular(book, group, quarter.period)), as_json(quarterly_list(book, quarter, group).report)
            for name in set(told["heads"]) & set(listed["heads"]) - {"deputies"}:
                assert told["heads"][name] == listed["heads"][name], name
            boxes = rows(told, "mailboxes")
            assert sum(box["owed"] for box in boxes) == listed["heads"]["openings_owed"]
            assert sum(box["opened"] for box in boxes) == listed["heads"]["openings_done"]
            assert (len(rows(told, "solved")), len(rows(told, "open"))) == (listed["heads"]["solved"], told["heads"]["open"])


def test_an_archive_counts_as_the_circular_and_the_evaluation_do(book: Book) -> None:
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    judged = {row["deputy"]: row for row in rows(as_json(evaluation(book, "", period)), "priority-reflect")}
    for group, (_, first, second) in GROUPS.items():
        of_circular = {row["deputy"]: row for row in rows(as_json(circular(book, group, period)), "deputies")}
        for wanted, (name, constituency) in DEPUTIES.items():
            if constituency in (first, second):
                made = as_json(dossier(book, wanted, period))
                assert made["heads"]["matters"] + made["heads"]["joint"] == len(rows(made, "matters"))
                assert made["heads"]["solved"] + made["heads"]["joint_solved"] == sum(row["solved"] for row in rows(made, "matters"))
                assert made["heads"]["counted"] == sum(row["counts"] for row in rows(made, "visits"))
                for count in ("matters", "joint", "solved", "joint_solved"):
                    assert made["heads"][count] == of_circular[name][count] == judged[name][count]
