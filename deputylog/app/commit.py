"""Commit the files that a command wrote, and no others; messages contain ids, never titles."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from deputylog.app.git import git, line
from deputylog.finding import CannotReadError, DeputylogError
from deputylog.words import N_

SETTING = "deputylog.commit"
"""Git setting: commit every write."""
_ON_A_LINE = 100


class NotCommittedError(CannotReadError):
    """The file was written, but git did not commit it."""


class NoNameError(DeputylogError):
    """Git does not know the name or e-mail address of the committer."""

    def __init__(self) -> None:
        super().__init__(
            N_("git does not know your name and cannot commit. Set it once: {name} && {mail}"),
            name="git config --global user.name 'YOUR NAME'",
            mail="git config --global user.email 'YOU@EXAMPLE.COM'",
        )


def in_git(root: Path) -> bool:
    """Return whether `root` is in a git work tree; False if git is not installed."""
    return line(root, "rev-parse", "--is-inside-work-tree") == "true"


def commits_always(root: Path) -> bool:
    """Return whether git is set to commit every write; DeputylogError if it is no boolean."""
    if not in_git(root):
        return False
    told = git(root, "config", "--type=bool", "--get", SETTING)
    if told is None or told.returncode == 1:  # git exits with 1 if it is not set
        return False
    if told.returncode:
        raise DeputylogError(N_("git config {name} must be true or false"), name=SETTING)
    return told.stdout.strip() == b"true"


def commit_always(root: Path, wished: bool) -> None:
    """Set in the repository's git config whether every write is committed."""
    answer = git(root, "config", SETTING, str(wished).lower())
    if answer is None or answer.returncode:
        raise CannotReadError(N_("git config {name} was not set: {reason}"), name=SETTING, reason=_reason(answer))


def be_able_to_commit(root: Path) -> None:
    """Raise DeputylogError if a commit would fail; to be called before anything is written."""
    answer = git(root, "rev-parse", "--is-inside-work-tree")
    if answer is None:
        raise DeputylogError(N_("--commit needs git, which is not installed; nothing was written"))
    if answer.returncode:
        raise DeputylogError(
            N_("--commit: {folder} is in no git repository; run 'git init' there, or leave --commit out"), folder=str(root)
        )
    be_somebody(root)


def be_somebody(root: Path) -> None:
    """Raise NoNameError if git does not know who commits."""
    if not all(line(root, "var", name) for name in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")):
        raise NoNameError


def commit(root: Path, paths: Sequence[str], message: str) -> None:
    """Commit these files only; other staged changes stay staged.

    NotCommittedError, with git's message, if git fails; new files are then removed from the index.
    """
    new = _untracked(root, paths)
    for step in (["add"], ["commit", "--quiet", "--only", "--message", message]):
        answer = _git_on(root, paths, *step)
        if answer is None or answer.returncode:
            if new:
                _git_on(root, new, "rm", "--cached", "--quiet", "--force", "--ignore-unmatch")
            raise NotCommittedError(
                N_("{paths}: written, but not committed; git says: {reason}"), paths=list(paths), reason=_reason(answer)
            )


def _git_on(root: Path, paths: Sequence[str], *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """Run git on `paths`; long lists go through standard input, which needs git 2.26 or later."""
    if len(paths) <= _ON_A_LINE:
        return git(root, *arguments, "--", *paths)
    given = "\0".join(paths).encode("utf-8", "surrogateescape")
    return git(root, *arguments, "--pathspec-from-file=-", "--pathspec-file-nul", given=given)


def _untracked(root: Path, paths: Sequence[str]) -> list[str]:
    answer = git(root, "ls-files", "-z")
    tracked = set(answer.stdout.decode("utf-8", "surrogateescape").split("\0")) if answer else set()
    return [path for path in paths if path not in tracked]


def _reason(answer: subprocess.CompletedProcess[bytes] | None) -> str:
    said = (answer.stderr or answer.stdout).decode("utf-8", "replace").split("\n") if answer else []
    return " ".join(line.strip() for line in said if line.strip())[:400]
