"""A mailbox moves: the week of the move is stated, the new one starts in mid-week, and nothing is counted twice."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Office

HUNG = "  - id: m03\n    constituency: c03\n    from: 2026-01-01\n"


@pytest.fixture
def weekly(office: Office) -> Office:
    """Opened each week until that of 13 April."""
    for day in (
        "01-05",
        "01-12",
        "01-19",
        "01-26",
        "02-02",
        "02-09",
        "02-24",
        "03-02",
        "03-09",
        "03-16",
        "03-23",
        "03-30",
        "04-07",
        "04-13",
    ):
        office.types(f"add-opening 莲花 全空 --date 2026-{day} --by 刘芳", on=f"2026-{day}")
    return office


def moves(office: Office) -> None:
    office.edits(
        "groups/lianhua.yaml",
        HUNG,
        f'{HUNG}    places:\n      - {{from: 2026-01-01, at: "旧菜场门口"}}\n      - {{from: 2026-04-22, at: "新菜场门口"}}\n',
    )


def test_every_week_was_opened_until_the_move(weekly: Office) -> None:
    assert not weekly.finds("M001", "2026-04-20")
    assert "exempt: 2026-02-16 to 2026-02-22: 0 working days (Spring Festival" in weekly.why(
        "m03", "2026-04-20"
    )


def test_within_the_week_of_the_move_it_can_be_opened_at_either_place(weekly: Office) -> None:
    moves(weekly)
    assert any(
        "第三选区, 旧菜场门口, 2026-04-24" in line
        for line in weekly.due("2026-04-21", "--within 7")
    )
    assert any(
        "第三选区, 新菜场门口, 2026-04-24" in line
        for line in weekly.due("2026-04-22", "--within 7")
    )
    weekly.types("add-opening 莲花 m03=0 --only --date 2026-04-20 --by 刘芳", on="2026-04-20")
    assert not [line for line in weekly.due("2026-04-22", "--within 7") if "新菜场" in line]


def test_a_week_lost_to_the_move_is_an_advice_when_it_is_stated(weekly: Office) -> None:
    moves(weekly)
    weekly.types(
        "add-opening 莲花 m03=moved:随菜场搬迁 --rest-empty --date 2026-04-23 --by 刘芳",
        on="2026-04-23",
    )
    assert not weekly.finds("M001", "2026-04-26")
    (found,) = weekly.finds("M001", "2026-04-27")
    assert found.startswith(
        "advice: mailbox m03 was not opened: 2026-04-20 to 2026-04-26 (1 week), for a stated"
    )
    told = weekly.why("m03", "2026-04-27")
    assert "from 2026-04-22 at 新菜场门口" in told
    assert "stated, not opened: 2026-04-20 to 2026-04-26: moved, 2026-04-23" in told
    paper = weekly.quarter("2026Q2", "2026-04-27")["heads"]
    assert (paper["openings_owed"], paper["openings_done"]) == (4 * 3, 4 * 3 - 1)


def test_a_new_box_instead_of_the_old_one_owes_whole_weeks_only(weekly: Office) -> None:
    """The old one was taken down on Tuesday, the new one hung on Wednesday: neither was there all week."""
    weekly.edits(
        "groups/lianhua.yaml",
        HUNG,
        f"{HUNG}    to: 2026-04-21\n  - id: m13\n    constituency: c03\n    from: 2026-04-22\n",
    )
    weekly.types("add-opening 莲花 m01=0 m02=0 --only --date 2026-04-23 --by 刘芳", on="2026-04-23")
    assert not weekly.finds("M001", "2026-04-27")
    assert not weekly.finds("M003", "2026-04-22")
    assert weekly.finds("M001", "2026-05-04") == [
        "breach: 莲花街道代表组: none of the 3 mailboxes was opened: 2026-04-27 to 2026-05-03 (1 week)"
    ]
    assert "in use from 2026-01-01 to 2026-04-21" in weekly.why("m03", "2026-05-04")
