"""The example of every command, run as its help shows it, on the example district."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from deputylog.cli.command_list import Command, every_command, sections
from tests.cli.conftest import Typed

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 10, 9)
"""A day on which the last records of the example district are recent."""


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: Typed) -> Path:
    """A copy of the example district, in a git repository of its own, and a ledger of it."""
    folder = tmp_path / "example"
    shutil.copytree(ROOT / "records", folder / "records")
    monkeypatch.chdir(folder)
    return folder


def git(*arguments: str) -> None:
    who = ("-c", "user.name=刘芳", "-c", "user.email=liu@example.com")
    subprocess.run(["git", *who, *arguments], check=True)


def share() -> None:
    """Commit the records, name a repository to exchange them with, and pack them into a file."""
    git("init", "--quiet", "--initial-branch=main")
    git("config", "user.name", "李梅")
    git("config", "user.email", "li@example.com")
    git("add", "records")
    git("commit", "--quiet", "--message", "records")
    git("clone", "--quiet", "--bare", ".", "../shared.git")
    git("remote", "add", "origin", "../shared.git")
    git("bundle", "create", "--quiet", "from-liu-fang.bundle", "main")


def contents(folder: Path) -> dict[str, bytes]:
    """Every record and every private file."""
    found = [*folder.glob("records/**/*.yaml"), *folder.glob("private/*/*/*.yaml")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def prepare(typed: Typed, example: Path, command: Command) -> None:
    """Make what the example of the command needs."""
    if command.name == "import":
        typed("ledger --group lianhua --out ledger.xlsx", on=str(TODAY))
    if command.name == "erase-writer":
        typed("edit 暖气 --name 王某", on=str(TODAY))
    if command.name == "undo":
        typed("log 物业服务 forwarded housing", on=str(TODAY))
    if command.name == "doctor":
        Path(".gitignore").write_text("/private/\n/.deputylog/\n", encoding="utf-8")
        git("init", "--quiet")
        git("config", "user.name", "李梅")
        git("config", "user.email", "li@example.com")
        typed("hooks install")
    if command.name in ("hooks", "history", "diff"):
        git("init", "--quiet")
    if command.module == "exchange":
        share()
    if command.name == "merge-file":
        for version in ("old.yaml", "ours.yaml", "theirs.yaml"):
            shutil.copy(example / "records/groups/lianhua.yaml", version)


@pytest.mark.parametrize("command", every_command(), ids=lambda command: command.name)
def test_the_example_of_a_command_runs(typed: Typed, example: Path, command: Command) -> None:
    assert command.example.startswith(f"{command.name} ") or command.example == command.name
    prepare(typed, example, command)
    before = contents(example)
    typed(command.example, on=str(TODAY))
    if contents(example) != before and command.name not in ("undo", "erase-writer"):
        typed("undo", on=str(TODAY))
        assert contents(example) == before


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_help_shows_the_example(typed: Typed, language: str) -> None:
    for command in every_command():
        assert (
            f"deputylog {command.example}\n" in typed(f"{command.name} --help", lang=language).out
        )


@pytest.mark.parametrize(
    ("language", "readme"), [("en", "README.md"), ("zh-CN", "README.zh-CN.md")]
)
def test_help_and_readme_list_the_commands_in_one_order(
    typed: Typed, language: str, readme: str
) -> None:
    listed = [
        (section.title.zh if language == "zh-CN" else section.title.en, section.commands)
        for section in sections()
    ]
    shown = typed("--help", lang=language).out
    lists = re.split(r"\n\n", shown)[2 : 2 + len(listed)]
    rows = re.findall(
        r"^\| ([^|`]+) \| (`.*) \|$", (ROOT / readme).read_text("utf-8"), re.MULTILINE
    )
    for (title, commands), text, (heading, row) in zip(
        listed, lists, rows[: len(listed)], strict=True
    ):
        names = [command.name for command in commands]
        assert text.splitlines()[0].rstrip(":：").lower() == title == heading
        assert [line.split()[0] for line in text.splitlines()[1:]] == names
        assert re.findall(r"`([a-z-]+)`", row) == names
