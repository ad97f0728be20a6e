"""刘芳 leaves at the end of June, 宋宇 comes: what was recorded stays hers, what is owed is his."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Office

OFFICER = '  - {id: liu-fang, name: "刘芳", from: 2026-01-01}\n'
REPLACED = '  - {id: liu-fang, name: "刘芳", from: 2026-01-01, to: 2026-06-30}\n  - {id: song-yu, name: "宋宇", from: 2026-07-01}\n'


@pytest.fixture
def replaced(office: Office) -> Office:
    office.types("add-opening 莲花 m01=1 --rest-empty --date 2026-06-29 --by 刘芳", on="2026-06-29")
    office.types(
        "add-letter --received 2026-06-29 --mailbox m01 --kind request --title 井盖缺失 --recorded-by 刘芳",
        on="2026-06-29",
    )
    office.edits("groups/lianhua.yaml", OFFICER, REPLACED)
    return office


def test_what_is_owed_passes_to_the_new_officer_on_the_first_day(replaced: Office) -> None:
    wanted = "hand in the quarterly list, 2026Q2, 2026-07-10"
    assert f"刘芳: {wanted}" in replaced.due("2026-06-30", "--within 14")
    assert f"宋宇: {wanted}" in replaced.due("2026-07-01", "--within 14")
    assert "刘芳" not in replaced.chat("2026-07-01", "--within 30")


def test_a_letter_that_she_recorded_is_known_to_the_group(replaced: Office) -> None:
    assert not replaced.finds("L007", "2026-09-30")
    assert "刘芳" in replaced.show("井盖", "2026-09-30")
    assert "宋宇: forward to a department, 井盖缺失, 2026-07-06" in replaced.due("2026-07-06")


def test_her_rounds_of_july_are_opened_by_somebody_else(replaced: Office) -> None:
    box = "  - id: m01\n    constituency: c01\n    from: 2026-01-01\n"
    replaced.edits(
        "groups/lianhua.yaml", box, box + "    keepers:\n      - {from: 2026-01-01, who: li-na}\n"
    )
    replaced.types("add-opening 莲花 全空 --date 2026-07-06 --by 刘芳", on="2026-07-06")
    replaced.types("add-opening 莲花 全空 --date 2026-07-13 --by 宋宇", on="2026-07-13")
    assert replaced.finds("M006", "2026-07-05") == []
    assert replaced.finds("M006", "2026-07-31") == [
        "advice: mailbox m01 was opened by 刘芳, who is neither its keeper nor an officer of the group"
    ]


def test_the_list_of_the_second_quarter_is_handed_in_by_the_new_one(replaced: Office) -> None:
    assert [
        bool(
            [
                line
                for line in replaced.finds("G001", day)
                if "breach" in line and "second quarter" in line
            ]
        )
        for day in ("2026-07-10", "2026-07-11")
    ] == [
        False,
        True,
    ]
    replaced.types(
        "report --quarter 2026Q2 --group 莲花 --submit --by 宋宇 --out list.md", on="2026-07-10"
    )
    assert not [line for line in replaced.finds("G001", "2026-07-11") if "2026Q2" in line]
    told = replaced.why("莲花街道代表组", "2026-07-11")
    assert "10 days from 2026-06-30, not counting that day: 2026-07-10" in told
    assert "done on 2026-07-10, in time" in told
