"""A letter reaches the deputy late, is answered, and opened again when the lamps fail once more."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Office


@pytest.fixture
def letter(office: Office) -> Office:
    """Found on Monday, 16 March, by the officer."""
    office.types("add-opening 莲花 m03=1 --rest-empty --date 2026-03-16 --by 刘芳", on="2026-03-16")
    office.types(
        "add-letter --received 2026-03-16 --mailbox m03 --kind request --title 路灯损坏 --deputy 张伟 --recorded-by 刘芳",
        on="2026-03-16",
    )
    return office


def settled(letter: Office) -> Office:
    for step, day in (
        ("delivered 张伟", "2026-03-20"),
        ("forwarded 城管局", "2026-03-20"),
        ("replied phone", "2026-03-31"),
        ("answered solved", "2026-04-10"),
        ("fed_back satisfied --how phone", "2026-04-13"),
    ):
        letter.types(f"log 路灯 {step}", on=day)
    return letter


def test_the_officer_delivers_within_three_days(letter: Office) -> None:
    assert "刘芳: deliver to the deputy, 路灯损坏, 2026-03-19" in letter.due("2026-03-19")
    assert [letter.finds("L001", f"2026-03-{day}") for day in (18, 19)] == [[], []]
    assert letter.finds("L001", "2026-03-20") == [
        "breach: the letter should have been delivered to the deputy by 2026-03-19, 1 day overdue"
    ]


def test_delivered_on_the_fourth_day_is_late_for_good(letter: Office) -> None:
    letter.types("log 路灯 delivered 张伟", on="2026-03-20")
    assert letter.finds("L001", "2026-06-30") == [
        "breach: delivered 1 day late, the last day was 2026-03-19"
    ]
    assert "done on 2026-03-20, 1 day late" in letter.why("路灯", "2026-06-30")


def test_the_reply_is_due_on_the_fifteenth_day(letter: Office) -> None:
    assert "张伟: reply to the writer, 路灯损坏, 2026-03-31" in letter.due("2026-03-31")
    assert [
        bool(letter.finds("L002", day)) for day in ("2026-03-30", "2026-03-31", "2026-04-01")
    ] == [False, False, True]
    settled(letter)
    assert not letter.finds("L002", "2026-04-01")


def test_once_the_voter_is_satisfied_nothing_is_owed(letter: Office) -> None:
    settled(letter)
    assert "state: settled\n  result: solved\n  settled on: 2026-04-13" in letter.show(
        "路灯", "2026-04-13"
    )
    assert "settled" not in letter.show("路灯", "2026-04-12")
    assert not [line for line in letter.due("2026-04-14", "--within 365") if "路灯" in line]


def test_reopened_all_clocks_but_the_delivery_start_again(letter: Office) -> None:
    settled(letter).types("log 路灯 reopened 又不亮了", on="2026-05-06")
    assert "reopened" in letter.show("路灯", "2026-05-06")
    assert sorted(line for line in letter.due("2026-05-06", "--within 30") if "路灯" in line) == [
        "张伟: forward to a department, 路灯损坏, 2026-05-13",
        "张伟: reply to the writer, 路灯损坏, 2026-05-21",
    ]
    assert [len(letter.finds("L003", day)) for day in ("2026-05-13", "2026-05-14")] == [0, 1]
    told = letter.why("路灯", "2026-05-14")
    assert "7 days from 2026-03-16, not counting that day: 2026-03-23" in told
    assert "7 days from 2026-05-06, not counting that day: 2026-05-13" in told


def test_the_list_of_the_spring_shows_it_carried_over_or_not(letter: Office) -> None:
    """Open when the second quarter begins, settled in it, opened again in May, so still open when the third begins."""
    settled(letter).types("log 路灯 reopened 又不亮了", on="2026-05-06")
    assert letter.quarter("2026Q1", "2026-03-31")["rows"]["路灯损坏"]["listed_as"] == "received"
    spring = letter.quarter("2026Q2", "2026-04-30")
    assert spring["rows"]["路灯损坏"]["listed_as"] == "carried_over"
    assert (spring["heads"]["settled"], spring["heads"]["open"]) == (1, 0)
    summer = letter.quarter("2026Q3", "2026-07-01")
    assert (summer["heads"]["settled"], summer["heads"]["open"]) == (0, 1)
