"""What the hook of a server keeps beside its repository: for each of the latest states that were
accepted, a folder with what was worked out of it.

It is used only where nobody can have written it but who runs the hook; elsewhere nothing is kept.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from deputylog.check.hooks.history import Update
from deputylog.git.run import Git, GitError

_FOLDER = "deputylog"
_MOST = 4


class Draft(Struct):
    """A folder of one push; it stays if the push is accepted."""

    folder: Path | None
    is_accepted: bool = False


@contextmanager
def kept_beside(git: Git, pushed: Sequence[Update]) -> Iterator[Draft]:
    """Return a folder with what is kept of the state that a push changes, else of the latest."""
    every = git.where / git.line("rev-parse", "--git-dir") / _FOLDER
    with suppress(OSError):
        every.mkdir(mode=0o700)
    if not _is_own(every):
        yield Draft(None)
        return
    nearest = _nearest(every, [_tree(git, update.old) for update in pushed])
    folder = every / f".{os.getpid()}"
    draft = Draft(folder)
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        for path in filter(_is_own, nearest.iterdir() if nearest else ()):
            os.link(path, folder / path.name)
    except OSError:  # nothing can be written or linked there
        draft.folder = nearest
    try:
        yield draft
    finally:
        if draft.folder == folder:
            _end(draft.is_accepted, folder, [_tree(git, update.new) for update in pushed])


def _is_own(path: Path) -> bool:
    """Whether only the user who runs this, or root, can have written what is there.

    Never on Windows, where modes do not tell.
    """
    if sys.platform == "win32":
        return False
    try:
        found = path.lstat()
    except OSError:
        return False
    is_closed = not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return is_closed and not stat.S_ISLNK(found.st_mode) and found.st_uid in (0, os.geteuid())


def _tree(git: Git, name: str) -> str:
    """Return the tree of a commit; empty if there is none."""
    try:
        return git.tree_of(name) if name.strip("0") else ""
    except GitError:
        return ""


def _nearest(every: Path, trees: Sequence[str]) -> Path | None:
    found = [every / tree for tree in trees if tree and _is_own(every / tree)]
    latest = filter(_is_own, _latest_first(every))
    found += [path for path in latest if not path.name.startswith(".")]
    with suppress(OSError, IndexError):
        os.utime(found[0])  # so that it is not among the oldest
    return found[0] if found else None


def _latest_first(every: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(every.iterdir(), key=lambda path: -path.stat().st_mtime_ns)
    return []


def _end(is_accepted: bool, folder: Path, trees: Sequence[str]) -> None:
    """Name the folder after the last state if that was accepted, and delete the oldest folders."""
    every = folder.parent
    name = next((tree for tree in reversed(trees) if tree), "")
    if is_accepted and name:
        shutil.rmtree(every / name, ignore_errors=True)
        with suppress(OSError):
            folder.rename(every / name)
    for old in (folder, *_latest_first(every)[_MOST:]):
        shutil.rmtree(old, ignore_errors=True)
