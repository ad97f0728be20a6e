"""The 17th term ends on 18 August 2026, in the middle of a quarter: people, boxes and matters go over into the 18th."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.conftest import Office

ROSTER = """\
姓名,任职·届,任职·选区,任职·代表组,任职·起
李娜,18,d01,lianhua,2026-08-19
张伟,18,d03,lianhua,2026-08-19
何静,18,d02,lianhua,2026-08-19
"""


@pytest.fixture
def changed(office: Office) -> Office:
    """李娜 and 张伟 are elected again, 何静 comes for 王芳; the boxes stay on their walls."""
    office.types("set keeper m01 李娜 --from 2026-01-01", on="2026-01-05")
    office.types("set keeper m02 王芳 --from 2026-01-01", on="2026-01-05")
    for day in ("2026-07-06", "2026-08-03"):
        office.types(f"add-opening 莲花 m01=1 --rest-empty --date {day} --by 刘芳", on=day)
    for day, title in (("2026-07-06", "井盖缺失"), ("2026-08-03", "路灯损坏")):
        line = f"add-letter --received {day} --mailbox m01 --kind request --title {title} --recorded-by 刘芳 --deputy 李娜"
        office.types(line, on=day)
    office.types("log 井盖 forwarded 住建局", on="2026-07-08")
    office.types("log 井盖 answered 住建局 已解决", on="2026-07-20")
    office.types("log 井盖 fed_back phone 满意", on="2026-07-22")
    office.types("set term 17 --to 2026-08-18", on="2026-08-19")
    office.types("set term 18 --from 2026-08-19", on="2026-08-19")
    for number, name in enumerate("一二三", 1):
        office.types(
            f"set constituency 莲花 d0{number} --name 第{name}选区 --term 18", on="2026-08-19"
        )
        office.types(
            f"set mailbox m0{number} --constituency d0{number} --from 2026-08-19", on="2026-08-19"
        )
    Path("名单.csv").write_text(ROSTER, encoding="utf-8")
    assert "1 written, 2 changed" in office.types("import 名单.csv", on="2026-08-19").out
    return office


def test_the_roster_of_the_new_term_adds_seats_to_those_who_were_elected_again(
    changed: Office,
) -> None:
    held = (changed.root / "records/deputies/li-na.yaml").read_text(encoding="utf-8")
    assert (
        held.splitlines()[-1]
        == '  - {term: "18", constituency: d01, group: lianhua, from: 2026-08-19}'
    )
    assert len(list((changed.root / "records/deputies").iterdir())) == 4
    assert "3 there already" in changed.types("import 名单.csv", on="2026-08-20").out
    assert changed.errors("2026-09-20") == []


def test_a_box_serves_the_new_constituency_from_the_first_day_of_the_term(changed: Office) -> None:
    held = (changed.root / "records/groups/lianhua.yaml").read_text(encoding="utf-8")
    assert "    constituency: [{from: 2026-01-01, id: c01}, {from: 2026-08-19, id: d01}]\n" in held
    for day, constituency in (("2026-08-18", "c01"), ("2026-08-19", "d01")):
        changed.types(f"add-opening 莲花 m01=1 --rest-empty --date {day} --by 刘芳", on=day)
        changed.types(
            f"add-letter --received {day} --mailbox m01 --kind inquiry --title 来信{day}", on=day
        )
        assert (
            f"来信{day}"
            in changed.types(f"list letters --constituency {constituency}", on="2026-08-20").out
        )
    for day in ("2026-08-18", "2026-08-19"):
        assert changed.finds("M003", day) == []


def test_the_week_of_the_change_is_owed_as_any_other(changed: Office) -> None:
    """18 August 2026 is the Tuesday of week 34: m01 goes on to serve, m02's new constituency is taken away again."""
    changed.edits(
        "groups/lianhua.yaml", "[{from: 2026-01-01, id: c02}, {from: 2026-08-19, id: d02}]", "c02"
    )
    until_then, since = changed.finds("M001", "2026-09-07")
    assert "none of the 3 mailboxes was opened" in until_then
    assert "2026-08-10 to 2026-08-16 (29 weeks)" in until_then
    assert "none of the 2 mailboxes was opened: 2026-08-17 to 2026-09-06 (3 weeks)" in since
    assert changed.finds("M003", "2026-09-07") == ["breach: 第二选区 has no mailbox in use"]


def test_who_was_not_elected_again_no_longer_keeps_the_box(changed: Office) -> None:
    for day, found in (
        ("2026-08-18", []),
        ("2026-08-19", ["due: m02: 王芳 (keeper of the mailbox) is gone; name another"]),
    ):
        assert changed.finds("G009", day) == found
    assert "刘芳: name another keeper, 第二选区 (so far 王芳), 2026-08-19" in changed.due(
        "2026-08-19"
    )
    changed.types("set keeper m02 何静 --from 2026-08-20", on="2026-08-20")
    assert changed.finds("G009", "2026-08-20") == []


def test_the_name_that_both_terms_use_means_the_constituency_of_the_day(changed: Office) -> None:
    for day, wanted in (("2026-08-18", "c01"), ("2026-08-19", "d01")):
        made = changed.types(
            f"add-visit --date {day} --deputy 李娜 --constituency 第一选区", on=day
        )
        assert f"constituency: {wanted}" in (changed.root / made.path).read_text(encoding="utf-8")


def test_the_first_list_of_the_new_term_carries_over_what_the_old_one_left(changed: Office) -> None:
    third = changed.quarter("2026Q3", "2026-09-30")
    assert {title: row["constituency"] for title, row in third["rows"].items()} == {
        "井盖缺失": "第一选区",
        "路灯损坏": "第一选区",
    }
    fourth = changed.quarter("2026Q4", "2026-12-31")
    assert [(title, row["listed_as"]) for title, row in fourth["rows"].items()] == [
        ("路灯损坏", "carried_over")
    ]
    assert third["heads"]["deputies"] == 3
    assert "刘芳: hand in the quarterly list, 2026Q3, 2026-10-10" in changed.due(
        "2026-10-01", "--within 14"
    )


def test_the_sums_go_on_from_the_list_of_one_term_to_that_of_the_next(changed: Office) -> None:
    third, fourth = (
        changed.sums("2026Q3", "2026-09-30", "莲花"),
        changed.sums("2026Q4", "2026-12-31", "莲花"),
    )
    assert third == {"carried_over": 0, "received": 2, "reopened": 0, "settled": 1, "open": 1}
    assert fourth == {"carried_over": 1, "received": 0, "reopened": 0, "settled": 0, "open": 1}
