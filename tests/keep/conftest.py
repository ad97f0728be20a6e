"""A district whose records several people change in git, on days that the test names."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.cli.conftest import Typed, typed
from tests.conftest import REGISTER, Files
from tests.hooks.conftest import Clone, make

__all__ = ["make", "typed"]


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
