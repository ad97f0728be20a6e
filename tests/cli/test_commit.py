"""`--commit`: the record alone goes into git, by its kind, id and event; real git."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Typed

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
LETTER = "add-letter --received 2026-03-16 --mailbox m03 --kind request --title 路灯损坏 --name 王大妈"


def git(*line: str) -> str:
    return subprocess.run(["git", "-c", "core.quotePath=false", *line], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def tracked(district: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The district in git, everything committed."""
    for name, value in {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}.items():
        monkeypatch.setenv(name, value)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "刘芳")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "liu@example.invalid")
    git("init", "-q")
    git("config", "core.hooksPath", "no-hooks")
    git("add", "-A")
    git("commit", "-q", "-m", "start")
    return district


def test_a_record_is_committed_alone_by_kind_id_and_event(typed: Typed, tracked: Path) -> None:
    path = typed(f"{LETTER} --commit").path
    assert git("show", "--name-only", "--format=%s").split("\n") == [f"letter {Path(path).stem}: added", "", path, ""]
    assert git("status", "--porcelain") == ""


def test_neither_title_nor_writer_is_in_the_history(typed: Typed, tracked: Path) -> None:
    typed(f"{LETTER} --commit")
    assert "路灯" not in git("log", "--format=%B")
    assert "王大妈" not in git("log", "-p")


def test_an_event_is_committed_by_its_name(typed: Typed, tracked: Path) -> None:
    wanted = Path(typed(f"{LETTER} --commit").path).stem
    typed("log 路灯 forwarded 住建局 --date 2026-03-18 --commit")
    assert git("log", "-1", "--format=%s").strip() == f"letter {wanted}: forwarded"
    visit = Path(typed("add-visit --deputy 张伟 --date 2026-03-14 --matter request:电梯 --commit").path).stem
    typed("log 电梯 forwarded 住建局 --date 2026-03-18 --commit")
    assert git("log", "-1", "--format=%s").startswith(f"visit {visit}#")


def test_what_else_is_staged_stays_staged(typed: Typed, tracked: Path) -> None:
    Path("notes.txt").write_text("other work\n", encoding="utf-8")
    git("add", "notes.txt")
    with Path("records/district.yaml").open("a", encoding="utf-8") as out:
        out.write("# half done\n")
    typed(f"{LETTER} --commit")
    assert sorted(git("status", "--porcelain").splitlines()) == [" M records/district.yaml", "A  notes.txt"]
    assert len(git("show", "--name-only", "--format=").split()) == 1


def test_outside_git_nothing_is_written(typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(".git", ignore_errors=True)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(district.parent))
    told = typed(f"{LETTER} --commit", code=2).err
    assert "is in no git repository" in told
    assert "git init" in told
    assert not list(Path("records/letters").rglob("*.yaml"))


def test_where_git_refuses_the_record_stands_and_the_reason_is_told(typed: Typed, tracked: Path) -> None:
    hook = Path("no-hooks/pre-commit")
    hook.parent.mkdir()
    hook.write_text("#!/bin/sh\necho 'not today' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    told = typed(f"{LETTER} --commit", code=3).err
    assert "not today" in told
    assert len(list(Path("records/letters").rglob("*.yaml"))) == 1
    assert "A " not in git("status", "--porcelain")
