"""`--commit`: the record alone goes into git, by its kind, id and event; real git."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.filling import Workbook

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
LETTER = (
    "add-letter --received 2026-03-16 --mailbox m03 --kind request --title 路灯损坏 --name 王大妈"
)


def git(*line: str) -> str:
    return subprocess.run(
        ["git", "-c", "core.quotePath=false", *line], check=True, capture_output=True, text=True
    ).stdout


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
    assert git("show", "--name-only", "--format=%s").split("\n") == [
        f"letter {Path(path).stem}: added",
        "",
        path,
        "",
    ]
    assert git("status", "--porcelain") == ""


def test_neither_title_nor_writer_is_in_the_history(typed: Typed, tracked: Path) -> None:
    typed(f"{LETTER} --commit")
    assert "路灯" not in git("log", "--format=%B")
    assert "王大妈" not in git("log", "-p")


def test_an_event_is_committed_by_its_name(typed: Typed, tracked: Path) -> None:
    wanted = Path(typed(f"{LETTER} --commit").path).stem
    typed("log 路灯 forwarded 住建局 --date 2026-03-18 --commit")
    assert git("log", "-1", "--format=%s").strip() == f"letter {wanted}: forwarded"
    visit = Path(
        typed("add-visit --deputy 张伟 --date 2026-03-14 --matter request:电梯 --commit").path
    ).stem
    typed("log 电梯 forwarded 住建局 --date 2026-03-18 --commit")
    assert git("log", "-1", "--format=%s").startswith(f"visit {visit}#")


def test_what_else_is_staged_stays_staged(typed: Typed, tracked: Path) -> None:
    Path("notes.txt").write_text("other work\n", encoding="utf-8")
    git("add", "notes.txt")
    with Path("records/district.yaml").open("a", encoding="utf-8") as out:
        out.write("# half done\n")
    typed(f"{LETTER} --commit")
    assert sorted(git("status", "--porcelain").splitlines()) == [
        " M records/district.yaml",
        "A  notes.txt",
    ]
    assert len(git("show", "--name-only", "--format=").split()) == 1


def test_outside_git_nothing_is_written(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(".git", ignore_errors=True)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(district.parent))
    told = typed(f"{LETTER} --commit", code=2).err
    assert "is in no git repository" in told
    assert "git init" in told
    assert not list(Path("records/letters").rglob("*.yaml"))


def test_where_git_refuses_the_record_stands_and_the_reason_is_told(
    typed: Typed, tracked: Path
) -> None:
    hook = Path("no-hooks/pre-commit")
    hook.parent.mkdir()
    hook.write_text("#!/bin/sh\necho 'not today' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    told = typed(f"{LETTER} --commit", code=3).err
    assert "not today" in told
    assert len(list(Path("records/letters").rglob("*.yaml"))) == 1
    assert "A " not in git("status", "--porcelain")


EVERY = "git config deputylog.commit true"


@pytest.fixture
def always(tracked: Path) -> Path:
    """The district in git, with the setting under which every write is committed."""
    git("config", "deputylog.commit", "true")
    return tracked


@pytest.mark.parametrize(
    ("line", "on", "subject"),
    [
        (LETTER, "", r"letter \S+: added"),
        ("log 停水 replied phone --date 2026-03-18", "", r"letter \S+: replied"),
        ("add-deputy 李娜 --constituency c03", "", r"deputy \S+: added"),
        ("import letters.csv", "", r"import: 1 written"),
        ("import ledger.xlsx", "2026-04-03", r"import: 1 changed"),
        ("fmt", "", r"fmt: 1 changed"),
        ("sample --quarter 2026Q1 --record", "2026-04-03", r"spot-check \S+: added"),
        (
            "report --quarter 2026Q1 --group 莲花 --submit --out list.html",
            "2026-04-03",
            r"submission \S+: added",
        ),
    ],
)
def test_with_the_setting_every_write_is_committed(
    typed: Typed, always: Path, line: str, on: str, subject: str
) -> None:
    prepare(typed, line)
    typed(line, on=on)
    assert re.fullmatch(subject, git("log", "-1", "--format=%s").strip())
    assert git("status", "--porcelain", "--", "records") == ""


def prepare(typed: Typed, line: str) -> None:
    """What the line needs, committed."""
    typed(LETTER.replace("路灯损坏", "停水"))
    if line == "fmt":
        path = next(Path("records/letters").rglob("*.yaml"))
        path.write_text(
            path.read_text(encoding="utf-8").replace("title: 停水", 'title:   "停水"'),
            encoding="utf-8",
        )
        git("commit", "-qam", "not in form")
    if line.endswith(".csv"):
        Path("letters.csv").write_text(
            "收到日期,来信方式,选区,信件类别,标题\n2026-03-16,phone,第三选区,request,路灯\n",
            encoding="utf-8",
        )
    if line.endswith(".xlsx"):
        typed("ledger --out ledger.xlsx", on="2026-04-02", lang="zh-CN")
        ledger = Workbook(Path("ledger.xlsx"))
        ledger.fill(ledger.ids()[0], 转交单位="住建局", 转交日期=date(2026, 3, 18))
        ledger.save()


def test_the_option_overrides_the_setting(typed: Typed, always: Path) -> None:
    typed(f"{LETTER} --no-commit")
    assert git("log", "-1", "--format=%s").strip() == "start"


def test_a_setting_that_is_neither_yes_nor_no_is_told_before_anything_is_written(
    typed: Typed, tracked: Path
) -> None:
    git("config", "deputylog.commit", "sometimes")
    assert "deputylog.commit must be true or false" in typed(LETTER, code=2).err
    assert git("status", "--porcelain") == ""


def test_a_user_who_does_not_commit_is_told_once_and_the_cure_works(
    typed: Typed, tracked: Path
) -> None:
    told = typed(LETTER).err.splitlines()
    assert told == [
        f"Not committed yet: run 'git add -A && git commit -m records', or '{EVERY}' to commit every entry from now on."
    ]
    for cure in ("git add -A && git commit -m records", EVERY):
        subprocess.run(cure, shell=True, check=True, capture_output=True)
    assert git("status", "--porcelain") == ""
    typed("log 路灯 replied phone --date 2026-03-18")
    assert git("status", "--porcelain") == ""


def test_the_cure_names_the_repository_that_was_named(
    typed: Typed, tracked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tracked.parent)
    told = typed(LETTER, repo=tracked).err
    assert f"git -C {tracked} add -A && git -C {tracked} commit" in told


def test_outside_git_nothing_is_said_of_commits(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(district.parent))
    assert typed(LETTER).err == ""


def test_without_a_name_nothing_is_written_and_the_cure_is_named(
    typed: Typed, tracked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"):
        monkeypatch.delenv(f"GIT_{name}")
    git("config", "user.useConfigOnly", "true")
    assert "git config --global user.name" in typed(f"{LETTER} --commit", code=2).err
    assert git("status", "--porcelain") == ""


def test_more_files_than_a_command_line_holds_are_one_commit(typed: Typed, always: Path) -> None:
    rows = "".join(f"2026-03-16,phone,第三选区,request,路灯{number}\n" for number in range(150))
    Path("letters.csv").write_text(
        f"收到日期,来信方式,选区,信件类别,标题\n{rows}", encoding="utf-8"
    )
    typed("import letters.csv")
    assert len(git("show", "--name-only", "--format=").split()) == 150


@pytest.mark.parametrize(
    "line",
    [
        "log 停水 replied phone --date 2027-01-01 --commit",
        "add-visit --deputy 张伟 --date 2027-01-01 --commit",
    ],
)
def test_a_date_in_the_future_is_refused_before_it_is_written_where_it_would_be_committed(
    typed: Typed, district: Path, line: str
) -> None:
    typed("add-letter --received 2026-03-02 --mailbox m03 --kind request --title 停水")
    before = {path: path.read_bytes() for path in (district / "records").rglob("*.yaml")}
    assert "2027-01-01 is in the future" in typed(line, code=2).err
    assert {path: path.read_bytes() for path in (district / "records").rglob("*.yaml")} == before
