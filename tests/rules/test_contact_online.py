"""Contact online enters the constituency only where the district says so (`online_counts`)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deputylog.book import Book
from deputylog.calendar import year
from deputylog.finding import Finding
from deputylog.papers.dossier import dossier
from tests.conftest import DISTRICT

Find = Callable[..., list[Finding]]
Read = Callable[..., Book]

ONLINE, AT_HOME = "form: online\n", "form: home_visit\n"
COUNTS = {"records/district.yaml": DISTRICT + "settings: {online_counts: true}\n"}


def visit(day: str, form: str, number: int = 0) -> dict[str, str]:
    path = f"records/visits/{day[:4]}/V{day.replace('-', '')}-0000{number}.yaml"
    return {path: f"date: {day}\ndeputies: [zhang-wei]\nconstituency: c03\n{form}"}


def made(book: Book, number: int) -> int:
    return sum(
        quota.made
        for deputy, quota in book.quotas
        if deputy.id == "zhang-wei" and quota.year.first.year == number
    )


@pytest.mark.parametrize(("district", "breaches"), [({}, 1), (COUNTS, 0)])
def test_two_visits_of_which_one_is_online(
    findings_of: Find, district: dict[str, str], breaches: int
) -> None:
    visits = {**visit("2025-03-14", AT_HOME), **visit("2025-06-14", ONLINE)}
    found = findings_of("V001", {**district, **visits}, as_of="2026-01-01")
    assert len([finding for finding in found if finding.subject == "zhang-wei"]) == breaches


def test_each_year_goes_by_its_own_settings(book_of: Read) -> None:
    district = (
        DISTRICT
        + "settings: {online_counts: true}\nearlier_settings:\n  - {until: 2025-12-31, online_counts: false}\n"
    )
    files = {
        "records/district.yaml": district,
        **visit("2025-12-31", ONLINE),
        **visit("2026-01-01", ONLINE),
    }
    book = book_of(files, as_of="2026-12-31")
    assert (made(book, 2025), made(book, 2026)) == (0, 1)


def test_contact_online_is_no_second_visit_of_its_day(findings_of: Find, book_of: Read) -> None:
    files = {**visit("2026-03-14", ONLINE), **visit("2026-03-14", AT_HOME, 1)}
    assert not findings_of("V003", files, as_of="2026-03-15")
    assert findings_of("V003", {**COUNTS, **files}, as_of="2026-03-15")
    assert made(book_of(files, as_of="2026-03-15"), 2026) == 1


def test_the_archive_says_which_of_two_visits_of_a_day_counts(book_of: Read) -> None:
    files = {**visit("2026-03-14", ONLINE), **visit("2026-03-14", AT_HOME, 1)}
    report = dossier(book_of(files, as_of="2026-03-15"), "zhang-wei", year(2026))
    (visits,) = (table for table in report.tables if table.name == "visits")
    at = [column.name for column in visits.columns].index("counts")
    assert [row[at] for row in visits.rows] == [False, True]
