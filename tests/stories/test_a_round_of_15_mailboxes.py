"""A round of fifteen mailboxes takes one line; one of them is locked two weeks running."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Office


@pytest.fixture
def fifteen(office: Office) -> Office:
    """Another group with fifteen mailboxes, which hang from Monday, 2 March."""
    boxes = " ".join(
        f"--constituency x{n:02}=第{n}选区 --mailbox b{n:02}=x{n:02}" for n in range(11, 26)
    )
    office.types(
        f"add-group beihu 北湖街道代表组 --officer feng-lei=冯蕾 {boxes} --from-day 2026-03-02",
        on="2026-03-02",
    )
    office.types("add-opening 北湖 全空 --date 2026-03-06 --by 冯蕾", on="2026-03-06")
    return office


def test_all_fifteen_in_one_line(fifteen: Office) -> None:
    assert not [line for line in fifteen.finds("M001", "2026-03-09") if "mailbox b" in line]
    assert "15" in fifteen.typed(
        "list openings --group 北湖 --as-of 2026-03-09", on="2026-03-09"
    ).out.splitlines()[1].split("\t")


def of_beihu(lines: list[str]) -> list[str]:
    return [line for line in lines if "北湖" in line or "mailbox b" in line]


def test_before_the_week_is_over_the_mailboxes_are_due_and_not_missed(fifteen: Office) -> None:
    assert (
        sum(
            "冯蕾: open the mailbox" in line and "2026-03-13" in line
            for line in fifteen.due("2026-03-09", "--within 7")
        )
        == 15
    )
    assert not of_beihu(fifteen.finds("M001", "2026-03-15"))
    assert of_beihu(fifteen.finds("M001", "2026-03-16")) == [
        "breach: 北湖街道代表组: none of the 15 mailboxes was opened: 2026-03-09 to 2026-03-15 (1 week)"
    ]


def test_locked_once_is_an_advice_and_locked_twice_a_breach(fifteen: Office) -> None:
    fifteen.types(
        "add-opening 北湖 b17=locked:物业换锁 --rest-empty --date 2026-03-11 --by 冯蕾",
        on="2026-03-11",
    )
    (found,) = of_beihu(fifteen.finds("M001", "2026-03-16"))
    assert found.startswith(
        "advice: mailbox b17 was not opened: 2026-03-09 to 2026-03-15 (1 week), for a stated"
    )
    fifteen.types(
        "add-opening 北湖 b17=locked --rest-empty --date 2026-03-18 --by 冯蕾", on="2026-03-18"
    )
    assert [
        line
        for line in fifteen.finds("M001", "2026-03-22")
        if "2026-03-16 to 2026-03-22" in line and "mailbox b" in line
    ] == []
    assert "breach: mailbox b17 was not opened: 2026-03-16 to 2026-03-22 (1 week)" in fifteen.finds(
        "M001", "2026-03-23"
    )


def test_why_tells_the_weeks_of_the_locked_one(fifteen: Office) -> None:
    for day in ("2026-03-11", "2026-03-18"):
        fifteen.types(f"add-opening 北湖 b17=locked --rest-empty --date {day} --by 冯蕾", on=day)
    fifteen.types("add-opening 北湖 全空 --date 2026-03-25 --by 冯蕾", on="2026-03-25")
    told = fifteen.why("b17", "2026-03-30")
    assert "owed: 4 weeks: 2026-03-02 to 2026-03-29" in told
    assert "opened: 2 weeks: 2026-03-02 to 2026-03-08, 2026-03-23 to 2026-03-29" in told
    assert "stated, not opened: 2026-03-09 to 2026-03-15: locked, 2026-03-11" in told
    assert "missed: 2 weeks: 2026-03-09 to 2026-03-22" in told


def test_two_letters_found_must_be_entered_within_three_days(fifteen: Office) -> None:
    fifteen.types(
        "add-opening 北湖 b20=2 --rest-empty --date 2026-03-10 --by 冯蕾", on="2026-03-10"
    )
    fifteen.types(
        "add-letter --received 2026-03-10 --mailbox b20 --kind opinion --title 建议增设座椅",
        on="2026-03-10",
    )
    assert (
        "冯蕾: enter the letters found, mailbox of 第20选区, opened 2026-03-10: 1 letter, 2026-03-13"
        in fifteen.due("2026-03-13")
    )
    assert not fifteen.finds("R009", "2026-03-13")
    (told,) = fifteen.finds("R009", "2026-03-14")
    assert told.startswith("breach: mailbox b20 held 2 letters on 2026-03-10; entered so far: 1; ")
