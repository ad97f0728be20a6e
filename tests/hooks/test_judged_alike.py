"""The same error, found by the hook of a commit, by `check --changed` and by the server, wherever the records lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REGISTER
from tests.hooks.conftest import Clone

VISIT = "records/visits/2026/V20260314-00000.yaml"
BROKEN = "date: 2026-03-14\ndeputies: [nobody]\nconstituency: c03\n"
FOUND = f"{VISIT}:2:12: R003 [error] there is no deputy nobody"
Make = Callable[..., Clone]


def plain(server: Clone, folder: Path, _: Make) -> Clone:
    server.git("clone", "-q", str(server.root), str(folder))
    return Clone(folder, server.env)


def detached(server: Clone, folder: Path, make: Make) -> Clone:
    clone = plain(server, folder, make)
    clone.git("checkout", "-q", "--detach")
    return clone


def shallow(server: Clone, folder: Path, _: Make) -> Clone:
    server.git("clone", "-q", "--depth=1", f"file://{server.root}", str(folder))
    return Clone(folder, server.env)


def linked(server: Clone, folder: Path, make: Make) -> Clone:
    plain(server, folder.with_name("main"), make).git(
        "worktree", "add", "-q", str(folder), "-b", "second", "origin/main"
    )
    return Clone(folder, server.env)


def submodule(server: Clone, folder: Path, make: Make) -> Clone:
    around = make(folder.name)
    around.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(server.root), "inner"
    )
    return Clone(folder / "inner", server.env)


def crlf(server: Clone, folder: Path, make: Make) -> Clone:
    clone = plain(server, folder, make)
    clone.git("config", "core.autocrlf", "true")
    return clone


def crlf_on_the_way_in(server: Clone, folder: Path, make: Make) -> Clone:
    clone = plain(server, folder, make)
    clone.git("config", "core.autocrlf", "input")
    return clone


def with_settings(server: Clone, folder: Path, make: Make) -> Clone:
    """With settings that change what git shows, signs or calls the same name."""
    clone = plain(server, folder, make)
    for name in (
        "status.showUntrackedFiles=no",
        "core.ignoreCase=true",
        "commit.gpgSign=false",
        "core.safecrlf=warn",
        "core.fileMode=false",
    ):
        clone.git("config", *name.split("="))
    return clone


@pytest.mark.parametrize("place", ["", "区"])
@pytest.mark.parametrize(
    "checkout",
    [crlf, crlf_on_the_way_in, with_settings, plain, detached, shallow, linked, submodule],
)
def test_an_error_is_found_alike(
    make: Make, server: Clone, tmp_path: Path, checkout: Callable[..., Clone], place: str
) -> None:
    district = REGISTER["records/district.yaml"] + "language: en\n"
    first = make("first")
    first.commit(
        {
            str(Path(place) / path): text
            for path, text in {**REGISTER, "records/district.yaml": district}.items()
        }
    )
    first.git("push", "-q", str(server.root), "main")
    clone = checkout(server, tmp_path / "clone", make)
    records = Clone(clone.root / place, clone.env)
    records.deputylog("hooks", "install")

    records.write({VISIT: BROKEN})
    clone.git("add", "--all")
    assert FOUND in clone.git("commit", "-q", "-m", "x", code=1).err
    clone.git("commit", "-q", "--no-verify", "-m", "x")
    told = records.deputylog("check", "--changed", "origin/main", code=1).out
    assert FOUND in told
    assert "compared with origin/main, commit " in told
    assert FOUND in clone.push("HEAD:main", code=1).err
