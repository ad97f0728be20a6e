"""A deputy is elected in mid-year; another is suspended, then dies."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Office

WHOLE = "settings: {visits_pro_rata: false}\n"


@pytest.fixture
def elected(office: Office) -> Office:
    """By-elected on 11 August: 143 days are left of the year."""
    office.types("add-deputy 何静 --constituency c01 --from-day 2026-08-11", on="2026-08-11")
    return office


def suspend(office: Office) -> None:
    """张伟's duties are suspended on 1 May, and taken up again on 30 July."""
    office.edits(
        "deputies/zhang-wei.yaml",
        "from: 2021-12-20}\n",
        "from: 2021-12-20}\nsuspended:\n  - {from: 2026-05-01, to: 2026-07-30}\n",
    )


def dies(office: Office) -> None:
    office.edits(
        "deputies/zhang-wei.yaml",
        "from: 2021-12-20}",
        "from: 2021-12-20, to: 2026-09-10, end: died}",
    )


def visits(office: Office, who: str, *days: str) -> None:
    for day in days:
        office.types(f"add-visit --date {day} --deputy {who}", on=day)


def of(name: str, lines: list[str]) -> list[str]:
    return [line for line in lines if name in line]


def test_143_days_in_office_owe_one_visit(elected: Office) -> None:
    assert of("何静", elected.finds("V002", "2026-09-30")) == [
        "due: 何静: no visit in 2026 yet, the last day is 2026-12-31; 143 days in office, 1 visit owed"
    ]
    told = elected.why("何静", "2026-09-30")
    assert "2026-08-11 (beginning of the seat) to 2026-12-31 (end of the year), 143 days" in told
    assert not of("何静", elected.finds("V001", "2026-12-31"))
    assert of("何静", elected.finds("V001", "2027-01-01")) == [
        "breach: 何静: 0 visits in 2026; 143 days in office, 1 visit owed"
    ]
    visits(elected, "何静", "2026-12-31")
    assert not of("何静", elected.finds("V001", "2027-01-01"))


def test_whoever_wants_the_whole_number_gets_it(elected: Office) -> None:
    with (elected.root / "records/district.yaml").open("a", encoding="utf-8") as out:
        out.write(WHOLE)
    visits(elected, "何静", "2026-10-09")
    assert of("何静", elected.finds("V001", "2027-01-01")) == [
        "breach: 何静: 1 visit in 2026; 143 days in office, 2 visits owed"
    ]
    assert "every deputy in office owes 2 visits (local rule: whatever the days)" in elected.why(
        "何静", "2027-01-01"
    )


def test_who_is_suspended_is_not_reminded_and_a_visit_then_does_not_count(office: Office) -> None:
    suspend(office)
    visits(office, "张伟", "2026-06-15")
    assert not of("张伟", office.finds("V002", "2026-06-30"))
    assert not of("张伟: visit", office.due("2026-07-30", "--within 365"))
    assert of("张伟: visit", office.due("2026-07-31", "--within 365")) == [
        "张伟: visit the constituency, 0 of 2 made, 2026-12-31",
    ]
    (found,) = office.finds("R007", "2026-07-01")
    assert found.startswith("breach: the duties of 张伟 were suspended on 2026-06-15; the visit")


def test_91_days_of_suspension_are_taken_off(office: Office) -> None:
    suspend(office)
    told = office.why("张伟", "2026-08-01")
    assert "not counted: 91 days of suspension, from 2026-05-01 to 2026-07-30" in told
    assert "274 days in office (91 days suspended taken off), 2 visits owed" in told


def test_with_the_death_nothing_is_owed_and_the_seat_is_reminded_of_nothing(office: Office) -> None:
    suspend(office)
    visits(office, "张伟", "2026-06-15", "2026-08-20")
    dies(office)
    told = office.why("张伟", "2026-09-11")
    assert "2026-01-01 (beginning of the year) to 2026-09-10 (died), 253 days" in told
    assert "162 days in office (91 days suspended taken off), 0 visits owed" in told
    assert "made: 1 (2026-08-20)" in told
    assert not of("张伟", office.finds("V001", "2027-01-01"))
    assert not of("张伟: visit", office.due("2026-09-11", "--within 365"))


def test_nobody_knew_of_the_death_the_day_before(office: Office) -> None:
    dies(office)
    assert "365 days in office, 2 visits owed" in office.why("张伟", "2026-09-09")
    assert "253 days in office, 0 visits owed" in office.why("张伟", "2026-09-10")


def test_what_the_dead_left_open_is_for_somebody_else(office: Office) -> None:
    office.types(
        "add-letter --received 2026-09-01 --constituency c03 --channel phone --kind request --title 路灯损坏 --deputy 张伟",
        on="2026-09-01",
    )
    dies(office)
    assert "张伟: forward to a department, 路灯损坏, 2026-09-08" in office.due("2026-09-10")
    assert not office.finds("L013", "2026-09-10")
    assert of("路灯", office.due("2026-09-11")) == [
        "刘芳: forward to a department, 路灯损坏, 2026-09-08",
        "刘芳: name another deputy, 路灯损坏, 2026-09-11",
    ]
    assert office.finds("L013", "2026-09-11") == [
        "due: 张伟 is not in office; name another deputy for this matter"
    ]
    office.types("log 路灯 delivered 李娜", on="2026-09-11")
    assert of("路灯", office.due("2026-09-11")) == [
        "李娜: forward to a department, 路灯损坏, 2026-09-08"
    ]


def test_the_quarterly_list_counts_who_is_in_office_at_the_end(elected: Office) -> None:
    dies(elected)
    assert elected.quarter("2026Q2", "2026-06-30")["heads"]["deputies"] == 3
    assert elected.quarter("2026Q3", "2026-09-10")["heads"]["deputies"] == 4
    assert elected.quarter("2026Q3", "2026-09-30")["heads"]["deputies"] == 3
