"""What the hook of a server keeps beside its repository: for each of the latest states that were
accepted, a folder with what was worked out of it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from deputylog.check.hooks.changes import Update
from deputylog.git.run import Git, GitError

_FOLDER = "deputylog"
_MOST = 4


class Draft(Struct):
    """A folder of one push; it stays if the push is accepted."""

    folder: Path
    is_accepted: bool = False


@contextmanager
def kept_beside(git: Git, pushed: Sequence[Update]) -> Iterator[Draft]:
    """Return a folder with what is kept of the state that a push changes, else of the latest."""
    every = git.where / git.line("rev-parse", "--git-dir") / _FOLDER
    nearest = _nearest(every, [_tree(git, update.old) for update in pushed])
    draft = Draft(every / f".{os.getpid()}")
    try:
        every.mkdir(mode=0o700, exist_ok=True)
        shutil.rmtree(draft.folder, ignore_errors=True)
        draft.folder.mkdir(mode=0o700)
        for path in nearest.iterdir() if nearest else ():
            os.link(path, draft.folder / path.name)
    except OSError:  # nothing can be written or linked there
        draft.folder = nearest or draft.folder
    try:
        yield draft
    finally:
        if draft.folder != nearest:
            _end(draft, [_tree(git, update.new) for update in pushed])


def _tree(git: Git, name: str) -> str:
    """Return the tree of a commit; empty if there is none."""
    try:
        return git.tree_of(name) if name.strip("0") else ""
    except GitError:
        return ""


def _nearest(every: Path, trees: Sequence[str]) -> Path | None:
    found = [every / tree for tree in trees if tree and (every / tree).is_dir()]
    found += [path for path in _latest_first(every) if not path.name.startswith(".")]
    with suppress(OSError, IndexError):
        os.utime(found[0])  # so that it is not among the oldest
    return found[0] if found else None


def _latest_first(every: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(every.iterdir(), key=lambda path: -path.stat().st_mtime_ns)
    return []


def _end(draft: Draft, trees: Sequence[str]) -> None:
    """Name the folder after the last state if that was accepted, and delete the oldest folders."""
    every = draft.folder.parent
    name = next((tree for tree in reversed(trees) if tree), "")
    if draft.is_accepted and name:
        shutil.rmtree(every / name, ignore_errors=True)
        with suppress(OSError):
            draft.folder.rename(every / name)
    for old in (draft.folder, *_latest_first(every)[_MOST:]):
        shutil.rmtree(old, ignore_errors=True)
