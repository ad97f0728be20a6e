"""荷塘's group becomes part of 莲花's on 1 August 2026: what it had passes over, what it owed before stays its own."""

from __future__ import annotations

import json

import pytest

from tests.stories.conftest import Office


@pytest.fixture
def merged(office: Office) -> Office:
    """荷塘 had a constituency with a box, a deputy, an officer, an open letter and one that was settled."""
    boxes = "--constituency c04=第四选区 --mailbox m04=c04"
    office.types(
        f"add-group hetang 荷塘街道代表组 --officer song-yu=宋宇 {boxes} --from-day 2026-01-01",
        on="2026-01-05",
    )
    office.types("add-deputy 赵敏 --constituency c04 --from-day 2021-12-20", on="2026-01-05")
    office.types("set keeper m04 赵敏 --from 2026-01-01", on="2026-01-05")
    office.types("add-opening 荷塘 m04=2 --date 2026-07-06 --by 宋宇", on="2026-07-06")
    for title in ("井盖缺失", "路灯损坏"):
        line = f"add-letter --received 2026-07-06 --mailbox m04 --kind request --title {title} --recorded-by 宋宇 --deputy 赵敏"
        office.types(line, on="2026-07-06")
    office.types("log 井盖 forwarded 住建局", on="2026-07-08")
    office.types("log 井盖 answered 住建局 已解决", on="2026-07-20")
    office.types("log 井盖 fed_back phone 满意", on="2026-07-22")
    office.types("set group 荷塘 --to 2026-07-31 --merged-into 莲花", on="2026-07-31")
    return office


def test_the_records_stand(merged: Office) -> None:
    assert "to: 2026-07-31\nmerged_into: lianhua\n" in (
        merged.root / "records/groups/hetang.yaml"
    ).read_text(encoding="utf-8")
    assert merged.errors("2026-10-10") == []


@pytest.mark.parametrize(
    ("day", "group"), [("2026-07-31", "荷塘街道代表组"), ("2026-08-01", "莲花街道代表组")]
)
def test_box_deputy_officer_and_open_matter_are_those_of_the_new_group_from_the_first_day(
    merged: Office, day: str, group: str
) -> None:
    listed = merged.types(f"list deputies --as-of {day}", on=day).out.splitlines()
    assert next(line for line in listed if "赵敏" in line).split("\t")[2] == group
    name = group[:2]
    made = merged.types(f"add-opening {name} m04=0 --only --date {day} --by 宋宇", on=day)
    assert made.path
    assert merged.finds("M006", day) == []
    assert "路灯损坏" in merged.types(f"due --group {name} --within 60 --as-of {day}", on=day).out


def test_a_round_in_the_wrong_group_is_refused_and_the_right_one_named(merged: Office) -> None:
    refused = merged.types("add-opening 荷塘 m04=0 --date 2026-08-03", on="2026-08-03", code=2).err
    assert (
        "荷塘街道代表组 does not exist on 2026-08-03; its mailboxes belong to 莲花街道代表组"
        in refused
    )
    refused = merged.types(
        "add-opening 莲花 m04=0 --only --date 2026-07-31", on="2026-08-03", code=2
    ).err
    assert "mailbox m04 belonged to 荷塘街道代表组 on 2026-07-31" in refused


def test_the_group_that_is_no_more_owes_nothing_for_the_quarter_in_which_it_ended(
    merged: Office,
) -> None:
    owed = merged.due("2026-10-01", "--within 14")
    assert [line for line in owed if "2026Q3" in line] == [
        "刘芳: hand in the quarterly list, 2026Q3, 2026-10-10"
    ]
    assert sorted(line for line in owed if "2026Q2" in line) == [
        "刘芳: hand in the quarterly list, 2026Q2, 2026-07-10",
        "刘芳: hand in the quarterly list, 2026Q2, 2026-07-10",
    ]
    assert (
        len([line for line in merged.finds("G001", "2026-10-12") if "third quarter" in line]) == 1
    )


def test_the_first_list_of_the_merged_group_holds_what_both_left(merged: Office) -> None:
    """荷塘's matters are carried over or received, once each: the sums of the district go on."""
    third = merged.quarter("2026Q3", "2026-09-30")
    assert set(third["rows"]) == {"井盖缺失", "路灯损坏"}
    assert third["heads"]["deputies"] == 4
    fourth = merged.quarter("2026Q4", "2026-12-31")
    assert [(title, row["listed_as"]) for title, row in fourth["rows"].items()] == [
        ("路灯损坏", "carried_over")
    ]


def test_a_week_missed_before_the_merger_stays_the_old_groups(merged: Office) -> None:
    """31 July 2026 is the Friday of week 31, which is the old group's; the next is the new one's."""
    found = json.loads(
        merged.types(
            "check --select M001 --format json --all --as-of 2026-08-10", on="2026-08-10"
        ).out
    )["findings"]
    weeks = {
        one["group"]: one["message"]
        for one in found
        if "m04" in (one["subject"], *one["mailboxes"])
    }
    assert "2026-07-13 to 2026-08-02 (28 weeks)" in weeks["hetang"]
    assert "2026-08-03 to 2026-08-09 (1 week)" in weeks["lianhua"]


def test_the_sums_of_the_merged_group_are_those_of_the_district(merged: Office) -> None:
    for quarter, day in (("2026Q3", "2026-09-30"), ("2026Q4", "2026-12-31")):
        assert merged.sums(quarter, day) == merged.sums(quarter, day, "莲花")
    assert (
        merged.sums("2026Q3", "2026-09-30", "莲花")["open"]
        == merged.sums("2026Q4", "2026-12-31", "莲花")["carried_over"]
        == 1
    )
    assert set(merged.sums("2026Q3", "2026-09-30", "荷塘").values()) == {0}
