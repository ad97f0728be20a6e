"""Committing what was written, and nothing else; its message holds ids, never a title."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from deputylog.app.git import git
from deputylog.finding import CannotReadError, DeputylogError
from deputylog.words import N_


class NotCommittedError(CannotReadError):
    """The file stands, but git did not take it."""


def be_able_to_commit(root: Path) -> None:
    """An error, before anything is written, where nothing could be committed."""
    answer = git(root, "rev-parse", "--is-inside-work-tree")
    if answer is None:
        raise DeputylogError(N_("--commit needs git, which is not installed; nothing was written"))
    if answer.returncode:
        raise DeputylogError(
            N_("--commit: {folder} is in no git repository; run 'git init' there, or leave --commit out"), folder=str(root)
        )


def commit(root: Path, paths: Sequence[str], message: str) -> None:
    """Commit these files alone; what else is staged stays staged. NotCommittedError with git's own reason."""
    new = _untracked(root, paths)
    for step in (["add", "--", *paths], ["commit", "--quiet", "--only", "--message", message, "--", *paths]):
        answer = git(root, *step)
        if answer is None or answer.returncode:
            if new:
                git(root, "rm", "--cached", "--quiet", "--force", "--ignore-unmatch", "--", *new)
            raise NotCommittedError(
                N_("{paths}: written, but not committed; git says: {reason}"), paths=list(paths), reason=_reason(answer)
            )


def _untracked(root: Path, paths: Sequence[str]) -> list[str]:
    answer = git(root, "ls-files", "-z", "--", *paths)
    tracked = answer.stdout.decode("utf-8", "replace").split("\0") if answer else []
    return [path for path in paths if path not in tracked]


def _reason(answer: subprocess.CompletedProcess[bytes] | None) -> str:
    said = (answer.stderr or answer.stdout).decode("utf-8", "replace").split("\n") if answer else []
    return " ".join(line.strip() for line in said if line.strip())[:400]
