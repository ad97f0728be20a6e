"""Records as version 0.1.0 wrote them: what is read differently is told, and written where that keeps its meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.conftest import REGISTER, write

DAY = "2026-10-09"
MONITOR = """\
received: 2025-02-10
mailbox: m03
channel: mailbox
kind: opinion
writer: anonymous
title: 建议在路口加装监控
recorded_by: liu-fang
"""
TEACHERS = """\
date: 2026-03-09
deputies: [zhang-wei]
constituency: c03
ask: ideas
met: {voters: 17, of: [educated, teachers]}  # 教师代表
matters:
  - id: b54p
    kind: request
    title: 电线老化
    events:
      - {date: 2026-03-13, event: forwarded, to: housing}
      - {date: 2026-03-20, event: replied, how: message}
      - {date: 2026-05-06, event: answered, result: solved}
      - {date: 2026-05-08, event: fed_back, satisfaction: satisfied}
"""
LIST = """\
group: lianhua
quarter: 2026Q1
date: 2026-04-08
by: liu-fang
to: working-body
file_hash: "0000000000000000000000000000000000000000000000000000000000000000"
heads:
  visits: 1
rows:
  L20250210-a6pmv: "0123456789ab"
"""
LIFTS = """\
kind: suggestion
title: 关于老旧住宅加装电梯的建议
lead: zhang-wei
texts:
  request: 建议年内选二十个单元先行实施。
events:
  - {date: 2026-01-13, event: submitted}
  - {date: 2026-01-22, event: assigned, by: working-body, lead: housing}
  - {date: 2026-04-17, event: answered, by: housing, result: in_progress}
  - {date: 2026-04-17, event: promised, until: 2026-09-30, what: "二十个单元完成加装"}
  - {date: 2026-04-24, event: rated, outcome: basically_satisfied}
  - {date: 2026-09-25, event: kept, what: "二十二个单元完成加装"}  # 现场看过
"""
OLD = {
    **REGISTER,
    "records/suggestions/2026/S20260113-h7c2m.yaml": LIFTS,
    "records/letters/2025/L20250210-a6pmv.yaml": MONITOR,
    "records/visits/2026/V20260309-6gh1m.yaml": TEACHERS,
    "records/submissions/2026/Q20260408-hpp74.yaml": LIST,
}
"""What matters of the example of 0.1.0: people in its own words, an anonymous letter, a promise kept in other words, a list."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write(tmp_path / "old", OLD)


def letter(*events: str, more: str = "kind: request\n") -> dict[str, str]:
    text = f"received: 2026-03-02\nconstituency: c03\n{more}events:\n" + "".join(
        f"  - {{{event}}}\n" for event in events
    )
    return {"records/letters/2026/L20260302-00000.yaml": text}


def told(typed: Typed, root: Path, files: dict[str, str]) -> list[str]:
    """What migrate says of the letter."""
    shown = typed("migrate --dry-run", repo=write(root, files), on=DAY).out
    return [
        line.partition(".yaml: ")[2] for line in shown.splitlines() if "L20260302-00000" in line
    ]


FORWARDED = "date: 2026-03-04, event: forwarded, to: housing"
TOO = "date: 2026-03-04, event: forwarded, to: urban"


def test_the_example_of_0_1_0_is_written_once(typed: Typed, old: Path) -> None:
    before = {path: path.read_bytes() for path in old.rglob("*.yaml")}
    shown = typed("migrate --dry-run", repo=old, on=DAY).out
    assert "the kind of people 'teachers' (1 visit)" in shown
    assert "L20250210-a6pmv, settled so far, is open now" in shown
    assert {path: path.read_bytes() for path in old.rglob("*.yaml")} == before

    typed("migrate", repo=old, on=DAY)
    changed = {
        path.name: path.read_text(encoding="utf-8")
        for path in before
        if path.read_bytes() != before[path]
    }
    kept = 'what: "二十个单元完成加装", note: "二十二个单元完成加装"}  # 现场看过'
    assert changed == {
        "district.yaml": OLD["records/district.yaml"] + 'met_of:\n  teachers: {name: "teachers"}\n',
        "S20260113-h7c2m.yaml": LIFTS.replace('what: "二十二个单元完成加装"}  # 现场看过', kept),
    }
    again = typed("migrate", repo=old, on=DAY).out
    assert "teachers" not in again
    assert "h7c2m" not in again


def test_what_0_1_0_wrote_has_no_error_once_it_is_migrated(typed: Typed, old: Path) -> None:
    assert (
        "no open promise has these words"
        in typed("check --all --select R014", repo=old, on=DAY, code=1).out
    )
    typed("migrate", repo=old, on=DAY)
    assert "0 errors" in typed("check --all", repo=old, on=DAY).out


@pytest.mark.parametrize(
    ("kept", "means"),
    [
        ("二十二个单元完成加装", "建成车棚"),
        ("二十个单元 完成加装", None),
        ("建成车棚", None),
        (None, None),
    ],
)
def test_a_promise_kept_in_other_words_is_the_one_due_first(
    typed: Typed, old: Path, kept: str | None, means: str | None
) -> None:
    file = old / "records/suggestions/2026/S20260113-h7c2m.yaml"
    earlier = '  - {date: 2026-04-17, event: promised, until: 2026-06-30, what: "建成车棚"}\n'
    text = LIFTS.replace("  - {date: 2026-04-24", f"{earlier}  - {{date: 2026-04-24")
    file.write_text(
        text.replace(', what: "二十二个单元完成加装"', f', what: "{kept}"' if kept else ""),
        encoding="utf-8",
    )
    shown = typed("migrate --dry-run", repo=old, on=DAY).out
    assert ("h7c2m" in shown) is bool(means)
    assert means is None or f"means the promise '{means}'" in shown


def test_people_that_migrate_entered_are_no_longer_advised_about(typed: Typed, old: Path) -> None:
    assert "teachers" in typed("check --select R003", repo=old, on=DAY).out
    typed("migrate", repo=old, on=DAY)
    assert "teachers" not in typed("check --select R003", repo=old, on=DAY).out


@pytest.mark.parametrize(
    ("more", "events", "now"),
    [
        ("kind: opinion\nwriter: anonymous\n", [], "is open now"),
        (
            "kind: inquiry\nwriter: no_address\n",
            ["date: 2026-03-04, event: group_told"],
            "is open now",
        ),
        ("kind: opinion\nwriter: anonymous\n", ["date: 2026-03-04, event: closed, why: other"], ""),
        ("kind: opinion\nwriter: named\n", [], ""),
        ("kind: thanks\nwriter: anonymous\n", [], ""),
        ("kind: litigation\n", ["date: 2026-03-04, event: fed_back"], "is open now"),
        ("kind: request\n", ["date: 2026-03-04, event: fed_back"], ""),
    ],
)
def test_what_was_settled_and_is_open_now_is_told(
    typed: Typed, tmp_path: Path, more: str, events: list[str], now: str
) -> None:
    files = {**REGISTER, **letter(*events, more=more)}
    if not events:
        files |= {path: text.replace("events:\n", "") for path, text in letter(more=more).items()}
    wording = [line for line in told(typed, tmp_path, files) if "so far" in line]
    assert bool(wording) is bool(now)
    assert all(now in line for line in wording)


@pytest.mark.parametrize(
    ("events", "tells"),
    [
        (["date: 2026-03-04, event: reopened", FORWARDED], True),
        ([FORWARDED, "date: 2026-03-04, event: reopened"], False),
        (["date: 2026-03-03, event: reopened", FORWARDED], False),
        ([FORWARDED, "date: 2026-03-04, event: replied"], False),
        ([FORWARDED, "date: 2026-03-04, event: answered, result: solved"], False),
    ],
)
def test_another_order_of_one_day_is_told_where_it_matters(
    typed: Typed, tmp_path: Path, events: list[str], tells: bool
) -> None:
    wording = [
        line for line in told(typed, tmp_path, {**REGISTER, **letter(*events)}) if "order" in line
    ]
    assert bool(wording) is tells
    assert all("version 0.1.0 read forwarded, reopened" in line for line in wording)


@pytest.mark.parametrize(
    ("answer", "tells"),
    [
        ("by: urban, result: solved", True),
        ("result: solved", True),
        ("by: housing, result: solved", False),
    ],
)
def test_an_answer_that_fits_nothing_is_told_in_the_words_of_the_rule(
    typed: Typed, tmp_path: Path, answer: str, tells: bool
) -> None:
    both = [FORWARDED, TOO] if answer.startswith("result") else [FORWARDED]
    files = {**REGISTER, **letter(*both, f"date: 2026-04-01, event: answered, {answer}")}
    assert any("fits nothing" in line for line in told(typed, tmp_path, files)) is tells


@pytest.mark.parametrize(
    ("why", "tells"),
    [
        ("duplicate", True),
        ("duplicate, of: L20260209-00000", False),
        ("joined", False),
        ("withdrawn", False),
    ],
)
def test_a_duplicate_that_does_not_say_of_what_is_told(
    typed: Typed, tmp_path: Path, why: str, tells: bool
) -> None:
    other = {
        "records/letters/2026/L20260209-00000.yaml": "received: 2026-02-09\nconstituency: c03\nkind: request\n"
    }
    files = {**REGISTER, **other, **letter(f"date: 2026-03-04, event: closed, why: {why}")}
    assert any("closed as a duplicate" in line for line in told(typed, tmp_path, files)) is tells


@pytest.mark.parametrize(("by", "tells"), [("urban", True), ("housing", False)])
def test_an_answer_of_a_department_that_assists_is_told(
    typed: Typed, tmp_path: Path, by: str, tells: bool
) -> None:
    suggestion = (
        "kind: suggestion\ntitle: 停车难\nlead: zhang-wei\nevents:\n  - {date: 2026-03-02, event: submitted}\n"
        "  - {date: 2026-03-09, event: assigned, lead: housing, assisting: [urban]}\n"
        f"  - {{date: 2026-04-01, event: answered, by: {by}, result: solved}}\n"
    )
    files = {**REGISTER, "records/suggestions/2026/S20260302-00000.yaml": suggestion}
    shown = typed("migrate --dry-run", repo=write(tmp_path, files), on=DAY).out
    assert ("区城市管理局, which assists" in shown) is tells


@pytest.mark.parametrize(
    ("setting", "tells"), [("", True), ("settings: {online_counts: true}\n", False)]
)
def test_contact_online_that_no_longer_counts_is_told(
    typed: Typed, tmp_path: Path, setting: str, tells: bool
) -> None:
    visit = "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\nform: online\n"
    district = {"records/district.yaml": REGISTER["records/district.yaml"] + setting}
    files = {**REGISTER, **district, "records/visits/2026/V20260314-00000.yaml": visit}
    assert ("V20260314-00000" in typed("migrate", repo=write(tmp_path, files), on=DAY).out) is tells


@pytest.mark.parametrize(("deputy", "tells"), [("", True), ("    deputy: zhang-wei\n", False)])
def test_matters_that_now_belong_to_all_who_visited_are_told(
    typed: Typed, tmp_path: Path, deputy: str, tells: bool
) -> None:
    visit = "date: 2025-03-14\ndeputies: [zhang-wei, sun-li]\nconstituency: c03\nmatters:\n  - id: p4f9\n    kind: request\n"
    files = {**REGISTER, "records/visits/2025/V20250314-00000.yaml": visit + deputy}
    assert (
        "V20250314-00000#p4f9" in typed("migrate", repo=write(tmp_path, files), on="2025-03-15").out
    ) is tells
