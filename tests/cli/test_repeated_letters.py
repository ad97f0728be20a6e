"""Letters that repeat another one are told at entry and at import, with the row and what to do; nobody is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Typed

LAMP = "小区路灯损坏两个月无人维修"
TAOYUAN = """\
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
"""
MAP = """\
kind: letter
ref: ["编号"]
fields:
  received: {column: "日期"}
  constituency: {column: "选区"}
  kind: {constant: request}
  title: {column: "内容"}
  private.phone: {column: "电话"}
"""
HEAD = "编号,日期,选区,内容,电话\n"


@pytest.fixture
def elsewhere(district: Path) -> str:
    """The constituency of another group."""
    (district / "records/groups/taoyuan.yaml").write_text(TAOYUAN, encoding="utf-8")
    return "c07"


def letter(
    typed: Typed,
    day: str,
    title: str = LAMP,
    *,
    place: str = "c03",
    kind: str = "request",
    more: str = "",
) -> Ran:
    line = f"add-letter --received {day} --constituency {place} --channel phone --kind {kind}"
    return typed(f"{line} --title {title} {more}")


def ids() -> list[str]:
    return sorted(path.stem for path in Path("records/letters").rglob("*.yaml"))


@pytest.mark.parametrize(("day", "is_told"), [("04-30", True), ("05-01", True), ("05-02", False)])
def test_a_letter_that_repeats_a_settled_one_is_told_with_the_cure(
    typed: Typed, district: Path, day: str, is_told: bool
) -> None:
    letter(typed, "2026-03-02")
    typed("log 路灯 closed explained --date 2026-03-05")
    (first,) = ids()
    told = letter(typed, f"2026-{day}", "小区路灯损坏，两个月没人维修！").err
    assert (f"R012 advice: {first} is much the same" in told) is is_told
    assert (f"deputylog log ID closed duplicate {first}" in told) is is_told


def test_what_is_linked_is_told_no_more(typed: Typed, district: Path) -> None:
    letter(typed, "2026-03-02")
    letter(typed, "2026-03-09")
    first, second = ids()
    assert "R012" in typed("check --all").out
    typed(f"log {second} closed duplicate {first} --date 2026-03-10")
    assert "R012" not in typed("check --all").out


@pytest.mark.parametrize(
    ("title", "day", "is_told"),
    [
        (LAMP, "2026-03-09", True),
        (LAMP, "2026-05-02", False),
        ("三号楼前的路灯两个月不亮", "2026-03-09", True),
        ("三号楼的路灯两个月不亮", "2026-03-09", False),
    ],
)
def test_the_same_text_from_another_group(
    typed: Typed, elsewhere: str, title: str, day: str, is_told: bool
) -> None:
    letter(typed, "2026-03-02", title)
    told = letter(typed, day, title, place=elsewhere).err
    assert (f"the text is that of the letter {ids()[0]}" in told) is is_told


def test_a_letter_entered_late_repeats_one_received_after_it(typed: Typed, elsewhere: str) -> None:
    letter(typed, "2026-03-09")
    (later,) = ids()
    assert (
        f"the text is that of the letter {later}"
        in letter(typed, "2026-03-02", place=elsewhere).err
    )


WANG = "--name 王桂花"
PHONE = "--phone 13800138000"


@pytest.mark.parametrize(
    ("first", "second", "place", "is_told"),
    [
        (f"{WANG} {PHONE}", PHONE, "c07", True),
        (WANG, f"{WANG} {PHONE}", "c03", True),
        (WANG, WANG, "c07", False),
        (WANG, "--name 李大爷", "c03", False),
        ("", "", "c03", False),
    ],
)
def test_the_same_writer_is_told_and_not_named(
    typed: Typed, elsewhere: str, first: str, second: str, place: str, is_told: bool
) -> None:
    letter(typed, "2026-03-02", "路灯", more=first)
    ran = letter(typed, "2026-03-20", "噪音", place=place, more=second)
    assert (f"the letter {ids()[0]} has the same writer" in ran.err) is is_told
    assert not any(name in ran.err + ran.out for name in ("王桂花", "13800138000"))


@pytest.mark.parametrize("kinds", [("accusation", "request"), ("request", "accusation")])
def test_the_writer_of_an_accusation_is_not_told(
    typed: Typed, district: Path, kinds: tuple[str, str]
) -> None:
    for day, kind in zip(("02", "09"), kinds, strict=True):
        ran = letter(typed, f"2026-03-{day}", "路灯", kind=kind, more=f"{WANG} {PHONE}")
    assert "same writer" not in ran.err


def test_rows_that_repeat_others_are_imported_and_told_with_their_numbers(
    typed: Typed, elsewhere: str
) -> None:
    letter(typed, "2026-03-02", more=f"{PHONE}")
    (first,) = ids()
    rows = [
        f"1,2026-03-09,c03,{LAMP}。,",
        f"2,2026-03-10,c07,{LAMP},",
        "3,2026-03-11,c03,噪音扰民,13800138000",
        "4,2026-03-12,c03,停车难,13900139000",
        "5,2026-03-13,c07,菜场太远,13900139000",
        f"6,2026-05-20,c07,{LAMP},",
    ]
    Path("map.yaml").write_text(MAP, encoding="utf-8")
    Path("in.csv").write_text(HEAD + "\n".join(rows), encoding="utf-8")
    for dry_run in ("--dry-run", ""):
        ran = typed(f"import in.csv --map map.yaml {dry_run}")
        told = dict(re.findall(r"row (\d)[^:]*: (.*)", ran.err))
        assert sorted(told) == ["2", "3", "4", "6", "7"]
        assert first in told["2"]
        assert f"the text is that of the letter {first}" in told["3"]
        assert f"the letter {first} has the same writer" in told["4"]
        assert "has the same writer" in told["6"]
        assert "is much the same" in told["7"]  # row 3 is open
        assert "13900139000" not in ran.err
    assert "6 written" in ran.out
