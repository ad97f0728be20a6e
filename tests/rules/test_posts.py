"""Whose keeper, leader or officer is gone is told to name another; until then the work falls to the next who is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from deputylog.book import Book
from deputylog.finding import Finding
from deputylog.tell.due import owed_in, what_is_due
from tests.conftest import DISTRICT, GROUP, ZHANG_WEI

Find = Callable[..., list[Finding]]
BookOf = Callable[..., Book]

G = "records/groups/lianhua.yaml"
Z = "records/deputies/zhang-wei.yaml"
LED = GROUP.replace("officers:", "leader: zhang-wei\nofficers:")
LEFT = "from: 2024-03-01, to: 2026-03-10}"


def gone(how: str, last: str = "2026-03-10") -> dict[str, str]:
    return {
        Z: ZHANG_WEI.replace("from: 2021-12-20}", f"from: 2021-12-20, to: {last}, end: {how}}}")
    }


def wording(found: list[Finding]) -> list[str]:
    assert all(one.severity == "due" for one in found)
    return [str(one.text) for one in found]


def who_acts(book: Book, what: str) -> set[str]:
    tasks = what_is_due(owed_in(book), book.as_of.replace(month=12))
    return {str(one.who) for one in tasks if getattr(one.what, "en", "") == what}


@pytest.mark.parametrize("how", ["resigned", "died", "moved_away", "recalled"])
@pytest.mark.parametrize(
    ("day", "found"), [("2026-03-09", 0), ("2026-03-10", 0), ("2026-03-11", 1)]
)
def test_a_keeper_is_gone_on_the_day_after_the_last_one(
    findings_of: Find, how: str, day: str, found: int
) -> None:
    assert (
        wording(findings_of("G009", gone(how), as_of=day))
        == ["m03: 张伟 (keeper of the mailbox) is gone; name another"] * found
    )


def test_a_keeper_whose_term_ended_is_gone_unless_elected_again(findings_of: Find) -> None:
    district = {
        "records/district.yaml": DISTRICT.replace(
            "to: 2027-01-08}", 'to: 2026-03-10}\n  - {id: "18", from: 2026-03-11}'
        )
    }
    assert not findings_of("G009", district, as_of="2026-03-10")
    assert len(findings_of("G009", district, as_of="2026-03-11")) == 1
    again = {
        Z: ZHANG_WEI + '  - {term: "18", constituency: c03, group: lianhua, from: 2026-03-11}\n'
    }
    assert not findings_of("G009", {**district, **again}, as_of="2026-03-11")


@pytest.mark.parametrize(("day", "found"), [("2026-03-10", 0), ("2026-03-11", 2)])
def test_an_officer_who_left_is_gone_as_keeper_and_for_the_list(
    findings_of: Find, day: str, found: int
) -> None:
    kept = GROUP.replace("from: 2024-03-01}", LEFT).replace(
        "who: zhang-wei}", 'who: liu-fang, delegated: true, why: "代表外出"}'
    )
    assert (
        wording(findings_of("G009", {G: kept}, as_of=day))
        == [
            "莲花街道代表组: 刘芳 (officer, who hands in the list) is gone; name another",
            "m03: 刘芳 (keeper of the mailbox) is gone; name another",
        ][:found]
    )


@pytest.mark.parametrize(("day", "found"), [("2026-03-10", 0), ("2026-03-11", 1)])
def test_a_leader_who_moved_away_is_gone(findings_of: Find, day: str, found: int) -> None:
    led = {G: LED.partition("mailboxes:")[0], **gone("moved_away")}
    assert (
        wording(findings_of("G009", led, as_of=day))
        == ["莲花街道代表组: 张伟 (leader of the group) is gone; name another"] * found
    )


@pytest.mark.parametrize(
    "text",
    [
        GROUP.replace(
            "who: zhang-wei}", "who: zhang-wei}\n      - {from: 2026-03-11, who: liu-fang}"
        ),
        GROUP.replace(
            "from: 2026-03-02\n    keepers", "from: 2026-03-02\n    to: 2026-03-10\n    keepers"
        ),
        GROUP.replace("officers:", "to: 2026-03-10\nofficers:"),
    ],
)
def test_a_new_keeper_no_box_or_no_group_is_silence(findings_of: Find, text: str) -> None:
    assert not findings_of("G009", {G: text, **gone("died")}, as_of="2026-03-11")


def test_who_was_never_there_is_not_gone(findings_of: Find) -> None:
    """A group without an officer, a leader who was only named and has no seat yet, a box without a keeper."""
    never = GROUP.replace(
        'officers:\n  - {id: liu-fang, name: "刘芳", from: 2024-03-01}\n', "leader: li-na\n"
    ).partition("    keepers:")[0]
    assert not findings_of(
        "G009", {G: never, "records/deputies/li-na.yaml": "name: 李娜\n"}, as_of="2026-03-11"
    )


def test_the_officer_of_a_merged_group_serves_the_other_one(findings_of: Find) -> None:
    left = GROUP.replace("officers:", "to: 2026-02-28\nmerged_into: taoyuan\nofficers:")
    other = {
        "records/groups/taoyuan.yaml": 'name: 桃源街道代表组\nofficers:\n  - {id: he-min, name: "何敏", to: 2026-02-27}\n'
    }
    assert not findings_of("G009", {G: left, **other}, as_of="2026-03-11")
    assert wording(
        findings_of(
            "G009", {G: left.replace("from: 2024-03-01}", LEFT), **other}, as_of="2026-03-11"
        )
    ) == ["桃源街道代表组: 刘芳 (officer, who hands in the list) is gone; name another"]


@pytest.mark.parametrize(
    ("text", "files", "who"),
    [
        (LED, {}, "刘芳"),
        (LED.replace("from: 2024-03-01}", LEFT), {}, "张伟"),
        (LED.replace("from: 2024-03-01}", LEFT), gone("died"), "区人大常委会代表联络工作委员会"),
        (GROUP.replace("from: 2024-03-01}", LEFT), {}, "区人大常委会代表联络工作委员会"),
    ],
)
def test_a_duty_falls_to_the_officer_else_the_leader_else_the_working_body(
    book_of: BookOf, text: str, files: dict[str, str], who: str
) -> None:
    book = book_of({G: text, **files}, as_of="2026-03-11")
    assert who_acts(book, "hand in the quarterly list") == {who}


def test_due_asks_for_another_one(book_of: BookOf) -> None:
    tasks = [
        one
        for one in what_is_due(
            owed_in(book_of(gone("died"), as_of="2026-03-11")), date(2026, 3, 11)
        )
        if one.id == "m03"
    ]
    assert [(one.who, getattr(one.what, "en", ""), str(one.about)) for one in tasks] == [
        ("刘芳", "name another keeper", "第三选区 (so far 张伟)")
    ]
