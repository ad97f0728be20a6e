"""The recipes of docs/architecture.md, executed as they are written there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^(?P<fence>````?)(?P<language>[\w-]+)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Recipe:
    """A recipe: new files by path, changed lines by path, and commands with what they print."""

    title: str
    text: str

    @property
    def blocks(self) -> list[tuple[str, str]]:
        return [(found["language"], found["body"]) for found in BLOCK.finditer(self.text)]


RECIPES = [
    Recipe(title, text)
    for title, text in re.findall(
        r"^### (Add [^\n]+)\n(.*?)(?=^###? |\Z)", PAGE, re.MULTILINE | re.DOTALL
    )
]


def apply_diff(file: Path, diff: str) -> None:
    """Replace the unchanged and removed lines of a diff, which must stand there once, by the new ones."""
    lines = diff.splitlines()
    before = "\n".join(line[1:] for line in lines if line[:1] != "+")
    after = "\n".join(line[1:] for line in lines if line[:1] != "-")
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{file.name} holds {text.count(before)} times:\n{before}"
    file.write_text(text.replace(before, after), encoding="utf-8")


def carry_out(recipe: Recipe, folder: Path) -> None:
    """Write the files of a recipe into a copy of the program."""
    for language, body in recipe.blocks:
        head, _, rest = body.partition("\n")
        path = head.removeprefix("# ").strip()
        if language == "python":
            (folder / path).write_text(rest.lstrip("\n"), encoding="utf-8")
        elif language == "diff":
            apply_diff(folder / path, rest.rstrip("\n"))


def printed(command: str, folder: Path) -> str:
    environment = os.environ | {"PYTHONPATH": str(folder), "LANG": "C.UTF-8", "NO_COLOR": "1"}
    words = [sys.executable, "-P", "-m", *shlex.split(command)]
    ended = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, f"{command}\n{ended.stdout}{ended.stderr}"
    return ended.stdout + ended.stderr


def test_there_are_five_recipes() -> None:
    assert [recipe.title for recipe in RECIPES] == [
        "Add a rule",
        "Add a field",
        "Add a kind of record",
        "Add a paper",
        "Add a step",
    ]


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_a_recipe_does_what_it_says(recipe: Recipe, tmp_path: Path) -> None:
    for part in ("deputylog", "records", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    carry_out(recipe, tmp_path)
    sessions = [body for language, body in recipe.blocks if language == "shell-session"]
    assert sessions, "a recipe ends with a command that shows what it brought"
    for session in sessions:
        for command, expected in re.findall(
            r"^\$ ([^\n]+)\n((?:[^$][^\n]*\n)*)", session, re.MULTILINE
        ):
            shown = printed(command, tmp_path)
            for line in expected.splitlines():
                assert line in shown, f"{command}\n{shown}"
