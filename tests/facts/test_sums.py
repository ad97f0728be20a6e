"""The counts at the top of a paper are its rows, for every district, quarter, group, day and format."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from deputylog.book import Book
from deputylog.calendar import Period, Quarter
from deputylog.facts.cells import IN_COURSE
from deputylog.facts.facts import Facts
from deputylog.formats import paper
from deputylog.papers.circular import circular
from deputylog.papers.counts import heads_of
from deputylog.papers.departments import handled
from deputylog.papers.dossier import dossier
from deputylog.papers.evaluation import evaluation
from deputylog.papers.pictures import AGES as KEYS
from deputylog.papers.pictures import as_report, pictures
from deputylog.papers.quarterly_list import quarterly_list
from deputylog.papers.topics import topics
from deputylog.repository.reading import read_repository
from deputylog.table import Report
from deputylog.words import words
from tests.conftest import drilled, write
from tests.facts.districts import DEPUTIES, GROUPS, LAST, district

SEEDS = range(drilled(1, 10))
QUARTERS = (Quarter(2025, 4), *(Quarter(2026, number) for number in (1, 2, 3, 4)))[:: drilled(2, 1)]
EN = words("en")


@pytest.fixture(scope="module", params=SEEDS)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    root: Path = write(tmp_path_factory.mktemp("district"), district(request.param))
    return read_repository(root, as_of=date(2027, 1, 5))[0]


def days_of(quarter: Quarter) -> Iterator[date]:
    """A day within the quarter, its last day, and a day long after."""
    first, last = quarter.period.first, quarter.period.last
    yield from (first + timedelta(days=40), last, last + timedelta(days=200))


def as_json(report: Report) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(paper(report, "json", EN, None).content)
    return made


def rows(made: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = next(
        table["rows"] for table in made["tables"] if table["name"] == name
    )
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
                assert heads["solved"] == sum(
                    row["state"] == "settled" and row["result"] == "solved" for row in listed
                )
                assert (
                    heads["carried_over"] + heads["received"] + heads["reopened"]
                    == heads["settled"] + heads["open"]
                )


def test_what_is_open_at_the_end_of_a_quarter_is_what_the_next_carries_over(book: Book) -> None:
    for quarter in QUARTERS[:-1]:
        before = quarterly_list(book, quarter, None)
        after = quarterly_list(book, quarter.next(), None)
        assert before.kept.heads["open"] == after.kept.heads["carried_over"]


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
        assert lists[0].kept.heads == lists[1].kept.heads
        plain = [
            [{**row, "later": []} for row in rows(as_json(made.report), "matters")]
            for made in lists
        ]
        assert plain[0] == plain[1]


def test_what_came_after_the_quarter_stands_in_a_column_of_its_own(book: Book) -> None:
    for quarter in QUARTERS[:-1]:
        last = quarter.period.last
        for row in rows(as_json(quarterly_list(book, quarter, None).report), "matters"):
            course = book.matter_by_id[row["id"]].course
            assert len(row["later"]) == sum(
                event.on is not None and event.on > last for event in course
            )
            then = book.known_on(last).matter_by_id[row["id"]].course
            assert len(row["course"]) == sum(isinstance(event, IN_COURSE) for event in then)


def test_a_circular_counts_as_the_list_does(book: Book) -> None:
    for quarter in QUARTERS:
        for group in GROUPS:
            told, listed = (
                as_json(circular(book, group, quarter.period)),
                as_json(quarterly_list(book, quarter, group).report),
            )
            for name in set(told["heads"]) & set(listed["heads"]) - {"deputies"}:
                assert told["heads"][name] == listed["heads"][name], name
            boxes = rows(told, "mailboxes")
            assert sum(box["owed"] for box in boxes) == listed["heads"]["openings_owed"]
            assert sum(box["opened"] for box in boxes) == listed["heads"]["openings_done"]
            assert (len(rows(told, "solved")), len(rows(told, "open"))) == (
                listed["heads"]["solved"],
                told["heads"]["open"],
            )


def test_an_archive_counts_as_the_circular_and_the_evaluation_do(book: Book) -> None:
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    judged = {row["deputy"]: row for row in rows(as_json(evaluation(book, "", period)), "deputies")}
    of_circulars = {
        row["deputy"]: row
        for group in GROUPS
        for row in rows(as_json(circular(book, group, period)), "deputies")
    }
    for wanted, (name, _) in DEPUTIES.items():
        made = as_json(dossier(book, wanted, period))
        heads, matters = made["heads"], rows(made, "matters")
        assert heads["matters"] + heads["joint"] == len(matters)
        assert heads["solved"] + heads["joint_solved"] == sum(
            row["result"] == "solved" for row in matters if row["state"] == "settled"
        )
        assert heads["counted"] == sum(row["counts"] for row in rows(made, "visits"))
        for count in ("matters", "joint", "solved", "joint_solved"):
            assert heads[count] == of_circulars[name][count] == judged[name][count]


def drawn(book: Book, group: str, quarter: Quarter, name: str) -> list[dict[str, Any]]:
    made = pictures(book, group, quarter.period, only=[name])
    return rows(as_json(as_report(book, group, quarter.period, made, public=False)), name)


def test_what_is_raised_in_topics_and_pictures_adds_up(book: Book) -> None:
    for quarter in QUARTERS:
        for group in ("lianhua", ""):
            then = book.known_on(quarter.period.last)
            made, listed = (
                as_json(topics(then, group, quarter.period)),
                as_json(quarterly_list(then, quarter, group or None).report),
            )
            heads, by_topic = made["heads"], rows(made, "topics")
            for name in ("raised", "matters", "open", "solved"):
                assert heads[name] == sum(row[name] for row in by_topic), name
            assert heads["matters"] == sum(row[str(quarter)] for row in by_topic)
            assert heads["matters"] == sum(
                row[str(quarter)] for row in drawn(then, group, quarter, "topics")
            )
            assert (
                heads["raised"] <= listed["heads"]["letters"] + listed["heads"]["raised_at_visits"]
            )
            for row in drawn(then, group, quarter, "ageing"):
                assert row["all"] == sum(row[name] for name, _ in KEYS) <= listed["heads"]["open"]


def test_the_calendar_of_mailboxes_counts_as_the_list_does(book: Book) -> None:
    for quarter in QUARTERS:
        for group in GROUPS:
            heads, boxes = (
                heads_of(Facts(book, quarter.period))[group],
                drawn(book, group, quarter, "mailbox-calendar"),
            )
            if heads["openings_owed"] is not None:
                assert sum(box["missed"] for box in boxes) == heads["openings_owed"] - (
                    heads["openings_done"] or 0
                )


def test_every_forward_of_a_period_became_something(book: Book) -> None:
    came, went = ("carried_over", "received"), ("answered", "declined", "ended", "open")
    for quarter in QUARTERS:
        for row in handled(Facts(book, quarter.period)):
            numbers = [row.counts[name] or 0 for name in (*came, *went)]
            assert sum(numbers[:2]) == sum(numbers[2:])
