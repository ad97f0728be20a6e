"""What an excuse excuses, and what the program says of one that excuses nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deputylog.book import Book
from deputylog.finding import Finding, Severity
from deputylog.tell.visits_and_weeks import of_deputy, of_mailbox
from deputylog.words import words
from tests.conftest import DISTRICT, GROUP

Find = Callable[..., list[Finding]]
MakeBook = Callable[..., Book]

EXCUSE = "records/excuses/2026/E20260320-00000.yaml"
INQUIRY = {
    "records/letters/2026/L20260302-00000.yaml": "received: 2026-03-02\nconstituency: c03\nkind: inquiry\n"
}


def excuse(
    rule: str, subject: str, first: str, last: str, accepted: str = "2026-03-20"
) -> dict[str, str]:
    text = f"rule: {rule}\nsubject: {subject}\nfrom: {first}\nto: {last}\n"
    return {EXCUSE: f"{text}why: 停电\naccepted_by: working-body\naccepted_on: {accepted}\n"}


def reason(findings: list[Finding]) -> str:
    (found,) = findings
    return words("en").say(found.text).removeprefix("this excuse excuses nothing: ")


@pytest.mark.parametrize(
    ("first", "last", "excused"),
    [
        ("2026-03-06", "2026-03-08", False),
        ("2026-03-08", "2026-03-09", True),
        ("2026-03-10", "2026-03-10", True),
        ("2026-03-15", "2026-03-20", True),
        ("2026-03-16", "2026-03-16", False),
    ],
)
def test_an_excuse_of_any_day_excuses_the_week(
    findings_of: Find, first: str, last: str, excused: bool
) -> None:
    """The week from Monday 9 March to Sunday 15 March had no opening, nor had the one before."""
    opened = {
        "records/openings/2026/O20260302-00000.yaml": "date: 2026-03-02\ngroup: lianhua\nmailboxes: {m03: 0}\n"
    }
    files = {**opened, **excuse("M001", "m03", first, last)}
    (week,) = findings_of("M001", files, as_of="2026-03-22")
    assert (week.severity is Severity.ADVICE) is excused
    assert bool(findings_of("E001", files, as_of="2026-03-22")) is not excused


def test_why_shows_the_weeks_that_an_excuse_excuses(book_of: MakeBook) -> None:
    files = excuse("M001", "m03", "2026-03-08", "2026-03-09")
    told = [
        words("en").say(line[1] if isinstance(line, tuple) else line)
        for line in of_mailbox(book_of(files, as_of="2026-03-22"), "m03")
    ]
    assert "2026-03-02 to 2026-03-15: 停电 (E20260320-00000)" in told


@pytest.mark.parametrize(
    ("first", "last", "excused"),
    [
        ("2024-12-01", "2024-12-31", False),
        ("2024-12-31", "2025-01-01", True),
        ("2025-03-01", "2025-08-31", True),
        ("2025-12-31", "2026-01-31", True),
        ("2026-01-01", "2026-01-31", False),
    ],
)
def test_an_excuse_of_any_day_of_the_year_excuses_its_visits(
    findings_of: Find, book_of: MakeBook, first: str, last: str, excused: bool
) -> None:
    files = excuse("V001", "zhang-wei", first, last)
    (found,) = [
        one for one in findings_of("V001", files, as_of="2026-04-01") if one.subject == "zhang-wei"
    ]
    assert (found.severity is Severity.ADVICE) is excused
    told = [
        words("en").say(line[1] if isinstance(line, tuple) else line)
        for line in of_deputy(book_of(files, as_of="2026-04-01"), "zhang-wei")
    ]
    assert ("accepted: 停电 (E20260320-00000)" in told) is excused


def test_two_excuses_of_one_breach_both_excuse_something(findings_of: Find) -> None:
    first = excuse("L002", "L20260302-00000", "2026-03-01", "2026-03-31")
    second = {path.replace("00000", "00001"): text for path, text in first.items()}
    assert not findings_of("E001", {**INQUIRY, **first, **second}, as_of="2026-03-20")


@pytest.mark.parametrize(
    ("rule", "subject", "why"),
    [
        ("L022", "L20260302-00000", "there is no rule L022"),
        ("G003", "lianhua", "G003 reports no breach (advice), and only a breach can be excused"),
        (
            "R008",
            "L20260302-00000",
            "R008 reports no breach (error), and only a breach can be excused",
        ),
        ("V002", "zhang-wei", "V002 reports no breach (due), and only a breach can be excused"),
        ("L002", "L20260302-11111", "there is no L20260302-11111 in these records"),
        ("M001", "m30", "there is no m30 in these records"),
        (
            "L003",
            "L20260302-00000",
            "L003 found no breach of L20260302-00000 from 2026-03-01 to 2026-03-20",
        ),
    ],
)
def test_an_excuse_that_excuses_nothing_is_told_why(
    findings_of: Find, rule: str, subject: str, why: str
) -> None:
    files = {**INQUIRY, **excuse(rule, subject, "2026-03-01", "2026-03-20")}
    assert reason(findings_of("E001", files, as_of="2026-03-21")) == why


@pytest.mark.parametrize(
    ("day", "excuses"), [("2026-04-09", False), ("2026-04-10", False), ("2026-04-11", True)]
)
def test_what_is_not_yet_due_is_not_excused(findings_of: Find, day: str, excuses: bool) -> None:
    """The list of the first quarter is due on Friday 10 April."""
    files = excuse("G001", "lianhua", "2026-04-01", "2026-04-30")
    of_the_list = [
        one
        for one in findings_of("G001", files, as_of=day)
        if "first quarter of 2026" in str(one.text)
    ]
    assert [one.severity for one in of_the_list] == [Severity.ADVICE if excuses else Severity.DUE]
    told = "G001 has so far found no breach of lianhua from 2026-04-01 to 2026-04-30"
    if not excuses:
        assert reason(findings_of("E001", files, as_of=day)) == told
    assert bool(findings_of("E001", files, as_of=day)) is not excuses


@pytest.mark.parametrize(
    "where", ["records/letters/2026/L20260303-00000.yaml", "records/groups/taoyuan.yaml"]
)
def test_nobody_says_that_a_subject_is_missing_while_a_file_cannot_be_read(
    findings_of: Find, where: str
) -> None:
    files = {**excuse("L002", "L20260303-00000", "2026-03-01", "2026-03-20"), where: "name: [\n"}
    assert "has so far found" in reason(findings_of("E001", files, as_of="2026-03-20"))


HUNG = {"records/groups/lianhua.yaml": GROUP.replace("2026-03-02", "2025-01-01")}
LETTER = "received: {day}\nmailbox: m03\nkind: opinion\n"
BEGUN = {
    "records/district.yaml": DISTRICT.replace(
        "records_from: 2025-01-01", "records_from: 2026-03-10"
    )
}


@pytest.mark.parametrize(
    ("day", "judged"), [("2026-03-09", False), ("2026-03-10", True), ("2026-03-11", True)]
)
def test_letters_are_held_against_rounds_since_the_records_begin(
    findings_of: Find, day: str, judged: bool
) -> None:
    letter = {f"records/letters/2026/L{day.replace('-', '')}-00000.yaml": LETTER.format(day=day)}
    assert bool(findings_of("R009", {**HUNG, **BEGUN, **letter}, as_of="2026-04-01")) is judged


@pytest.mark.parametrize(
    ("day", "judged"), [("2026-03-09", False), ("2026-03-10", True), ("2026-03-11", True)]
)
@pytest.mark.parametrize("counted", [0, 2])
def test_rounds_are_held_against_letters_since_the_records_begin(
    findings_of: Find, day: str, judged: bool, counted: int
) -> None:
    number = day.replace("-", "")
    files = {
        f"records/letters/2026/L{number}-00000.yaml": LETTER.format(day=day),
        f"records/openings/2026/O{number}-00000.yaml": f"date: {day}\ngroup: lianhua\nmailboxes: {{m03: {counted}}}\n",
    }
    assert bool(findings_of("R009", {**HUNG, **BEGUN, **files}, as_of="2026-04-01")) is judged


@pytest.mark.parametrize(
    ("day", "judged"),
    [("2026-03-01", False), ("2026-03-02", True), ("2026-03-20", True), ("2026-03-21", False)],
)
def test_a_mailbox_that_did_not_hang_needed_no_round(
    findings_of: Find, day: str, judged: bool
) -> None:
    hung = {
        "records/groups/lianhua.yaml": GROUP.replace(
            "    from: 2026-03-02\n", "    from: 2026-03-02\n    to: 2026-03-20\n"
        )
    }
    letter = {f"records/letters/2026/L{day.replace('-', '')}-00000.yaml": LETTER.format(day=day)}
    assert bool(findings_of("R009", {**hung, **letter}, as_of="2026-04-01")) is judged
