"""What the hooks report after a merge or a rebase, which git does not let them refuse."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from deputylog.check.hooks.install import install
from tests.conftest import LETTER, REGISTER
from tests.hooks.conftest import Clone

VISIT = "records/visits/2026/V20260314-00000.yaml"
BROKEN = "date: 2026-03-14\ndeputies: [nobody]\nconstituency: c03\n"
THANKS = "received: 2026-03-02\nmailbox: m03\nkind: thanks\n"
DISTRICT = "records/district.yaml"


@pytest.fixture
def both(make: Callable[..., Clone]) -> tuple[Clone, Clone]:
    """Two clones with hooks, of a repository that judges nothing."""
    bare, mine, other = make("server.git", "--bare"), make("mine"), make("other")
    mine.git("remote", "add", "origin", str(bare.root))
    mine.write({**REGISTER, DISTRICT: REGISTER[DISTRICT] + "language: en\n"})
    mine.commit({})
    install(mine.root, server=False, python=sys.executable)
    mine.push("-u", "main")
    other.git("pull", "-q", str(bare.root), "main")
    other.git("remote", "add", "origin", str(bare.root))
    return mine, other


def arrives(other: Clone, files: dict[str, str]) -> None:
    other.commit(files)
    other.push("main")


@pytest.mark.parametrize(
    ("how", "local"), [("--ff-only", False), ("--rebase", False), ("--rebase", True)]
)
def test_what_came_in_is_judged_and_stays(both: tuple[Clone, Clone], how: str, local: bool) -> None:
    mine, other = both
    arrives(other, {VISIT: BROKEN})
    if local:
        mine.commit({LETTER: THANKS})
    told = mine.git("pull", how).err
    assert f"{VISIT}:2:12: R003 [error] there is no deputy nobody" in told
    command = told.rpartition("check again: ")[2].splitlines()[0]
    assert "R003" in mine.deputylog(*command.split()[1:], code=1).out
    assert mine.git("show", f"HEAD:{VISIT}").out == BROKEN


def test_what_is_in_order_and_what_was_there_before_is_not_reported(
    both: tuple[Clone, Clone],
) -> None:
    mine, other = both
    mine.write({VISIT: BROKEN})
    mine.git("add", "--all")
    mine.git("commit", "-q", "--no-verify", "-m", "around the hook")
    arrives(other, {LETTER: THANKS.replace("mailbox: m03", "constituency: c03")})
    assert "deputylog check" not in mine.git("pull", "--rebase").err
    assert "deputylog check" not in mine.git("commit", "-q", "--amend", "-nm", "x").err


def test_a_reporting_hook_of_somebody_else_stays_and_the_line_for_it_is_told(
    make: Callable[..., Clone],
) -> None:
    mine = make("mine")
    mine.write({**REGISTER, ".git/hooks/post-merge": "#!/bin/sh\n"})
    told = mine.deputylog("--lang", "en", "hooks", "install").err
    assert 'so that what comes in is checked: deputylog --repo . hooks post-merge "$@"' in told
    assert (mine.root / ".git/hooks/post-merge").read_text(encoding="utf-8") == "#!/bin/sh\n"
    assert (mine.root / ".git/hooks/pre-commit").exists()
