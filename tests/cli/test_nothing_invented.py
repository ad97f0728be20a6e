"""What nobody said is not recorded; the few values that are assumed are printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Typed


@pytest.mark.parametrize(
    ("line", "assumed"),
    [
        ("add-visit --deputy 张伟", "day of the visit 2026-12-31, constituency visited 第三选区"),
        ("add-letter --mailbox m03 --kind thanks", "day it was received 2026-12-31"),
        ("add-activity meeting --by 莲花", "day 2026-12-31"),
        ("add-opening 莲花 m03=0 m04=0", "day of the round 2026-12-31"),
        (
            "add-excuse M001 m03 --why 春节 --accepted-by working-body --from-day 2-16",
            "to 2026-02-16, when it was accepted 2026-12-31",
        ),
        (
            "add-suggestion --title 停车 --lead 张伟",
            "kind suggestion, day it was submitted ('draft': not yet) 2026-12-31",
        ),
    ],
)
def test_what_was_assumed_is_printed(typed: Typed, district: Path, line: str, assumed: str) -> None:
    assert f"not given, recorded by default: {assumed}\n" in typed(line).err


def test_nothing_is_printed_where_everything_was_given(typed: Typed, district: Path) -> None:
    told = typed("add-visit --date 2026-03-14 --deputy 张伟 --constituency c03").err
    assert "by default" not in told


def test_log_prints_the_day_it_took(typed: Typed, district: Path) -> None:
    typed("add-letter --received 2026-12-01 --mailbox m03 --kind request --title 停水")
    assert "date: 2026-12-31, event: followed_up" in typed("log 停水 followed_up").record


def test_nobody_accepts_an_excuse_unless_it_is_said_who(typed: Typed, district: Path) -> None:
    assert "--accepted-by is missing" in typed("add-excuse M001 m03 --why 春节", code=2).err
    assert not list(Path("records").rglob("E*.yaml"))


def test_deputies_of_different_constituencies_visited_none_until_it_is_said_which(
    typed: Typed, district: Path
) -> None:
    assert "--constituency is missing" in typed("add-visit --deputy 张伟,王芳", code=2).err
    typed("add-deputy 李四 --constituency c03 --from-day 2026-01-01")
    assert "constituency: c03\n" in Path(typed("add-visit --deputy 张伟,李四").path).read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    "line", ["add-opening 莲花 m03=0 m04=0", "sample --quarter 2026Q4 --record"]
)
def test_who_records_is_not_who_opened_or_checked(
    typed: Typed, district: Path, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("add-visit --deputy 张伟")
    monkeypatch.setenv("DEPUTYLOG_RECORDED_BY", "liu-fang")
    typed(line)
    folder = "openings" if "opening" in line else "spot-checks"
    assert "by:" not in next(Path("records", folder).rglob("*.yaml")).read_text(encoding="utf-8")


def test_who_records_is_not_who_hands_the_list_in(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPUTYLOG_RECORDED_BY", "liu-fang")
    typed("report --quarter 2026Q1 --group 莲花 --submit --out list.md", on="2026-04-03")
    assert "by:" not in next(Path("records/submissions").rglob("*.yaml")).read_text(
        encoding="utf-8"
    )


def test_who_records_is_named_once_for_all(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPUTYLOG_RECORDED_BY", "刘芳")
    assert "recorded_by: liu-fang\n" in Path(typed("add-visit --deputy 张伟").path).read_text(
        encoding="utf-8"
    )


def test_a_letter_says_nothing_that_nobody_said(typed: Typed, district: Path) -> None:
    path = typed("add-letter --received 2026-03-16 --constituency c03 --kind thanks").path
    assert (
        Path(path).read_text(encoding="utf-8")
        == "received: 2026-03-16\nconstituency: c03\nkind: thanks\n"
    )


def test_a_visit_says_nothing_that_nobody_said(typed: Typed, district: Path) -> None:
    path = typed(
        "add-visit --date 2026-03-14 --deputy 张伟 --constituency c03 --matter request:电梯"
    ).path
    text = Path(path).read_text(encoding="utf-8")
    assert not [
        key
        for key in ("ask", "form", "organized_by", "met", "deputy:", "recorded_by", "events")
        if f"{key}" in text.replace("deputies", "")
    ]


def test_feeding_back_does_not_say_that_the_voter_was_satisfied(
    typed: Typed, district: Path
) -> None:
    typed("add-letter --received 2026-12-01 --mailbox m03 --kind request --title 停水")
    line = typed("log 停水 fed_back --date 2026-12-20").record
    assert "{date: 2026-12-20, event: fed_back}" in line
