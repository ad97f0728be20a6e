"""`undo`: after every command that writes, the records are again what they were, byte by byte."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.cli.test_examples import contents


def undone(typed: Typed, before: dict[str, bytes], on: str = "") -> None:
    assert contents(Path()) != before
    typed("undo", on=on)
    assert contents(Path()) == before


@pytest.mark.parametrize(
    "line",
    [
        "add-letter --mailbox m03 --kind accusation --title 举报 --accused 某局长 --name 李四",
        "add-visit --deputy 张伟 --matter request:噪声",
        "add-deputy 李明 --constituency c05=第五选区 --group heping=和平代表组",
        "set leader lianhua 陈新",
        "set department 城管局 --id urban",
        "log 路灯 forwarded 住建局",
        "edit 路灯 --title 路灯不亮 --phone '' --address 幸福路1号",
        "move 路灯 --deputy 王芳",
        "delete 路灯 --why 重复登记",
        "delete 电梯 --why 重复登记",
    ],
)
def test_undo_brings_everything_back_and_redo_does_it_again(
    typed: Typed, records: Path, line: str
) -> None:
    before = contents(records)
    typed(line)
    after = contents(records)
    undone(typed, before)
    typed("undo --redo")
    assert contents(records) == after
    undone(typed, before)


def test_undo_of_a_step_that_was_removed(typed: Typed, records: Path) -> None:
    written = contents(records)
    typed("log 路灯 forwarded 住建局")
    logged = contents(records)
    typed("log 路灯 forwarded --remove")
    assert contents(records) == written
    undone(typed, logged)


def test_undo_of_canonical_form(typed: Typed, records: Path) -> None:
    path = next(Path("records/letters").rglob("*.yaml"))
    path.write_text(f"# 手写\n{path.read_text('utf-8')}".replace("路灯损坏", "'路灯损坏'"), "utf-8")
    before = contents(records)
    typed("fmt")
    undone(typed, before)


def test_undo_of_an_import(typed: Typed, records: Path) -> None:
    before = contents(records)
    Path("letters.csv").write_text(
        "received,mailbox,kind,title,private.name\n2026-03-20,m03,request,井盖,赵一\n"
        "2026-03-21,m03,request,噪声,钱二\n",
        encoding="utf-8",
    )
    typed("import letters.csv --kind letter")
    assert len(contents(records)) == len(before) + 4
    undone(typed, before)


def test_undo_of_a_list_handed_in_leaves_the_paper(typed: Typed, records: Path) -> None:
    before = contents(records)
    typed("report --quarter 2026Q1 --group lianhua --submit --out list.md", on="2026-04-02")
    undone(typed, before, on="2026-04-02")
    assert Path("list.md").exists()


def test_undo_again_goes_one_step_further_back(typed: Typed, records: Path) -> None:
    states = [contents(records)]
    for line in ("log 路灯 delivered 张伟", "log 路灯 forwarded 住建局", "log 路灯 followed_up"):
        typed(line)
        states.append(contents(records))
    for state in reversed(states[:-1]):
        assert "Undone" in typed("undo").out
        assert contents(records) == state
    for state in states[1:]:
        typed("undo --redo")
        assert contents(records) == state
    assert "nothing to redo" in typed("undo --redo", code=2).err


def test_what_was_written_after_an_undo_cannot_be_redone_over(typed: Typed, records: Path) -> None:
    typed("log 路灯 delivered 张伟")
    typed("undo")
    typed("log 路灯 forwarded 住建局")
    assert "nothing to redo" in typed("undo --redo", code=2).err


def test_what_others_did_since_stays(typed: Typed, records: Path) -> None:
    path = next(Path("records/letters").rglob("*.yaml"))
    typed("edit 路灯 --title 路灯不亮")
    later = (
        path.read_text("utf-8") + "events:\n  - {date: 2026-03-20, event: replied, how: phone}\n"
    )
    path.write_text(later, encoding="utf-8")
    typed("undo")
    assert path.read_text("utf-8") == later.replace("路灯不亮", "路灯损坏")


def test_what_others_changed_in_the_same_place_is_not_overwritten(
    typed: Typed, records: Path
) -> None:
    path = next(Path("records/letters").rglob("*.yaml"))
    typed("log 路灯 followed_up --date 2026-03-17")
    typed("edit 路灯 --title 路灯不亮")
    path.write_text(path.read_text("utf-8").replace("路灯不亮", "五盏路灯不亮"), "utf-8")
    before = contents(records)
    told = typed("undo", code=2).err
    assert "changed since, in the same place" in told
    assert "五盏路灯不亮" in told
    assert contents(records) == before
    typed("undo")  # what was done before that
    assert "followed_up" not in path.read_text("utf-8")
    assert "五盏路灯不亮" in path.read_text("utf-8")


def test_a_record_that_another_one_names_by_now_stays(typed: Typed, records: Path) -> None:
    (letter,) = (path.stem for path in Path("records/letters").rglob("*.yaml"))
    typed("add-suggestion --kind suggestion --lead 张伟 --title 增设路灯 --source 路灯")
    source = next(Path("records/suggestions").rglob("*.yaml"))
    told = typed("delete 路灯损坏 --why 误登", code=2).err
    assert letter in told
    assert str(source) in told.replace("\\", "/")
    typed("undo")  # the suggestion
    typed("delete 路灯损坏 --why 误登")


def test_nothing_to_undo_is_said(typed: Typed, tmp_path: Path) -> None:
    typed("init 区 --name 示例区 --term 17 --term-from 2021-12-20", repo=None)
    assert "nothing to undo" in typed("undo", repo=tmp_path / "区", code=2).err


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_an_undo_is_committed_by_its_id_alone(typed: Typed, records: Path) -> None:
    def git(*arguments: str) -> str:
        ran = subprocess.run(["git", *arguments], check=True, capture_output=True, text=True)
        return ran.stdout

    git("init", "-q")
    git("config", "user.name", "刘芳")
    git("config", "user.email", "liu@example.com")
    git("add", "-A")
    git("commit", "-q", "--no-verify", "-m", "start")
    (letter,) = (path.stem for path in Path("records/letters").rglob("*.yaml"))
    for line in ("edit 路灯 --title 路灯不亮", "delete 路灯 --why 王大妈撤回", "undo", "undo"):
        typed(line, "--commit")
    messages = git("log", "--format=%s%b", "-4").split("\n")
    assert messages[:4] == [
        f"undo: letter {letter}: edited",
        f"undo: letter {letter}: deleted",
        f"letter {letter}: deleted",
        f"letter {letter}: edited",
    ]
    assert git("status", "--porcelain") == ""
    assert git("diff", "HEAD~4") == ""


def test_the_reason_of_a_deletion_is_in_the_journal_alone(typed: Typed, records: Path) -> None:
    assert "reason: 与来信人核对后撤回" in typed("delete 路灯 --why 与来信人核对后撤回").out
    found = [
        path
        for path in Path().rglob("*")
        if path.is_file() and b"\\u64a4\\u56de" in path.read_bytes()
    ]
    assert [path.parent.as_posix() for path in found] == ["private/.journal"]
    assert "撤回" in json.loads(found[0].read_text().splitlines()[0])["said"][0]


def test_braces_in_what_was_typed_are_only_braces(typed: Typed, records: Path) -> None:
    before = contents(records)
    typed("set group lianhua --contact '{name} {0} 010'")
    assert "{name} {0} 010" in typed("undo").out
    assert contents(records) == before
    typed("edit 路灯 --title '{路灯}'")
    assert "{路灯}" in typed("undo").out
