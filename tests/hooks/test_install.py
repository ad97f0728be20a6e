"""Where hooks go, and what they never overwrite."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deputylog.check.hooks.install import JUDGING, REPORTING
from tests.conftest import REGISTER
from tests.hooks.conftest import Clone


@pytest.fixture
def mine(make: Callable[..., Clone]) -> Clone:
    clone = make("mine")
    clone.write(REGISTER)
    return clone


def hooks(clone: Clone) -> set[str]:
    return {path.name for path in (clone.root / ".git/hooks").glob("*") if path.suffix != ".sample"}


def test_installed_twice_is_installed_once(mine: Clone) -> None:
    mine.deputylog("hooks", "install")
    (mine.root / ".git/hooks/pre-commit").chmod(0o644)
    mine.deputylog("hooks", "install")
    assert hooks(mine) == {*JUDGING, *REPORTING}
    assert (mine.root / ".git/hooks/pre-commit").stat().st_mode & 0o111


def test_a_hook_of_somebody_else_stays_and_nothing_is_installed_beside_it(mine: Clone) -> None:
    mine.write({".git/hooks/commit-msg": "#!/bin/sh\nexit 0\n"})
    told = mine.deputylog("--lang", "en", "hooks", "install", code=2).err
    assert "commit-msg was not installed by deputylog" in told
    assert 'deputylog --repo . hooks commit-msg "$@" || exit 1' in told
    assert hooks(mine) == {"commit-msg"}
    assert (mine.root / ".git/hooks/commit-msg").read_text(
        encoding="utf-8"
    ) == "#!/bin/sh\nexit 0\n"


def test_a_hook_of_somebody_else_that_runs_ours_is_kept_and_the_others_are_installed(
    mine: Clone,
) -> None:
    theirs = '#!/bin/sh\ndeputylog --repo . hooks commit-msg "$@" || exit 1\n'
    mine.write({".git/hooks/commit-msg": theirs})
    mine.deputylog("hooks", "install")
    assert hooks(mine) == {*JUDGING, *REPORTING}
    assert (mine.root / ".git/hooks/commit-msg").read_text(encoding="utf-8") == theirs


def test_a_link_is_never_written_through(mine: Clone) -> None:
    mine.write({"elsewhere": "mine\n"})
    (mine.root / ".git/hooks/pre-commit").symlink_to(mine.root / "elsewhere")
    mine.deputylog("hooks", "install", code=2)
    assert (mine.root / "elsewhere").read_text(encoding="utf-8") == "mine\n"


def test_hooks_that_other_repositories_share_are_left_alone(mine: Clone) -> None:
    mine.git("config", "core.hooksPath", "/shared/hooks")
    assert "core.hooksPath" in mine.deputylog("--lang", "en", "hooks", "install", code=2).err


def test_the_server_hook_is_for_a_bare_repository_alone(mine: Clone) -> None:
    assert (
        "not a bare git repository"
        in mine.deputylog("--lang", "en", "hooks", "install", "--server", code=2).err
    )


def test_a_folder_without_git_is_told_so(make: Callable[..., Clone]) -> None:
    clone = make("plain")
    clone.write(REGISTER)
    (clone.root / ".git").rename(clone.root / "was-git")
    assert (
        "is in no git repository" in clone.deputylog("--lang", "en", "hooks", "install", code=2).err
    )
