"""`export facts`: the tables that papers count from, for analysis elsewhere."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.facts.facts import FRAMES
from deputylog.papers.quarterly_list import quarterly_list
from deputylog.repository.reading import read_repository
from deputylog.tables.export import export_facts

ROOT = Path(__file__).parent.parent.parent
QUARTER = Quarter(2026, 2)


@pytest.fixture(scope="module")
def book() -> Book:
    return read_repository(ROOT, as_of=date(2026, 10, 9))[0]


def facts(book: Book, group: str = "") -> dict[str, Any]:
    return dict(json.loads(export_facts(book, QUARTER.period, group, "json", "matters")))


def test_every_table_has_the_columns_that_are_documented(book: Book) -> None:
    found = facts(book)
    for name, columns in FRAMES.items():
        assert all(list(row) == [column.name for column in columns] for row in found[name]), name


@pytest.mark.parametrize("group", ["", "lianhua"])
def test_the_numbers_of_the_list_can_be_recounted_from_the_export(book: Book, group: str) -> None:
    matters = [row for row in facts(book, group)["matters"] if row["listed_as"]]
    heads = quarterly_list(book, QUARTER, group or None).kept.heads
    assert len(matters) == heads["carried_over"] + heads["received"] + heads["reopened"]
    assert sum(row["open"] for row in matters) == heads["open"]


def test_csv_holds_the_rows_of_json(book: Book) -> None:
    content = export_facts(book, QUARTER.period, "", "csv", "duties").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [(row["id"], row["due"]) for row in rows] == [
        (row["id"], row["due"]) for row in facts(book)["duties"]
    ]


def test_nothing_that_somebody_wrote_is_exported(book: Book) -> None:
    whole = export_facts(book, QUARTER.period, "", "json", "matters").decode()
    titles = [matter.title for matter in book.matters if matter.title]
    assert titles
    assert not [title for title in titles if title in whole]
