"""A server whose HEAD names a branch that nobody pushed: a clone of it would have no files."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from deputylog.check.hooks.install import install
from deputylog.git.head import mend_head
from deputylog.git.run import Git
from tests.conftest import REGISTER
from tests.hooks.conftest import Clone

DISTRICT = "records/district.yaml"


@pytest.fixture
def mine(make: Callable[..., Clone]) -> Clone:
    """The small district on main, beside an empty server whose HEAD names master."""
    clone = make("mine")
    clone.git("remote", "add", "origin", str(clone.root.parent / "server.git"))
    clone.commit({**REGISTER, DISTRICT: REGISTER[DISTRICT] + "language: en\n"})
    return clone


@pytest.fixture
def server(make: Callable[..., Clone]) -> Clone:
    return make("server.git", "--bare", "--initial-branch=master")


def head(server: Clone) -> str:
    return server.git("symbolic-ref", "--short", "HEAD").out.strip()


def test_the_first_push_mends_it_and_a_clone_has_files(mine: Clone, server: Clone) -> None:
    install(server.root, server=True, python=sys.executable)
    assert head(server) == "master"
    told = mine.push("main").err
    assert "does not exist, so a clone would be empty; it is now main" in told
    mine.git("clone", "-q", str(server.root), "clone")
    assert (mine.root / "clone" / DISTRICT).exists()


@pytest.mark.parametrize(
    ("branches", "now"),
    [
        (["main", "other"], "main"),
        (["trunk"], "trunk"),
        (["trunk", "other"], "master"),
        (["master", "main"], "master"),
    ],
)
def test_it_is_mended_where_it_is_clear_what_is_meant(
    mine: Clone, server: Clone, branches: list[str], now: str
) -> None:
    mine.push(*(f"HEAD:refs/heads/{name}" for name in branches))
    assert mend_head(Git(server.root)) == ("" if now == "master" else now)
    assert head(server) == now


def test_where_it_is_not_clear_the_push_says_what_to_do(mine: Clone, server: Clone) -> None:
    install(server.root, server=True, python=sys.executable)
    told = mine.push("HEAD:refs/heads/trunk", "HEAD:refs/heads/other").err
    assert "run 'git symbolic-ref HEAD refs/heads/BRANCH' on the server" in told
    assert head(server) == "master"
