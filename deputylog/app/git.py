"""Facts of git, asked of git itself."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from deputylog.finding import CannotReadError
from deputylog.words import N_


class GitError(CannotReadError):
    """Git is not there, or would not answer."""


def git_environment() -> dict[str, str]:
    """The caller's environment (in a hook it says where the pushed objects wait), without locks and without replaced objects.

    How a caller wanted pathspecs to be read (`git --literal-pathspecs commit`) is left out: it is not about our own.
    """
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_PATHSPECS")}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1"}


def git(root: Path, *arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes] | None:
    """Run git in `root`; None where there is no git."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        return subprocess.run(command, cwd=root, input=given, capture_output=True, check=False, env=git_environment())
    except FileNotFoundError:
        return None


def answer(root: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """What git answers; GitError, in git's own words, when it does not."""
    ran = git(root, *arguments, given=given)
    if ran is None:
        raise GitError(N_("git is not installed, or not on the PATH"))
    if ran.returncode:
        lines = ran.stderr.decode("utf-8", "replace").strip().splitlines() or [f"git {arguments[0]}: {ran.returncode}"]
        raise GitError(N_("git could not answer: {reason}"), reason=lines[0])
    return ran.stdout


def line(root: Path, *arguments: str) -> str | None:
    """One line that git answers; None when it does not."""
    ran = git(root, *arguments)
    return None if ran is None or ran.returncode else ran.stdout.decode("utf-8", "surrogateescape").strip("\r\n")


def names(raw: bytes) -> list[str]:
    """Paths that git ended with a zero byte each; bytes that are no UTF-8 stay as they are, each as a lone surrogate."""
    return [part.decode("utf-8", "surrogateescape") for part in raw.split(b"\0") if part]


def prefix_of(root: Path) -> str:
    """The way from git's top folder to `root`, with a slash at its end; nothing when they are one or git is not there."""
    return line(root, "rev-parse", "--show-prefix") or ""


def tracked(root: Path, folder: str) -> tuple[str, ...]:
    """The files below `folder` that git tracks; none outside a git repository."""
    ran = git(root, "ls-files", "-z", "--", folder)
    return () if ran is None or ran.returncode else tuple(names(ran.stdout))


def own_addresses(root: Path) -> set[str]:
    """The e-mail addresses of author and committer, which a commit holds in any case."""
    idents = [line(root, "var", name) or "" for name in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")]
    return {ident.rpartition("<")[2].partition(">")[0] for ident in idents} - {""}
