"""Pack commits into one file and take them out again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from deputylog.finding import DeputylogError
from deputylog.git.run import Git

_FIRST_LINE = re.compile(rb"# v[23] git bundle\n")
_MOST_OF_A_HEAD = 1 << 16
_LIMIT = {"GIT_ALLOC_LIMIT": "256m"}
"""The memory that git takes at once; a few bytes of a file can stand for gigabytes."""


class Bundle(Struct, frozen=True):
    """A file of commits: the name under which it was packed, and the last commit in it."""

    file: Path
    ref: str
    tip: str


def is_bundle(raw: bytes) -> bool:
    return bool(_FIRST_LINE.match(raw))


def pack(git: Git, file: Path, refs: Sequence[str]) -> None:
    """Write the commits that the refs lead to, except those of refs with `^` before them."""
    git.answer("bundle", "create", str(file.absolute()), *refs)


def bundle_in(git: Git, file: Path) -> Bundle:
    """Return what a file holds by its first name; DeputylogError if it is damaged."""
    if b"\n\n" not in _start_of(file):  # git reads a head byte by byte, however long it is
        raise damaged(file)
    ran = git.run("bundle", "list-heads", str(file.absolute()))
    heads = ran.stdout.decode("utf-8", "replace").splitlines()
    if ran.returncode or not heads:
        raise damaged(file)
    tip, _, ref = heads[0].partition(" ")
    return Bundle(file.absolute(), ref, tip)


def _start_of(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_MOST_OF_A_HEAD)


def damaged(file: Path) -> DeputylogError:
    return DeputylogError(
        "{file}已损坏或者不完整；没有改动任何内容。请对方重新发送（deputylog hand-in --again）",
        "{file} is damaged or incomplete; nothing was changed. Ask for it again (deputylog hand-in "
        "--again)",
        file=str(file),
    )


def is_lacking(git: Git, bundle: Bundle) -> bool:
    """Return whether the file continues commits that are missing here."""
    head = _start_of(bundle.file).split(b"\n\n")[0]
    needed = re.findall(rb"^-([0-9a-f]+)", head, re.MULTILINE)
    return not all(git.commit_of(name.decode("ascii")) for name in needed)


@contextmanager
def unpacked_apart(git: Git, bundle: Bundle) -> Iterator[Git]:
    """Yield a repository beside this one that holds its commits and those of the file.

    DeputylogError if the file is damaged. Nothing of it reaches the repository itself.
    """
    with TemporaryDirectory() as folder:
        here = str(git.top or git.where)
        git.answer("clone", "--quiet", "--mirror", "--shared", here, str(Path(folder) / "git"))
        apart = Git(Path(folder) / "git")
        ran = apart.run("bundle", "unbundle", str(bundle.file), more=_LIMIT)
        if ran.returncode or not apart.commit_of(bundle.tip):
            raise damaged(bundle.file)
        yield apart


def unpack(git: Git, bundle: Bundle) -> None:
    """Take the commits of the file into the repository; no branch leads to them yet."""
    git.answer("fetch", "--quiet", "--no-tags", str(bundle.file), bundle.ref)
