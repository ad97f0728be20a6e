"""`history` tells who changed a record, when and what, from git and from what is not committed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.cli.conftest import Typed
from tests.conftest import LETTER
from tests.hooks.conftest import Clone
from tests.keep.conftest import Office

WRITTEN = "received: 2026-03-02\nmailbox: m03\nkind: request\ntitle: 路灯不亮\n"
EVENTS = "events:\n"
FORWARDED = "  - {date: 2026-03-03, event: forwarded, to: housing}\n"
REPLIED = "  - {date: 2026-03-04, event: replied}\n"
TOLD = "  - {date: 2026-03-05, event: group_told}\n"
VISIT = "records/visits/2026/V20260302-00000.yaml"
VISITED = """\
date: 2026-03-02
deputies: [zhang-wei]
constituency: c03
place: 莲花社区
matters:
  - id: p4f9
    kind: request
    title: 电梯
  - id: q2k7
    kind: request
    title: 井盖
"""
Rows = list[list[str]]


@pytest.fixture
def rows(typed: Typed, office: Office) -> Callable[..., Rows]:
    """The rows of `history`."""

    def read(wanted: str, lang: str = "en") -> Rows:
        lines = typed(f"history {wanted}", lang=lang, repo=office.clone.root).out.splitlines()
        return [line.split("\t") for line in lines[1:]]

    return read


def test_every_change_with_author_time_and_field_and_last_what_is_not_committed(
    office: Office, rows: Callable[..., Rows]
) -> None:
    office.commit("刘芳", "2026-03-02T01:30:00Z", {LETTER: WRITTEN})
    office.commit("王芳", "2026-03-03T10:00:00+08:00", {LETTER: WRITTEN + EVENTS + FORWARDED})
    office.commit(
        "刘芳", "2026-03-04T10:00:00+08:00", {LETTER: "# 急\n" + WRITTEN + EVENTS + FORWARDED}
    )
    office.clone.write({LETTER: WRITTEN.replace("不亮", "损坏") + EVENTS + FORWARDED + REPLIED})
    assert rows("L20260302", lang="zh-CN") == [
        [
            "2026-03-02 09:30",
            "刘芳",
            "新增",
            "收到日期 2026-03-02； 信箱 第三选区信箱（m03）； 信件类别 申诉求决、投诉求助； 标题 路灯不亮",
        ],
        [
            "2026-03-03 10:00",
            "王芳",
            "修改",
            "新增办理经过：2026-03-03  转交承办单位  区住房和城乡建设局（housing）",
        ],
        ["2026-03-04 10:00", "刘芳", "只改格式、注释", ""],
        ["尚未提交", "", "修改", "标题：路灯不亮 → 路灯损坏"],
        ["尚未提交", "", "修改", "新增办理经过：2026-03-04  答复反映人"],
    ]


def test_a_value_within_an_event_names_the_event(office: Office, rows: Callable[..., Rows]) -> None:
    text = WRITTEN + EVENTS + FORWARDED + REPLIED
    office.commit("刘芳", "2026-03-05T10:00:00+08:00", {LETTER: text})
    office.clone.write({LETTER: text.replace("to: housing", "to: urban, note: 重交")})
    *_, by, note = (row[-1] for row in rows("路灯"))
    assert by.startswith("what became of it 2026-03-03 forwarded, ")
    assert by.endswith(": 区住房和城乡建设局 (housing) → 区城市管理局 (urban)")
    assert note == "what became of it 2026-03-03 forwarded, note: 重交"


def test_a_matter_of_a_visit_shows_its_own_changes_alone(
    typed: Typed, office: Office, rows: Callable[..., Rows]
) -> None:
    office.commit("刘芳", "2026-03-02T10:00:00+08:00", {VISIT: VISITED})
    office.commit("刘芳", "2026-03-03T10:00:00+08:00", {VISIT: VISITED.replace("社区", "小区")})
    office.commit("王芳", "2026-03-04T10:00:00+08:00", {VISIT: VISITED.replace("井盖", "井盖松动")})
    assert [row[1:] for row in rows("V20260302-00000#q2k7")] == [
        ["刘芳", "added", "four characters, the first a letter q2k7; kind request; title 井盖"],
        ["王芳", "changed", "title: 井盖 → 井盖松动"],
    ]
    assert len(rows("V20260302-00000")) == 4
    office.clone.write({VISIT: VISITED.replace("q2k7", "a1b2")})
    assert rows("V20260302-00000#q2k7")[-1] == ["not committed", "", "removed", ""]
    assert "nothing found" in typed("history V20260302-00000#z9z9", code=2).err


def test_a_merge_repeats_nothing_and_shows_what_it_decided_itself(
    office: Office, rows: Callable[..., Rows]
) -> None:
    git = office.clone.git
    office.commit("刘芳", "2026-03-02T10:00:00+08:00", {LETTER: WRITTEN})
    git("branch", "other")
    office.commit("刘芳", "2026-03-03T10:00:00+08:00", {LETTER: WRITTEN + EVENTS + FORWARDED})
    git("checkout", "-q", "other")
    office.commit("王芳", "2026-03-04T10:00:00+08:00", {LETTER: WRITTEN + EVENTS + REPLIED})
    git("checkout", "-q", "main")
    git("merge", "-q", "--no-commit", "other", code=None)
    merged = WRITTEN + EVENTS + FORWARDED + REPLIED
    office.clone.write({LETTER: merged})
    git("add", "--all")
    office.finish("刘芳", "2026-03-05T10:00:00+08:00")
    assert [row[1:] for row in rows("路灯")][1:] == [
        [
            "刘芳",
            "changed",
            "added what became of it: 2026-03-03  forwarded  区住房和城乡建设局 (housing)",
        ],
        ["王芳", "changed", "added what became of it: 2026-03-04  replied"],
    ]
    office.clone.write({LETTER: merged.replace("不亮", "损坏") + TOLD})
    git("add", "--all")
    office.finish("孙丽", "2026-03-06T10:00:00+08:00", "--amend", "--reset-author")
    assert [row[1:] for row in rows("路灯")][3:] == [
        ["孙丽", "changed", "title: 路灯不亮 → 路灯损坏"],
        ["孙丽", "changed", "added what became of it: 2026-03-05  group told"],
    ]


def test_what_a_merge_threw_away_is_shown_with_its_loss(
    office: Office, rows: Callable[..., Rows]
) -> None:
    git, new = office.clone.git, "records/letters/2026/L20260303-00000.yaml"
    office.commit("刘芳", "2026-03-02T10:00:00+08:00", {LETTER: WRITTEN})
    git("checkout", "-q", "-b", "other")
    office.commit(
        "王芳", "2026-03-03T10:00:00+08:00", {LETTER: WRITTEN + EVENTS + REPLIED, new: WRITTEN}
    )
    git("checkout", "-q", "main")
    office.commit("刘芳", "2026-03-04T10:00:00+08:00", {VISIT: VISITED})
    git("merge", "-q", "--no-commit", "-s", "ours", "other")
    office.finish("孙丽", "2026-03-05T10:00:00+08:00")
    assert [row[1:] for row in rows("路灯")][1:] == [
        ["王芳", "changed", "added what became of it: 2026-03-04  replied"],
        ["孙丽", "changed", "removed what became of it: 2026-03-04  replied"],
    ]
    assert [row[1:3] for row in rows("L20260303")] == [["王芳", "added"], ["孙丽", "removed"]]
    assert [row[1:3] for row in rows("V20260302-00000")] == [["刘芳", "added"]]


def test_of_two_titles_a_merge_shows_which_one_it_dropped(
    office: Office, rows: Callable[..., Rows]
) -> None:
    git, merged = office.clone.git, WRITTEN.replace("不亮", "损坏")
    office.commit("刘芳", "2026-03-02T10:00:00+08:00", {LETTER: WRITTEN})
    git("checkout", "-q", "-b", "other")
    office.commit("王芳", "2026-03-04T10:00:00+08:00", {LETTER: WRITTEN.replace("不亮", "昏暗")})
    git("checkout", "-q", "main")
    office.commit("刘芳", "2026-03-03T10:00:00+08:00", {LETTER: merged})
    git("merge", "-q", "--no-commit", "-s", "ours", "other")
    office.finish("孙丽", "2026-03-05T10:00:00+08:00")
    assert rows("L20260302")[-1][1:] == ["孙丽", "changed", "title: 路灯昏暗 → 路灯损坏"]


def test_a_deleted_record_is_found_by_its_id(
    typed: Typed, office: Office, rows: Callable[..., Rows]
) -> None:
    office.commit("刘芳", "2026-03-02T10:00:00+08:00", {LETTER: WRITTEN})
    (office.clone.root / LETTER).unlink()
    assert rows("L20260302")[-1] == ["not committed", "", "removed", ""]
    office.commit("王芳", "2026-03-03T10:00:00+08:00", {LETTER: ""})
    assert rows("l20260302-00000")[-1] == ["2026-03-03 10:00", "王芳", "removed", ""]
    assert "nothing found" in typed("history L20260303", code=2).err


def test_a_version_that_cannot_be_read_is_said_to_be_so(
    office: Office, rows: Callable[..., Rows]
) -> None:
    office.commit("刘芳", "2026-03-02T10:00:00+08:00", {LETTER: WRITTEN})
    office.commit("刘芳", "2026-03-03T10:00:00+08:00", {LETTER: "<<<<<<< HEAD\n" + WRITTEN})
    office.commit("王芳", "2026-03-04T10:00:00+08:00", {LETTER: WRITTEN})
    assert [row[2] for row in rows("L20260302")] == ["added", "unreadable", "readable again"]


def test_for_programs_there_are_keys_and_values(typed: Typed, office: Office) -> None:
    commit = office.commit("刘芳", "2026-03-02T10:00:00+08:00", {LETTER: WRITTEN})
    office.clone.write({LETTER: WRITTEN + EVENTS + REPLIED})
    first, last = json.loads(typed("history 路灯 --format json").out)["tables"][0]["rows"]
    assert first == {
        "when": "2026-03-02T10:00:00+08:00",
        "by": "刘芳",
        "change": "added",
        "field": None,
        "before": None,
        "after": {
            "received": "2026-03-02",
            "mailbox": "m03",
            "kind": "request",
            "title": "路灯不亮",
        },
        "commit": commit,
    }
    assert (last["when"], last["field"], last["after"]) == (
        None,
        "events",
        [{"date": "2026-03-04", "event": "replied"}],
    )


def test_what_is_not_shown_is_said(
    typed: Typed, office: Office, make: Callable[..., Clone]
) -> None:
    office.commit("刘芳", "2026-03-02T10:00:00+08:00", {LETTER: WRITTEN})
    office.commit("刘芳", "2026-03-03T10:00:00+08:00", {LETTER: WRITTEN.replace("不亮", "损坏")})
    assert "what private/ holds is not in git" in typed("history 路灯").err
    assert typed("history 张伟").err == ""
    shallow = make("shallow")
    shallow.git("pull", "-q", "--depth=1", office.clone.root.as_uri(), "main")
    told = typed("history 路灯", repo=shallow.root)
    assert "this clone is shallow" in told.err
    assert [line.split("\t")[2] for line in told.out.splitlines()[1:]] == ["earliest known"]


@pytest.mark.parametrize("command", ["history 张伟", "diff"])
def test_records_that_are_not_in_git_have_no_history(
    typed: Typed, repository: Callable[..., object], command: str
) -> None:
    told = typed(command, code=2, repo=repository()).err
    assert "these records are not kept in git" in told


def test_without_the_program_git_there_is_no_history(
    typed: Typed, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert "git is not installed" in typed("history 张伟", code=3).err
