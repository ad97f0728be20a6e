"""Run git and read its answers."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from deputylog.finding import CannotReadError
from deputylog.words import N_


class GitError(CannotReadError):
    """Git is not installed, or failed."""


def git_environment() -> dict[str, str]:
    """Return the environment for git, without optional locks and replaced objects.

    The caller's variables are kept, since in a hook they say where the pushed objects are; but not
    its settings for pathspecs (`git --literal-pathspecs commit`), which would apply to ours.
    """
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_PATHSPECS")}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1"}


def git(root: Path, *arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes] | None:
    """Run git in `root`; None if git is not installed."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        return subprocess.run(command, cwd=root, input=given, capture_output=True, check=False, env=git_environment())
    except FileNotFoundError:
        return None


def answer(root: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """Return git's output; GitError, with git's message, if it fails."""
    ran = git(root, *arguments, given=given)
    if ran is None:
        raise GitError(N_("git is not installed, or not on the PATH"))
    if ran.returncode:
        lines = ran.stderr.decode("utf-8", "replace").strip().splitlines() or [f"git {arguments[0]}: {ran.returncode}"]
        raise GitError(N_("git could not answer: {reason}"), reason=lines[0])
    return ran.stdout


def line(root: Path, *arguments: str) -> str | None:
    """Return the one line that git prints; None if git fails or is not installed."""
    ran = git(root, *arguments)
    return None if ran is None or ran.returncode else ran.stdout.decode("utf-8", "surrogateescape").strip("\r\n")


def names(raw: bytes) -> list[str]:
    """Return NUL-terminated paths as text; bytes that are not UTF-8 become lone surrogates."""
    return [part.decode("utf-8", "surrogateescape") for part in raw.split(b"\0") if part]


def prefix_of(root: Path) -> str:
    """Return the path from git's top folder to `root`, with a final slash.

    It is empty if they are the same folder, or if git is not available.
    """
    return line(root, "rev-parse", "--show-prefix") or ""


def tracked(root: Path, folder: str) -> tuple[str, ...]:
    """Return the files below `folder` that git tracks; none outside a git repository."""
    ran = git(root, "ls-files", "-z", "--", folder)
    return () if ran is None or ran.returncode else tuple(names(ran.stdout))


def own_addresses(root: Path) -> set[str]:
    """Return the e-mail addresses of author and committer, which every commit contains anyway."""
    idents = [line(root, "var", name) or "" for name in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")]
    return {ident.rpartition("<")[2].partition(">")[0] for ident in idents} - {""}
