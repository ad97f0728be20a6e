"""A motion has twelve signers; three of them withdraw before it is handed in, and ten are needed."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Office

NAMES = ("陈国", "邓凯", "高燕", "何静", "胡斌", "林峰", "刘洋", "罗红", "马强")
TEXTS = "--subject 老旧小区加装电梯 --grounds 高龄居民出行困难 --plan 制定补贴办法"


@pytest.fixture
def signed(office: Office) -> Office:
    """Drawn up on the first day of the session, by twelve: a lead deputy and eleven cosigners."""
    for name in NAMES:
        office.types(f"add-deputy {name} --constituency c01", on="2026-01-05")
    cosigners = ",".join(("李娜", "王芳", *NAMES))
    office.types(
        f"add-suggestion --kind motion --title 关于加装电梯的议案 --lead 张伟 --cosigner {cosigners} {TEXTS} --draft",
        on="2026-01-12",
    )
    office.edits(
        _path(office), "lead: zhang-wei\n", "lead: zhang-wei\nsession: 17-5\n"
    ) if "session" not in _text(office) else None
    return office


def _path(office: Office) -> str:
    (path,) = (office.root / "records/suggestions").rglob("*.yaml")
    return str(path.relative_to(office.root / "records"))


def _text(office: Office) -> str:
    return (office.root / "records" / _path(office)).read_text(encoding="utf-8")


def withdraw(office: Office, *names: str, on: str) -> None:
    for name in names:
        office.types(f"log 加装电梯 withdrew {name}", on=on)


def test_nine_signers_are_one_too_few(signed: Office) -> None:
    withdraw(signed, "陈国", "邓凯", "高燕", on="2026-01-13")
    refused = signed.typed("log 加装电梯 submitted", on="2026-01-14", code=2).err
    assert "signers in office on 2026-01-14, including the lead: 9; a motion needs 10" in refused
    assert "submitted" not in _text(signed)
    signed.edits(
        _path(signed),
        "withdrew, who: gao-yan}",
        "withdrew, who: gao-yan}\n  - {date: 2026-01-14, event: submitted}",
    )
    assert not [line for line in signed.finds("S001", "2026-01-13") if line]
    shown = signed.typed("check --select S001 --as-of 2026-01-14", on="2026-01-14", code=1).out
    assert "S001 [error]" in shown
    assert "9" in shown


def test_ten_are_enough(signed: Office) -> None:
    withdraw(signed, "陈国", "邓凯", on="2026-01-13")
    signed.types("log 加装电梯 submitted", on="2026-01-14")
    assert not signed.finds("S001", "2026-01-14")
    assert not signed.errors("2026-01-14")


def test_who_withdraws_on_the_day_itself_does_not_count_and_who_withdraws_later_does(
    signed: Office,
) -> None:
    withdraw(signed, "陈国", "邓凯", on="2026-01-13")
    signed.types("log 加装电梯 submitted", on="2026-01-14")
    withdraw(signed, "高燕", on="2026-01-15")
    assert not signed.finds("S001", "2026-01-15")
    signed.typed("log 加装电梯 withdrew 何静", on="2026-01-14", code=2)
    signed.edits(
        _path(signed), "{date: 2026-01-15, event: withdrew", "{date: 2026-01-14, event: withdrew"
    )
    signed.typed("check --select S001 --as-of 2026-01-15", on="2026-01-15", code=1)


def test_out_of_session_no_motion_can_be_handed_in(signed: Office) -> None:
    signed.types("log 加装电梯 submitted", on="2026-01-15")
    assert not signed.finds("S003", "2026-01-15")
    signed.edits(
        _path(signed),
        "{date: 2026-01-15, event: submitted}",
        "{date: 2026-01-16, event: submitted}",
    )
    signed.typed("check --select S003 --as-of 2026-01-16", on="2026-01-16", code=1)


def test_no_deadline_runs_for_a_motion_until_it_is_turned_into_a_suggestion(signed: Office) -> None:
    signed.types("log 加装电梯 submitted", on="2026-01-14")
    assert "no deadline applies" in signed.why("加装电梯", "2026-03-01")
    assert not [line for line in signed.due("2026-03-01", "--within 60") if "加装电梯" in line]
    signed.types("log 加装电梯 turned_into_suggestion", on="2026-01-15")
    assert "代表工委: assign the suggestion, 关于加装电梯的议案, 2026-01-29" in signed.due(
        "2026-01-29"
    )
    assert [bool(signed.finds("S004", day)) for day in ("2026-01-29", "2026-01-30")] == [
        False,
        True,
    ]


def test_it_counts_for_the_group_of_its_lead_deputy_in_the_quarter_of_its_submission(
    signed: Office,
) -> None:
    assert signed.quarter("2026Q1", "2026-01-13")["heads"]["suggestions"] == 0
    signed.types("log 加装电梯 submitted", on="2026-01-14")
    assert signed.quarter("2026Q1", "2026-01-14")["heads"]["suggestions"] == 1
