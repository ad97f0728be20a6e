"""`diff` lists the records added, changed and removed between two days, quarters or commits."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.cli.conftest import Typed
from tests.conftest import LETTER, ZHANG_WEI
from tests.hooks.conftest import Clone
from tests.keep.conftest import Office

WRITTEN = "received: 2026-03-02\nmailbox: m03\nkind: request\ntitle: 路灯不亮\n"
BROKEN = WRITTEN.replace("不亮", "损坏")
OTHER = "records/letters/2026/L20260401-00000.yaml"
ZHANG = "records/deputies/zhang-wei.yaml"
AS_WRITTEN, AS_BROKEN = (
    f"letter of 2026-03-02 '{title}' (莲花街道代表组)" for title in ("路灯不亮", "路灯损坏")
)
ADDED = ["added", AS_WRITTEN, "L20260302-00000", ""]
CHANGED = ["changed", AS_BROKEN, "L20260302-00000", "title: 路灯不亮 → 路灯损坏"]
REMOVED = ["removed", AS_BROKEN, "L20260302-00000", ""]


@pytest.fixture
def rows(typed: Typed, office: Office) -> Callable[..., list[list[str]]]:
    """The rows of `diff`; a letter was added on the evening of 31 March, changed on 1 July, and removed on 1 October."""
    office.commit("刘芳", "2026-03-31T15:59:59Z", {LETTER: WRITTEN})
    office.commit("刘芳", "2026-06-30T16:00:00Z", {LETTER: BROKEN})
    office.commit("刘芳", "2026-10-01T10:00:00+08:00", {LETTER: ""})

    def read(what: str = "") -> list[list[str]]:
        found = typed(f"diff {what}", on="2026-10-20").out.splitlines()
        return [line.split("\t") for line in found[1:]]

    return read


def test_a_day_counts_from_its_beginning_to_its_end_in_the_time_zone_of_the_district(
    rows: Callable[..., list[list[str]]],
) -> None:
    expected = {
        "2026-03-31": [ADDED],
        "2026-04-01": [],
        "2026-04-01..2026-06-30": [],
        "2026-04-01..2026-07-01": [CHANGED],
        "2026-07-01..2026-07-01": [CHANGED],
        "2026-07-02..2026-09-30": [],
        "2026Q2": [],
        "2026Q2..2026Q3": [CHANGED],
        "2026-07": [CHANGED],
        "２０２６Q4": [REMOVED],
        "2026Q4..": [REMOVED],
        "HEAD~2": [["removed", AS_WRITTEN, "L20260302-00000", ""]],
        "HEAD~2..HEAD~1": [CHANGED],
        "HEAD~3..HEAD~1": [["added", AS_BROKEN, "L20260302-00000", ""]],
        "HEAD~1..": [REMOVED],
        "2026-07-02..HEAD": [REMOVED],
        "": [],
    }
    assert {what: rows(what) for what in expected} == expected


def test_what_is_not_committed_counts_up_to_now_and_another_layout_never(
    office: Office, rows: Callable[..., list[list[str]]]
) -> None:
    office.clone.write({OTHER: WRITTEN, ZHANG: f"# 组长\n{ZHANG_WEI}\n"})
    added = ["added", AS_WRITTEN, "L20260401-00000", ""]
    assert rows() == [added]
    assert rows("2026-10-20") == [added]
    assert rows("昨天..") == [added]
    assert rows("2026-10-01..2026-10-19") == [REMOVED]
    office.clone.write({ZHANG: ZHANG_WEI.replace("张伟", "张炜")})
    assert rows() == [["changed", "deputy 张炜", "zhang-wei", "name: 张伟 → 张炜"], added]
    assert rows("--kind deputy")[0][2] == "zhang-wei"
    assert len(rows("--kind deputy")) == 1


def test_of_long_texts_the_part_that_differs_is_shown(
    office: Office, rows: Callable[..., list[list[str]]]
) -> None:
    text = "".join(f"第{number}盏路灯不亮，" for number in range(30))
    office.commit("刘芳", "2026-10-02T10:00:00+08:00", {OTHER: f"{WRITTEN}summary: {text}\n"})
    office.clone.write({OTHER: f"{WRITTEN}summary: {text.replace('第15盏', '第15、16盏')}\n"})
    [[*_, found]] = rows()
    assert found == (
        "neutral summary that identifies nobody: …第14盏路灯不亮，第15盏路灯不亮，第16盏路灯…"
        " → …第14盏路灯不亮，第15、16盏路灯不亮，第16盏路灯…"
    )


def test_a_file_that_cannot_be_read_is_listed(
    office: Office, rows: Callable[..., list[list[str]]]
) -> None:
    office.clone.write({OTHER: "title: [\n"})
    assert rows() == [["unreadable", "letter", "L20260401-00000", ""]]
    (office.clone.root / OTHER).unlink()
    (office.clone.root / OTHER).symlink_to("nowhere")
    assert rows() == [["unreadable", "letter", "L20260401-00000", ""]]


def test_only_what_was_merged_by_then_counts(typed: Typed, office: Office) -> None:
    office.clone.git("checkout", "-q", "-b", "other")
    office.commit("王芳", "2026-03-10T10:00:00+08:00", {LETTER: WRITTEN})
    office.clone.git("checkout", "-q", "main")
    office.commit("刘芳", "2026-04-10T10:00:00+08:00", {})
    office.clone.git("merge", "-q", "--no-commit", "other")
    office.finish("刘芳", "2026-04-11T10:00:00+08:00")
    assert "no record changed" in typed("diff 2026-03-02..2026-03-31").out
    assert "L20260302-00000" in typed("diff 2026Q2").out


def test_for_programs_there_are_keys_and_values(typed: Typed, office: Office) -> None:
    office.clone.write({ZHANG: ZHANG_WEI.replace("lianhua,", "lianhua, to: 2026-05-01,")})
    table = json.loads(typed("diff --format json").out)["tables"][0]
    assert table["rows"] == [
        {
            "change": "changed",
            "title": "张伟",
            "kind": "deputy",
            "id": "zhang-wei",
            "field": "seats.0.to",
            "before": None,
            "after": "2026-05-01",
        }
    ]
    assert json.loads(typed("diff HEAD --kind visit --format json").out)["tables"][0]["rows"] == []


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        *((one, "is no day, period or commit") for one in ("nowhere", "2026-13", "HEAD...HEAD")),
        ("2026Q3..nowhere", "'nowhere' is no day"),
        ("2199Q1", "2199Q1 is still to come"),
        ("2026Q1..2025Q1", "2026Q1 is later than 2025Q1"),
    ],
)
def test_what_cannot_be_compared_is_said(
    typed: Typed, office: Office, what: str, reason: str
) -> None:
    assert reason in typed(f"diff {what}", code=2).err


def test_a_shallow_clone_does_not_take_what_it_lacks_for_new(
    typed: Typed, office: Office, make: Callable[..., Clone]
) -> None:
    office.commit("刘芳", "2026-07-02T10:00:00+08:00", {LETTER: WRITTEN})
    shallow = make("shallow")
    shallow.git("pull", "-q", "--depth=1", office.clone.root.as_uri(), "main")
    assert "this clone is shallow" in typed("diff 2026Q3", code=2, repo=shallow.root).err
