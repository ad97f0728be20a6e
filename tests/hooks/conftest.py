"""A server as a plain bare repository, and clones of it, with the real git and the real program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import deputylog
from tests.conftest import REGISTER, Files, write
from tests.programs import find_program

PROGRAM = Path(deputylog.__file__).parent.parent


def environment(home: Path) -> dict[str, str]:
    """An environment in which git knows nobody's settings and hooks find this very program."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "DEPUTYLOG_"))
    }
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "刘芳"), ("EMAIL", "liu@example.com"))
    }
    settings = {
        "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "PYTHONPATH": str(PROGRAM),
    }
    return {**kept, **who, **settings, "HOME": str(home), "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True)
class Told:
    """What a command gave."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Clone:
    """A work tree with git in it."""

    root: Path
    env: dict[str, str]

    def run(self, *command: str, code: int | None = 0, given: bytes | None = None) -> Told:
        ran = subprocess.run(
            command, cwd=self.root, env=self.env, input=given, capture_output=True, check=False
        )
        told = Told(
            ran.returncode,
            ran.stdout.decode("utf-8", "replace"),
            ran.stderr.decode("utf-8", "replace"),
        )
        assert code is None or bool(told.code) is bool(code), f"{command}: {told}"
        assert "Traceback" not in told.err, told.err
        return told

    def git(self, *arguments: str, code: int | None = 0, given: bytes | None = None) -> Told:
        return self.run("git", *arguments, code=code, given=given)

    def deputylog(self, *arguments: str, code: int | None = 0) -> Told:
        return self.run(sys.executable, "-P", "-m", "deputylog", *arguments, code=code)

    def write(self, files: Files) -> None:
        write(self.root, files)

    def commit(self, files: Files, message: str = "records", *, code: int = 0) -> Told:
        """Write, stage all and commit."""
        self.write(files)
        self.git("add", "--all")
        return self.git("commit", "-q", "-m", message, code=code)

    def push(self, *what: str, code: int = 0) -> Told:
        """Push; `code=1` when the server must refuse."""
        return self.git("push", "origin", *(what or ("HEAD",)), code=code)

    def tip(self, ref: str = "HEAD") -> str:
        return self.git("rev-parse", ref).out.strip()


Make = Callable[..., Clone]
Build = Callable[[Make], object]


def maker(folder: Path) -> Make:
    """Return a function that makes a folder below this one in which git is set up."""
    find_program("git")
    env = environment(folder)
    (folder / "gitconfig").write_text(
        "[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n", encoding="utf-8"
    )

    def repository(name: str, *options: str) -> Clone:
        (folder / name).mkdir()
        clone = Clone(folder / name, env)
        clone.git("init", "-q", *options)
        return clone

    return repository


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A new folder below which git is set up."""
    return maker(tmp_path)


@pytest.fixture(scope="session")
def copy_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Build, Path], None]:
    """Copy what a function builds into a folder; it is built once."""
    built: dict[Build, Path] = {}

    def copy(build: Build, folder: Path) -> None:
        if build not in built:
            built[build] = tmp_path_factory.mktemp("built")
            build(maker(built[build]))
        shutil.copytree(built[build], folder, symlinks=True, dirs_exist_ok=True)

    return copy


def _server(make: Make) -> None:
    bare = make("server.git", "--bare")
    bare.deputylog("--lang", "en", "hooks", "install", "--server")


def _server_and_clone(make: Make) -> None:
    _server(make)
    mine = make("mine")
    mine.git("remote", "add", "origin", "../server.git")
    mine.commit(
        {**REGISTER, "records/district.yaml": REGISTER["records/district.yaml"] + "language: en\n"}
    )
    mine.push("-u", "main")


@pytest.fixture
def server(copy_of: Callable[[Build, Path], None], make: Make, tmp_path: Path) -> Clone:
    """A bare repository with the hook."""
    copy_of(_server, tmp_path)
    return Clone(tmp_path / "server.git", environment(tmp_path))


@pytest.fixture
def clone(server: Clone, copy_of: Callable[[Build, Path], None], tmp_path: Path) -> Clone:
    """A clone of the server, with the small district pushed to main."""
    copy_of(_server_and_clone, tmp_path)
    return Clone(tmp_path / "mine", server.env)
