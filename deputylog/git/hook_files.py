"""The hook files of a clone, and which of them this program wrote."""

from __future__ import annotations

import os
from pathlib import Path

from deputylog.git.run import Git

MARK = "# deputylog: written by 'deputylog hooks install', which renews it."
_OF_A_COMMIT = ("pre-commit", "commit-msg")


def folder(git: Git) -> Path:
    """Return the folder in which git looks for hooks."""
    return git.where / git.line("rev-parse", "--git-path", "hooks")


def is_ours(path: Path) -> bool:
    """Return whether a hook was written by this program."""
    if path.is_symlink() or not path.is_file():
        return False
    return MARK in path.read_text(encoding="utf-8", errors="replace")


def ours(git: Git) -> bool:
    """Return whether no hook of somebody else runs at a commit."""
    hooks = [folder(git) / name for name in _OF_A_COMMIT]
    return all(is_ours(path) or not os.path.lexists(path) for path in hooks)
