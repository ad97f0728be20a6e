"""Facts of git, asked of git itself."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """Run git in `root`; None where there is no git."""
    environment = os.environ | {"GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments], cwd=root, capture_output=True, check=False, env=environment
        )
    except FileNotFoundError:
        return None


def tracked(root: Path, folder: str) -> tuple[str, ...]:
    """The files below `folder` that git tracks; none outside a git repository."""
    answer = git(root, "ls-files", "-z", "--", folder)
    if answer is None or answer.returncode:
        return ()
    return tuple(path.decode("utf-8", "replace") for path in answer.stdout.split(b"\0") if path)
