"""Run git in one folder; its no is an answer, its refusal to answer is an error."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from types import MappingProxyType

from msgspec import Struct

from deputylog.finding import CannotReadError
from deputylog.git.status import SETTINGS, environment
from deputylog.words import Bilingual, Phrase, phrase

_GIT = ("git", *SETTINGS)


class GitError(CannotReadError):
    """Git refused to answer, failed, or is not installed."""

    def __init__(self, reason: str | Phrase) -> None:
        super().__init__("git 未能答复：{reason}", "git could not answer: {reason}", reason=reason)
        self.reason = reason


def is_installed() -> bool:
    return which("git") is not None


class Git(Struct, frozen=True):
    """Git, asked about one folder; while it does not exist, about the nearest one above it.

    Variables that lead elsewhere, such as GIT_DIR, are not passed on. Only a hook (`in_hook`) keeps
    them: git sets them for it, and they name the index of the commit or the objects of the push.
    """

    where: Path
    in_hook: bool = False
    index: Path | None = None
    """An index file other than the repository's own."""

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment for git, with the index file."""
        index = {"GIT_INDEX_FILE": str(self.index)} if self.index else {}
        return environment(in_hook=self.in_hook) | index

    @property
    def top(self) -> Path | None:
        """Return the nearest folder from here upward that holds `.git`; git itself is not asked."""
        here = self.where.resolve()
        return next(
            (folder for folder in (here, *here.parents) if os.path.lexists(folder / ".git")), None
        )

    @property
    def prefix(self) -> str:
        """Return the path from `top` to here with a final slash; empty at the top."""
        here = self.where.resolve()
        way = here.relative_to(self.top or here).as_posix()
        return "" if way == "." else f"{way}/"

    @property
    def main(self) -> Path:
        """Return the top folder of the first work tree, of which this one may be another one beside
        it.
        """
        return (self.where / self.line("rev-parse", "--git-common-dir")).resolve().parent

    def in_work_tree(self) -> bool:
        """Return whether this folder is in a work tree."""
        return self.top is not None and self.line("rev-parse", "--is-inside-work-tree") == "true"

    def answer(self, *arguments: str, stdin: bytes | None = None, no: int = 0) -> bytes:
        """Return git's output, also if it ends with the code `no`; GitError if it fails."""
        ran = self.run(*arguments, stdin=stdin)
        if ran.returncode not in (0, no):
            message = " ".join((ran.stderr or ran.stdout).decode("utf-8", "replace").split())
            raise GitError(message[:400] or f"git {arguments[0]}: {ran.returncode}")
        return ran.stdout

    def run(
        self,
        *arguments: str,
        stdin: bytes | None = None,
        more: Mapping[str, str] = MappingProxyType({}),
    ) -> subprocess.CompletedProcess[bytes]:
        """Return how git ended, with what it printed; GitError if it is not installed.

        `more` is added to its environment.
        """
        where = next(folder for folder in (self.where, *self.where.parents) if folder.is_dir())
        try:
            return subprocess.run(
                [*_GIT, *arguments],
                cwd=where,
                input=stdin,
                capture_output=True,
                check=False,
                env=self.environment | dict(more),
            )
        except FileNotFoundError:
            text = Bilingual(
                "未安装 git，或者 git 不在 PATH 中；请安装（https://git-scm.com）后再试",
                "git is not installed, or not on the PATH; install it (https://git-scm.com) first",
            )
            raise GitError(phrase(text)) from None

    def line(self, *arguments: str) -> str:
        """Return the line that git prints; empty if its answer is no, which is exit code 1."""
        return _text(self.answer(*arguments, no=1)).strip("\r\n")

    def names(self, *arguments: str) -> list[str]:
        """Return the NUL-terminated paths that git prints; bytes that are not UTF-8 become lone
        surrogates.
        """
        return [name for name in _text(self.answer(*arguments)).split("\0") if name]

    def commit_of(self, ref: str = "HEAD") -> str:
        """Return the id of the commit that a name leads to; empty if it leads to none."""
        options = ("--verify", "--quiet", "--end-of-options")
        return self.line("rev-parse", *options, f"{ref}^{{commit}}")

    def tree_of(self, ref: str) -> str:
        """Return the id of the tree of a commit; GitError if there is none."""
        return self.line("rev-parse", "--verify", "--end-of-options", f"{ref}^{{tree}}")

    def empty_tree(self) -> str:
        """Return the id of a tree without files, which depends on the hash of the repository."""
        return _text(self.answer("hash-object", "-t", "tree", "--stdin", stdin=b"")).strip()

    def own_addresses(self) -> set[str]:
        """Return the e-mail addresses of author and committer, which every commit contains."""
        idents = [self.line("var", name) for name in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")]
        return {ident.rpartition("<")[2].partition(">")[0] for ident in idents}


def _text(raw: bytes) -> str:
    """The output of git as text; bytes that are not UTF-8 become lone surrogates."""
    return raw.decode("utf-8", "surrogateescape")
