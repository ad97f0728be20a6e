"""The hook files of a repository, and which of them deputylog wrote."""

from __future__ import annotations

import os
from pathlib import Path

from deputylog.git.run import Git

MARK = "# deputylog: written by 'deputylog hooks install', which renews it."


def hook_folder(git: Git) -> Path:
    """Return the folder in which git looks for hooks."""
    return git.where / git.line("rev-parse", "--git-path", "hooks")


def is_ours(path: Path) -> bool:
    """Return whether deputylog wrote the hook."""
    if path.is_symlink() or not path.is_file():
        return False
    return MARK in path.read_text(encoding="utf-8", errors="replace")


def runs_ours(path: Path) -> bool:
    """Return whether the hook runs deputylog, whoever wrote it."""
    return path.is_file() and b"deputylog" in path.read_bytes()


def only_ours_judge(git: Git) -> bool:
    """Return whether no hook of somebody else would judge a commit.

    What our own hooks look for has been checked before a command of ours commits.
    """
    folder = hook_folder(git)
    hooks = (folder / "pre-commit", folder / "commit-msg", folder / "prepare-commit-msg")
    return all(is_ours(path) or not os.path.lexists(path) for path in hooks)
