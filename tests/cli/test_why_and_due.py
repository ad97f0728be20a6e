"""The arithmetic of a deadline, and what is owed, by whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.conftest import DISTRICT, LETTER, REGISTER, write

REQUEST = "received: 2026-09-24\nmailbox: m03\nchannel: mailbox\nkind: request\ndeputy: zhang-wei\ntitle: 路灯不亮\nevents:\n"
ANSWERED = "  - {date: 2026-09-25, event: forwarded, to: housing}\n"
PATH = LETTER.replace("20260302", "20260924")


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write(tmp_path / "d", {**REGISTER, PATH: REQUEST + ANSWERED})


def test_a_deadline_that_moves_past_the_national_day_holiday(typed: Typed, records: Path) -> None:
    shown = typed("why 路灯 --as-of 2026-10-09", repo=records).out
    assert "deliver to the deputy: L001, local: deliver_within = 3 days" in shown
    assert "from 2026-09-24, that day not counted, 15 days: 2026-10-09" in shown
    assert "not counted: 2026-09-27 (Mid-autumn Festival)" in shown
    assert "done on 2026-09-25, in time" in shown
    assert "not done by 2026-10-09, overdue by 11 days" in shown


def test_working_days_name_every_day_passed_over(typed: Typed, records: Path) -> None:
    write(records, {"records/district.yaml": DISTRICT + 'settings: {reply_within: "5 working days"}\n'})
    shown = typed("why 路灯 --as-of 2026-10-09", repo=records, lang="zh-CN").out
    reply = [line.strip() for line in shown.partition("答复来信人")[2].splitlines()]
    assert reply[1] == "自2026-09-24起，当日不计，5个工作日：2026-10-09"
    holidays = [f"2026-09-{day}（中秋）" for day in (25, 26, 27)] + [f"2026-10-0{day}（国庆节）" for day in range(1, 8)]
    assert reply[2] == f"不计的休息日：{'、'.join(holidays)}"


def test_the_visits_of_a_deputy(typed: Typed, records: Path) -> None:
    shown = typed("why 孙丽 --as-of 2026-10-09", repo=records).out
    assert "seat of 第三选区, term 17: 2025-01-01 (year began) to 2025-12-31 (resigned), 365 days" in shown
    assert "365 days in office, 2 owed\n" in shown
    assert "2 were not made by 2025-12-31" in shown
    assert typed("why 不存在的 --as-of 2026-10-09", repo=records, code=2).err


def test_due_by_who_must_act(typed: Typed, records: Path) -> None:
    def rows(options: str) -> list[dict[str, str]]:
        shown = typed(f"due --as-of 2026-10-09 --format json {options}", repo=records).out
        found: list[dict[str, str]] = json.loads(shown)["tables"][0]["rows"]
        return found

    assert {row["who"] for row in rows("--who department --within 60")} == {"区住房和城乡建设局"}
    assert {row["who"] for row in rows("--who deputy --within 60")} == {"张伟"}
    assert {row["who"] for row in rows("--who officer --period 2026Q4")} == {"刘芳"}
    assert {row["what"] for row in rows("--who officer --period 2026-10")} == {"hand in the quarterly list", "deliver to the deputy"}
    assert len(rows("--period 2026W41")) < len(rows("--period 2026"))


def test_lines_for_a_chat(typed: Typed, records: Path) -> None:
    shown = typed("due --chat --who deputy --as-of 2026-10-09", repo=records, lang="zh-CN").out.splitlines()
    assert shown[0].startswith("【张伟】")
    assert all("\t" not in line for line in shown)
