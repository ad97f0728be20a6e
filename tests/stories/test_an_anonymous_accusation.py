"""Somebody accuses a department, without a name: the record says next to nothing, and it goes to an entitled organ alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.conftest import Office

LETTER = (
    "add-letter --received 2026-03-16 --mailbox m02 --kind accusation --writer anonymous "
    "--title 城管局副局长收受商户好处 --accused 区城市管理局 --private-note 附有照片两张"
)


@pytest.fixture
def accused(office: Office) -> Office:
    office.types("add-opening 莲花 m02=1 --rest-empty --date 2026-03-16 --by 刘芳", on="2026-03-16")
    office.types(LETTER, on="2026-03-16")
    return office


def committed(office: Office) -> str:
    return "".join(
        path.read_text(encoding="utf-8")
        for path in (office.root / "records/letters").rglob("*.yaml")
    )


def test_what_it_says_is_kept_apart(accused: Office) -> None:
    assert (
        committed(accused)
        == "received: 2026-03-16\nmailbox: m02\nchannel: mailbox\nkind: accusation\nwriter: anonymous\n"
    )
    (kept,) = Path(accused.root / "private").rglob("L*.yaml")
    assert "收受商户好处" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o777 == 0o600


def test_it_cannot_be_sent_to_the_accused_or_delivered(accused: Office) -> None:
    wanted = next((accused.root / "records/letters").rglob("*.yaml")).stem
    assert (
        "entitled" in accused.types(f"log {wanted} forwarded 城管局", on="2026-03-17", code=2).err
    )
    accused.types(f"log {wanted} delivered 王芳", on="2026-03-17", code=2)
    assert "forwarded" not in committed(accused)


def test_the_officer_owes_the_forward_and_nothing_else(accused: Office) -> None:
    wanted = next((accused.root / "records/letters").rglob("*.yaml")).stem
    mine = [
        line
        for line in accused.due("2026-03-23", "--within 60")
        if "forward" in line or "reply" in line or "deliver" in line
    ]
    assert mine == ["刘芳: forward to a department, , 2026-03-23"]
    told = accused.why(wanted, "2026-03-23")
    assert "for an accusation, only its forwarding to an entitled organ is required" in told
    assert "7 days from 2026-03-16, not counting that day: 2026-03-23" in told
    assert [bool(accused.finds("L003", f"2026-03-{day}")) for day in (22, 23, 24)] == [
        False,
        False,
        True,
    ]
    accused.types(f"log {wanted} forwarded 纪委", on="2026-03-23")
    assert not accused.finds("L003", "2026-03-24")
    assert not accused.errors("2026-03-24")


def test_no_paper_tells_more_than_that_there_is_one(accused: Office) -> None:
    chat = accused.chat("2026-03-23")
    assert "forward to a department: 第二选区, letter of 2026-03-16" in chat
    paper = accused.quarter("2026Q1", "2026-03-31")
    assert paper["heads"]["accusations"] == 1
    assert paper["rows"] == {}
    assert not any(word in chat + str(paper) for word in ("accusation:", "好处", "L2026"))


def test_it_is_no_source_of_a_suggestion(accused: Office) -> None:
    wanted = next((accused.root / "records/letters").rglob("*.yaml")).stem
    text = f"kind: suggestion\ntitle: 关于规范执法的建议\nlead: wang-fang\nsources: [{wanted}]\nevents:\n"
    path = accused.root / "records/suggestions/2026/S20260401-00000.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text + "  - {date: 2026-04-01, event: submitted}\n", encoding="utf-8")
    shown = accused.typed("check --as-of 2026-04-02 --select L009", on="2026-04-02", code=1)
    assert "L009" in shown.out
