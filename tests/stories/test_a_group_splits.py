"""东湖's group is split off from 莲花's on 10 August 2026 with the third constituency."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Office


@pytest.fixture
def split(office: Office) -> Office:
    office.types("set keeper m03 张伟 --from 2026-01-01", on="2026-01-05")
    office.types(
        "add-opening 莲花 m01=1 m03=1 --rest-empty --date 2026-07-06 --by 刘芳", on="2026-07-06"
    )
    for mailbox, title, deputy in (("m01", "井盖缺失", "李娜"), ("m03", "路灯损坏", "张伟")):
        line = f"add-letter --received 2026-07-06 --mailbox {mailbox} --kind request --title {title} --recorded-by 刘芳 --deputy {deputy}"
        office.types(line, on="2026-07-06")
    office.types("set officer donghu=东湖街道代表组 宋宇 --from 2026-08-10", on="2026-08-10")
    office.types("set group 东湖 --from 2026-08-10", on="2026-08-10")
    office.types("set constituency 莲花 c03 --to 2026-08-09 --moved-to 东湖", on="2026-08-10")
    return office


def test_the_records_stand(split: Office) -> None:
    written = (split.root / "records/groups/lianhua.yaml").read_text(encoding="utf-8")
    assert '- {id: c03, term: "17", name: "第三选区", to: 2026-08-09, moved_to: donghu}' in written
    assert split.errors("2026-10-10") == []


@pytest.mark.parametrize(
    ("day", "group"), [("2026-08-09", "莲花街道代表组"), ("2026-08-10", "东湖街道代表组")]
)
def test_box_deputy_and_open_matter_follow_their_constituency(
    split: Office, day: str, group: str
) -> None:
    listed = split.types(f"list deputies --as-of {day}", on=day).out.splitlines()
    assert next(line for line in listed if "张伟" in line).split("\t")[2] == group
    split.types(f"add-opening {group[:2]} m03=0 --only --date {day}", on=day)
    assert (
        "路灯损坏" in split.types(f"due --group {group[:2]} --within 90 --as-of {day}", on=day).out
    )
    assert split.finds("M003", day) == []


def test_the_new_groups_file_may_list_the_constituency_too(split: Office) -> None:
    split.types("set constituency 东湖 c03 --from 2026-08-10", on="2026-08-10")
    assert split.errors("2026-10-10") == []
    split.edits("groups/lianhua.yaml", "to: 2026-08-09", "to: 2026-08-10")
    found = split.types("check --select R005 --as-of 2026-10-10", on="2026-10-10", code=1).out
    assert "'c03' is used twice" in found


def test_each_group_lists_what_it_holds_at_the_end_of_the_quarter(split: Office) -> None:
    assert set(split.quarter("2026Q3", "2026-09-30")["rows"]) == {"井盖缺失"}
    paper = split.types(
        "report --quarter 2026Q3 --group 东湖 --format md --as-of 2026-09-30", on="2026-09-30"
    ).out
    assert "路灯损坏" in paper
    assert "井盖缺失" not in paper
    whole = split.types(
        "report --quarter 2026Q3 --format md --as-of 2026-09-30", on="2026-09-30"
    ).out
    assert "井盖缺失" in whole
    assert "路灯损坏" in whole


def test_the_new_group_owes_its_first_list_and_none_before(split: Office) -> None:
    owed = [
        line for line in split.due("2026-10-01", "--within 14") if line.startswith("宋宇: hand in")
    ]
    assert owed == ["宋宇: hand in the quarterly list, 2026Q3, 2026-10-10"]


def test_the_sums_of_both_groups_are_those_of_the_district(split: Office) -> None:
    for quarter, day in (
        ("2026Q2", "2026-06-30"),
        ("2026Q3", "2026-09-30"),
        ("2026Q4", "2026-12-31"),
    ):
        both = [split.sums(quarter, day, group) for group in ("莲花", "东湖")]
        assert split.sums(quarter, day) == {name: both[0][name] + both[1][name] for name in both[0]}
    assert (
        split.sums("2026Q3", "2026-09-30", "东湖")["open"]
        == split.sums("2026Q4", "2026-12-31", "东湖")["carried_over"]
        == 1
    )
