"""Clerks with a repository each, and one whose records change in git on days that the test names."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Typed, typed
from tests.conftest import REGISTER, Files, write
from tests.hooks.conftest import Clone, make

__all__ = ["make", "typed"]

OPENING = "records/openings/2026/O20260316-00000.yaml"
LETTER = "records/letters/2026/L20260316-00000.yaml"
FILES = {
    **REGISTER,
    OPENING: "date: 2026-03-16\ngroup: lianhua\nby: liu-fang\nmailboxes: {m03: 1}\n",
    LETTER: "received: 2026-03-16\nmailbox: m03\nkind: request\ntitle: 路灯损坏\n",
}
DAY = "2026-03-20"


@dataclass(frozen=True)
class Clerk:
    """Somebody who types commands in a folder of records."""

    name: str
    root: Path
    typed: Typed
    patch: pytest.MonkeyPatch

    def types(self, line: str, *more: str, code: int = 0, lang: str = "en") -> Ran:
        self.patch.setenv("GIT_AUTHOR_NAME", self.name)
        return self.typed(line, *more, code=code, on=DAY, lang=lang, repo=self.root)

    def git(self, *arguments: str) -> str:
        self.patch.setenv("GIT_AUTHOR_NAME", self.name)
        ran = subprocess.run(
            ["git", *arguments], cwd=self.root, check=True, capture_output=True, encoding="utf-8"
        )
        return ran.stdout.strip()

    def writes(self, files: Files) -> None:
        write(self.root, files)

    def commits(self, files: Files) -> None:
        """Write files and commit all there is."""
        self.writes(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "records")

    def shares(self, files: Files) -> None:
        """Commit files and push them, by git alone."""
        self.commits(files)
        self.git("push", "--quiet")

    def edits(self, path: str, old: str, new: str) -> None:
        text = self.reads(path)
        assert old in text
        self.writes({path: text.replace(old, new)})

    def reads(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    @property
    def files(self) -> dict[str, bytes]:
        """Every file that git does not ignore, with the commit and what is not committed."""
        listed = self.git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        paths = [name for name in listed.split("\0") if (self.root / name).is_file()]
        return {name: (self.root / name).read_bytes() for name in paths}

    @property
    def state(self) -> tuple[dict[str, bytes], str, str]:
        return self.files, self.git("rev-parse", "HEAD"), self.git("status", "--porcelain")


Hire = Callable[[str], Clerk]


def _settings(patch: pytest.MonkeyPatch, config: Path) -> None:
    config.write_text("[init]\n\tdefaultBranch = main\n", encoding="utf-8")
    patch.setenv("GIT_CONFIG_GLOBAL", str(config))
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        patch.setenv(f"GIT_{role}_NAME", "somebody")
        patch.setenv(f"GIT_{role}_EMAIL", "office@example.com")


@pytest.fixture
def settings_of_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git knows nobody's settings but those here."""
    _settings(monkeypatch, tmp_path / "gitconfig")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shared repository, in which there is one letter, and a clone of it."""
    folder = tmp_path_factory.mktemp("shared")
    with pytest.MonkeyPatch.context() as patch:
        _settings(patch, folder / "gitconfig")

        def git(*arguments: str) -> None:
            subprocess.run(["git", *arguments], cwd=folder / "clone", check=True)

        write(folder / "clone", {**FILES, ".gitignore": "/private/\n/.deputylog/\n"})
        git("init", "--quiet")
        git("add", "--all")
        git("commit", "--quiet", "--message", "records")
        git("clone", "--quiet", "--bare", ".", "../shared.git")
        git("remote", "add", "origin", "../shared.git")
        git("fetch", "--quiet")
        git("branch", "--quiet", "--set-upstream-to", "origin/main")
    return folder


@pytest.fixture
def hire(
    settings_of_git: None,
    shared_folder: Path,
    typed: Typed,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Hire:
    """Give a clerk a clone of the shared repository."""
    shutil.copytree(shared_folder / "shared.git", tmp_path / "shared.git")

    def clerk(name: str) -> Clerk:
        shutil.copytree(shared_folder / "clone", tmp_path / name)
        return Clerk(name, tmp_path / name, typed, monkeypatch)

    return clerk


@pytest.fixture
def liu(hire: Hire) -> Clerk:
    return hire("刘芳")


@pytest.fixture
def li(hire: Hire) -> Clerk:
    return hire("李梅")


@dataclass(frozen=True)
class Office:
    """A clone in which commits are made by somebody at some time."""

    clone: Clone

    def commit(self, by: str, at: str, files: Files) -> str:
        """Commit files, of which an empty one is deleted; give the id of the commit."""
        self.clone.write(files)
        for path, text in files.items():
            if not text:
                (self.clone.root / path).unlink()
        self.clone.git("add", "--all")
        return self.finish(by, at)

    def finish(self, by: str, at: str, *options: str) -> str:
        env = {"GIT_AUTHOR_NAME": by, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        one = Clone(self.clone.root, {**self.clone.env, **env})
        one.git("commit", "-q", "--allow-empty", "-m", "records", *options)
        return one.tip()


@pytest.fixture
def office(typed: Typed, make: Callable[..., Clone], monkeypatch: pytest.MonkeyPatch) -> Office:
    """The small district, committed by 刘芳 on 1 March 2026; this process has the settings of its git."""
    clone = make("office")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in clone.env.items():
        if name.startswith("GIT_"):
            monkeypatch.setenv(name, value)
    monkeypatch.chdir(clone.root)
    office = Office(clone)
    office.commit("刘芳", "2026-03-01T09:00:00+08:00", REGISTER)
    return office
