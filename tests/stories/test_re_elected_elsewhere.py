"""A deputy is re-elected: in another constituency in mid-year, and in the next term when the old one ends."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Office

SEAT = '  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}\n'
MOVED = (
    '  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20, to: 2026-06-30, end: resigned}\n'
    '  - {term: "17", constituency: c01, group: lianhua, from: 2026-07-01}\n'
)
PERSON = "settings: {visits_follow: person}\n"


@pytest.fixture
def moved(office: Office) -> Office:
    """张伟 held the seat of c03 for 181 days of the year, with two visits, and then that of c01 for 184."""
    for day in ("2026-03-10", "2026-05-20"):
        office.types(f"add-visit --date {day} --deputy 张伟", on=day)
    office.edits("deputies/zhang-wei.yaml", SEAT, MOVED)
    return office


def of(name: str, lines: list[str]) -> list[str]:
    return [line for line in lines if name in line]


def add_setting(office: Office, text: str) -> None:
    with (office.root / "records/district.yaml").open("a", encoding="utf-8") as out:
        out.write(text)


def test_each_seat_owes_its_own_visit(moved: Office) -> None:
    told = moved.why("张伟", "2026-07-01")
    assert (
        "seat of 第三选区, term 17: 2026-01-01 (beginning of the year) to 2026-06-30 (resigned), 181 days"
        in told
    )
    assert (
        "seat of 第一选区, term 17: 2026-07-01 (beginning of the seat) to 2026-12-31 (end of the year), 184 days"
        in told
    )
    assert of("张伟: visit", moved.due("2026-06-30", "--within 365")) == []
    assert of("张伟: visit", moved.due("2026-07-01", "--within 365")) == [
        "张伟: visit the constituency, 0 of 1 made, 2026-12-31"
    ]
    assert of("张伟", moved.finds("V001", "2027-01-01")) == [
        "breach: 张伟 (第一选区, term 17): 0 visits in 2026; 184 days in office, 1 visit owed"
    ]


def test_where_visits_follow_the_person_the_two_of_the_spring_are_enough(moved: Office) -> None:
    add_setting(moved, PERSON)
    told = moved.why("张伟", "2026-07-01")
    assert "365 days in office, 2 visits owed" in told
    assert "made: 2 (2026-03-10, 2026-05-20)" in told
    assert of("张伟: visit", moved.due("2026-07-01", "--within 365")) == []
    assert of("张伟", moved.finds("V001", "2027-01-01")) == []


def test_the_day_of_the_change_is_the_new_seats(moved: Office) -> None:
    """Both seats were entered for 1 July by mistake: the day counts once, and so does the visit."""
    moved.edits("deputies/zhang-wei.yaml", "to: 2026-06-30", "to: 2026-07-01")
    moved.types("add-visit --date 2026-07-01 --deputy 张伟 --constituency c01", on="2026-07-01")
    told = moved.why("张伟", "2026-07-02")
    assert (
        "not counted: 1 day from 2026-07-01 to 2026-07-01, held by the later seat for 第一选区, term 17"
        in told
    )
    assert "181 days in office (1 day held by a later seat taken off), 1 visit owed" in told
    assert "made: 2 (2026-03-10, 2026-05-20)" in told
    assert "made: 1 (2026-07-01)" in told


@pytest.fixture
def changed(office: Office) -> Office:
    """The 17th term ends on 7 July 2026; 张伟 is re-elected, 李娜 is not. Nobody wrote a last day into their old seats."""
    office.edits(
        "district.yaml",
        'id: "17", from: 2021-12-20}',
        'id: "17", from: 2021-12-20}\n  - {id: "18", from: 2026-07-08}',
    )
    office.edits(
        "groups/lianhua.yaml",
        'c03, term: "17", name: "第三选区"}',
        'c03, term: "17", name: "第三选区"}\n  - {id: d03, term: "18", name: "新三选区"}',
    )
    office.edits(
        "deputies/zhang-wei.yaml",
        SEAT,
        SEAT + '  - {term: "18", constituency: d03, group: lianhua, from: 2026-07-08}\n',
    )
    for day in ("2026-03-10", "2026-05-20"):
        office.types(f"add-visit --date {day} --deputy 张伟", on=day)
    return office


def test_a_changeover_year_carries_no_visit_from_the_old_term_to_the_new(changed: Office) -> None:
    assert of("张伟", changed.finds("V001", "2027-01-01")) == [
        "breach: 张伟 (新三选区, term 18): 0 visits in 2026; 177 days in office, 1 visit owed"
    ]
    assert of("李娜", changed.finds("V001", "2027-01-01")) == [
        "breach: 李娜: 0 visits in 2026; 188 days in office, 1 visit owed"
    ]
    assert "to 2026-07-07 (term expired), 188 days" in changed.why("李娜", "2027-01-01")
    assert of("李娜", changed.finds("V002", "2026-07-07"))
    assert not of("李娜", changed.finds("V002", "2026-07-08"))
    add_setting(changed, PERSON)
    assert of("张伟", changed.finds("V001", "2027-01-01")) == []


def test_a_visit_after_the_change_is_one_of_the_new_seat(changed: Office) -> None:
    changed.types("add-visit --date 2026-09-01 --deputy 张伟", on="2026-09-01")
    assert of("张伟", changed.finds("V001", "2027-01-01")) == []
    assert not changed.errors("2027-01-01")


def test_letters_to_the_old_constituency_stay_with_the_deputy(moved: Office) -> None:
    moved.types(
        "add-letter --received 2026-06-29 --constituency c03 --channel post --kind inquiry --title 医保怎么办 --deputy 张伟",
        on="2026-06-29",
    )
    assert not moved.finds("L013", "2026-07-01")
    assert "张伟: reply to the writer, 医保怎么办, 2026-07-14" in moved.due("2026-07-14")
    row = moved.quarter("2026Q3", "2026-07-02")["rows"]["医保怎么办"]
    assert (row["constituency"], row["listed_as"]) == ("第三选区", "carried_over")
