"""`init` and git: a first commit and hooks in a repository of its own, commands to run in one that was there before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deputylog.check.hooks.install import JUDGING, REPORTING
from tests.cli.conftest import Typed

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
INIT = "init d --name 莲花区 --term 17 --term-from 2021-12-20 --records-from 2026-01-01"
GROUP = "add-group lianhua 莲花街道代表组 --constituency c03=第三选区 --mailbox m03=c03 --from-day 2026-01-01"
LETTER = (
    "add-letter --received 2026-03-16 --mailbox m03 --kind request --title 路灯损坏 --name 王大妈"
)


@pytest.fixture(autouse=True)
def liu_fang(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Git settings of a user who has told git her name; no others."""
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\n\tname = 刘芳\n\temail = liu@example.invalid\n", encoding="utf-8")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return settings


def git(*line: str, at: str = "d") -> str:
    ran = subprocess.run(
        ["git", "-c", "core.quotePath=false", *line],
        cwd=at,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in (0, 1), ran.stderr
    return ran.stdout.strip()


def hooks() -> set[str]:
    return {path.name for path in Path("d/.git/hooks").iterdir() if path.suffix != ".sample"}


def commands(out: str) -> list[str]:
    """The commands below 'Next:', without their comments."""
    return [line.partition(" #")[0].strip() for line in out.partition("Next:\n")[2].splitlines()]


def test_a_repository_of_its_own_has_a_first_commit_and_hooks(typed: Typed) -> None:
    ran = typed(INIT)
    assert git("log", "--format=%s %an") == "Set up the records of 莲花区 刘芳"
    assert git("status", "--porcelain") == ""
    assert hooks() == {*JUDGING, *REPORTING}
    assert commands(ran.out) == [
        "cd d",
        "deputylog add-group",
        "deputylog add-deputy",
        "deputylog forms setup",
        "deputylog set department NAME",
    ]


def test_the_first_commit_takes_only_what_init_wrote(typed: Typed) -> None:
    Path("d/.vscode").mkdir(parents=True)
    Path("d/notes.txt").write_text("王大妈\n", encoding="utf-8")
    Path("d/.vscode/settings.json").write_text("{}\n", encoding="utf-8")
    ran = typed(INIT)
    assert set(git("status", "--porcelain").split("\n")) == {"?? .vscode/", "?? notes.txt"}
    assert "git add -A && git commit -m 'Set up the records of 莲花区'" in commands(ran.out)


def test_inside_a_repository_the_commands_are_printed_and_work(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("d").mkdir()
    git("init", "-q")
    Path("d/notes.txt").write_text("", encoding="utf-8")
    add, install = commands(typed(INIT).out)[1:3]
    assert git("log", "--all") == ""
    assert hooks() == set()
    assert install == "deputylog hooks install"
    subprocess.run(add, shell=True, cwd="d", check=True, capture_output=True)
    assert git("log", "--format=%s") == "Set up the records of 莲花区"
    assert git("status", "--porcelain") == "?? notes.txt"
    monkeypatch.chdir("d")
    typed(install.removeprefix("deputylog "))


def test_below_the_top_of_a_repository_too(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("d").mkdir()
    git("init", "-q")
    monkeypatch.chdir("d")
    add, install = commands(typed(INIT.replace(" d ", " 莲花 ")).out)[1:3]
    subprocess.run(add, shell=True, cwd="莲花", check=True, capture_output=True)
    assert git("status", "--porcelain", at=".") == ""
    monkeypatch.chdir("莲花")
    typed(install.removeprefix("deputylog "))
    monkeypatch.chdir("../..")
    assert hooks() == {*JUDGING, *REPORTING}


def test_without_git_the_records_are_made_and_the_cure_is_named(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    ran = typed(INIT)
    assert "Install git" in ran.err
    assert Path("d/records/district.yaml").exists()
    assert not Path("d/.git").exists()
    monkeypatch.setenv("PATH", path)
    subprocess.run(commands(ran.out)[1], shell=True, cwd="d", check=True, capture_output=True)
    assert git("log", "--format=%s") == "Set up the records of 莲花区"


def test_a_wish_that_needs_git_is_not_dropped_in_silence(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    typed(f"{INIT} --commit", code=3)
    assert Path("d/records/district.yaml").exists()


def test_without_a_name_the_records_are_made_and_the_cure_works(
    typed: Typed, liu_fang: Path
) -> None:
    liu_fang.write_text("[user]\n\tuseConfigOnly = true\n", encoding="utf-8")
    ran = typed(INIT)
    assert (
        'git config --global user.name "YOUR NAME" && git config --global user.email "YOU@EXAMPLE.COM"'
        in ran.err
    )
    assert Path("d/records/district.yaml").exists()
    assert hooks() == {*JUDGING, *REPORTING}
    for cure in (ran.err.partition("Set it once: ")[2].splitlines()[0], commands(ran.out)[1]):
        subprocess.run(cure, shell=True, cwd="d", check=True, capture_output=True)
    assert git("log", "--format=%s %an") == "Set up the records of 莲花区 YOUR NAME"


def test_hooks_that_other_repositories_share_stay_and_the_line_for_them_is_told(
    typed: Typed, liu_fang: Path
) -> None:
    liu_fang.write_text(
        liu_fang.read_text(encoding="utf-8") + "[core]\n\thooksPath = /shared/hooks\n",
        encoding="utf-8",
    )
    assert "hooks pre-commit" in typed(INIT).err
    assert git("log", "--format=%s") == "Set up the records of 莲花区"


@pytest.mark.parametrize(
    ("option", "stored"), [("", ""), ("--commit", "true"), ("--no-commit", "false")]
)
def test_the_answer_is_stored_in_git_and_without_one_nothing_is(
    typed: Typed, option: str, stored: str
) -> None:
    typed(f"{INIT} {option}")
    assert git("config", "deputylog.commit") == stored


def test_with_the_setting_every_entry_is_a_commit_that_the_hooks_check(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(f"{INIT} --commit")
    monkeypatch.chdir("d")
    typed(GROUP)
    typed("add-deputy 张伟 --id zhang-wei --constituency c03")
    letter = Path(typed(LETTER).path).stem
    typed("log 路灯 replied phone --date 2026-03-18")
    assert git("status", "--porcelain", at=".") == ""
    assert git("log", "--reverse", "--format=%s", at=".").splitlines() == [
        "Set up the records of 莲花区",
        "group lianhua: added",
        "deputy zhang-wei: added",
        f"letter {letter}: added",
        f"letter {letter}: replied",
    ]
    assert "王大妈" not in git("log", "-p", at=".")


def test_the_hook_runs_though_the_program_is_not_on_the_path(typed: Typed, tmp_path: Path) -> None:
    typed(INIT)
    Path("d/records/district.yaml").write_text("name: [\n", encoding="utf-8")
    found = {name: shutil.which(name) for name in ("git", "sh")}
    (tmp_path / "bin").mkdir()
    for name, path in found.items():
        (tmp_path / "bin" / name).symlink_to(str(path))
    env = {**os.environ, "PATH": str(tmp_path / "bin"), "PYTHONPATH": ":".join(sys.path)}
    ran = subprocess.run(
        ["git", "commit", "-qam", "x"],
        cwd="d",
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode
    assert "records/district.yaml:" in ran.stderr


def test_with_commit_and_without_a_name_nothing_is_written(typed: Typed, liu_fang: Path) -> None:
    liu_fang.write_text("[user]\n\tuseConfigOnly = true\n", encoding="utf-8")
    assert "git does not know your name" in typed(f"{INIT} --commit", code=2).err
    assert not Path("d").exists()


@pytest.mark.parametrize(
    ("there", "added"),
    [
        (
            b"",
            {
                "/private/",
                "/.deputylog/",
                "*.tmp",
                "*.xlsx",
                "*.csv",
                "*.docx",
                "*.pdf",
                "!/templates/**",
            },
        ),
        (b"node_modules/", {"/private/", "*.xlsx"}),
        (b"private\r\n*.xlsx\r\n", {"/.deputylog/", "*.docx"}),
        ("# 台账 \n*.bak\n".encode("gb18030"), {"/private/", "*.xlsx"}),
        ("build\r\n".encode("utf-16"), {"/private/", "*.xlsx"}),
        (b"*.xlsx\n*.csv\n*.docx\n!/templates/**\n", {"*.pdf", "!/templates/**"}),
    ],
)
def test_an_ignore_file_that_was_there_gets_every_pattern_that_it_lacks(
    typed: Typed, there: bytes, added: set[str]
) -> None:
    Path("d/templates").mkdir(parents=True)
    Path("d/.gitignore").write_bytes(there)
    ran = typed(INIT)
    told = set(ran.err.partition("added to .gitignore: ")[2].splitlines()[0].split(", "))
    assert added <= told
    assert not told.intersection(there.decode("latin-1").split()) - {"!/templates/**"}
    assert "left unchanged: .gitignore" not in ran.out
    for path in (
        "private/x",
        ".deputylog/x",
        "ledger.xlsx",
        "list.docx",
        "list.pdf",
        "letters.csv",
    ):
        Path("d", path).parent.mkdir(exist_ok=True)
        Path("d", path).touch()
        assert git("check-ignore", path) == path
    assert git("check-ignore", "templates/x.docx", "templates/x.pdf") == ""
    assert Path("d/.gitignore").read_bytes().startswith(there)


@pytest.mark.parametrize(
    ("path", "lines", "named"),
    [
        (".gitignore", "x\n*.yaml\n", ".gitignore, line 2: with '*.yaml'"),
        (".gitignore", "/records/\n", "line 1: with '/records/'"),
        (".gitignore", "letters/\n", "records/letters/"),
        ("records/.gitignore", "*\n", "records/.gitignore, line 1"),
        ("../everywhere", "*.yaml\n", "everywhere, line 1"),
    ],
)
@pytest.mark.parametrize("around", [False, True])
def test_nothing_is_written_where_git_would_ignore_the_records(
    typed: Typed, path: str, lines: str, named: str, around: bool
) -> None:
    Path("d/records").mkdir(parents=True)
    git("init", "-q") if around else None
    subprocess.run(
        ["git", "config", "--global", "core.excludesFile", str(Path("everywhere").absolute())],
        check=True,
    )
    Path("d", path).write_text(lines, encoding="utf-8")
    assert named in typed(INIT, code=2).err
    assert not Path("d/schemas").exists()
    assert Path("d/.git").exists() == around


def test_what_else_git_ignores_is_left_out_of_the_first_commit(typed: Typed) -> None:
    Path("d").mkdir()
    Path("d/.gitignore").write_text("*.yaml\n!/records/**\n.vscode\n", encoding="utf-8")
    typed(INIT)
    assert git("ls-files", "records", ".vscode") == "records/district.yaml"
    assert git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    "path", [".gitignore/", ".gitattributes/", "schemas", ".vscode", "records", "private"]
)
def test_nothing_is_written_where_a_folder_or_file_is_in_the_way(typed: Typed, path: str) -> None:
    Path("d").mkdir()
    Path("d", path).mkdir() if path.endswith("/") else Path("d", path).touch()
    assert path.strip("/") in typed(INIT, code=3).err
    assert [found.name for found in Path("d").rglob("*")] == [path.strip("/")]


def test_private_files_that_were_there_are_closed_to_others(typed: Typed) -> None:
    Path("d/private/letters").mkdir(parents=True)
    Path("d/private/letters/x.yaml").touch(mode=0o644)
    typed(INIT)
    modes = [
        Path("d", path).stat().st_mode & 0o777
        for path in ("private", "private/letters", "private/letters/x.yaml")
    ]
    assert modes == [0o700, 0o700, 0o600]


def test_the_line_ends_of_an_ignore_file_stay(typed: Typed) -> None:
    Path("d").mkdir()
    Path("d/.gitignore").write_bytes(b"build/\r\ndist/")
    typed(INIT)
    lines = Path("d/.gitignore").read_bytes().split(b"\r\n")
    assert lines[:3] == [b"build/", b"dist/", b"/private/"]
    assert not any(b"\n" in line for line in lines)


def test_an_ignore_file_that_has_everything_is_left_as_it_is(typed: Typed) -> None:
    typed(INIT)
    before = Path("d/.gitignore").read_bytes()
    Path("d/records/district.yaml").unlink()
    ran = typed(INIT)
    assert "left unchanged: .gitignore" in ran.out
    assert "added to" not in ran.err
    assert Path("d/.gitignore").read_bytes() == before
