"""Read files from git's index and from commits without checking them out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import IO

from msgspec import Struct

from deputylog.git.run import Git
from deputylog.record.document import MOST_BYTES
from deputylog.record.files import File
from deputylog.record.kind import RECORDS

LINK, SUBMODULE, GONE = "120000", "160000", "000000"
_OPTIONS = "-r -z --raw --no-abbrev --no-renames --no-ext-diff --ignore-submodules=none"
_RAW = _OPTIONS.split()
_AT_ONCE = 1 << 20


class GitEntry(Struct, frozen=True):
    """A path below git's top folder, with its mode and the id of its object.

    The mode is GONE if a commit removed it, or if both sides of a merge are still in the index.
    `before` has the object in what it is compared with, such as each parent of a commit.
    """

    path: str
    mode: str
    blob: str
    before: tuple[str, ...] = ()


def entries_of_commit(git: Git, ref: str, *paths: str) -> list[GitEntry]:
    """Return every file, link and submodule of the commit that a name leads to, if any.

    With `paths`, only these.
    """
    commit = git.commit_of(ref)
    options = (*_RAW, git.empty_tree(), commit, "--", *paths)
    output = git.answer("diff-tree", *options) if commit else b""
    return [entry for _, entry in _raw(output)]


def entries_of_index(git: Git, *paths: str, since: str = "") -> list[GitEntry]:
    """Return every file, link and submodule that a commit of the index would hold, and paths in
    conflict. With `paths`, only these; with `since`, only those that differ from that commit.

    `git ls-files` would add what `git add -N` only announced, so this compares with the empty tree.
    """
    options = ("--cached", "--ita-invisible-in-index", *_RAW)
    output = git.answer("diff-index", *options, since or git.empty_tree(), "--", *paths)
    return [entry for _, entry in _raw(output)]


def entries_of_commits(git: Git, commits: Sequence[str], *paths: str) -> dict[str, list[GitEntry]]:
    """Return, by commit, the entries that none of its parents has, and those that it removed.

    With `paths`, only these.
    """
    found: dict[str, list[GitEntry]] = {name: [] for name in commits}
    stdin = "".join(f"{name}\n" for name in commits).encode("ascii")
    options = ("--stdin", "--root", "-c", *_RAW, "--", *paths)
    for name, entry in _raw(git.answer("diff-tree", *options, stdin=stdin)):
        found[name].append(entry)
    return found


def entries_between(git: Git, old: str, new: str, path: str = ":(top)") -> list[GitEntry]:
    """Return the entries below `path` that differ between two commits; of the work tree, if `new`
    is empty, with those that git does not know yet.

    Objects in the work tree have no id.
    """
    if new:
        output = git.answer("diff-tree", *_RAW, old, new, "--", path)
        return [entry for _, entry in _raw(output)]
    found = {entry.path: entry for _, entry in _raw(git.answer("diff", *_RAW, old, "--", path))}
    options = ("-z", "--others", "--exclude-standard", "--full-name")
    for name in git.names("ls-files", *options, "--", path):
        found.setdefault(name, GitEntry(name, "", "", ("",)))
    return list(found.values())


def changed_paths(git: Git, old: str, new: str) -> list[str]:
    """Return the paths that differ between two trees; GitError if one of them is gone."""
    return git.names("diff-tree", "-r", "-z", "--name-only", "--no-renames", old, new)


def sizes(git: Git, names: Iterable[str]) -> dict[str, int]:
    """Return the bytes of each object, without reading it."""
    stdin = "".join(f"{name}\n" for name in names).encode("ascii")
    options = ("cat-file", "--batch-check=%(objectname) %(objectsize)")
    lines = git.answer(*options, stdin=stdin).decode("ascii").splitlines()
    return {name: int(size) for name, size in map(str.split, lines) if size.isdigit()}


def _raw(output: bytes) -> Iterator[tuple[str, GitEntry]]:
    """Yield the entries of git's raw format, with a colon for each parent, and their commit."""
    parts = iter(output.split(b"\0"))
    commit = ""
    for part in parts:
        words = part.decode("ascii").split()
        if part.startswith(b":"):
            parents = words[0].count(":")
            path = next(parts).decode("utf-8", "surrogateescape")
            mode, *blobs = words[parents:-1]
            yield commit, GitEntry(path, mode, blobs[-1], tuple(blobs[:-1]))
        elif words:
            commit = words[0]


class Blobs:
    """Reads objects by id from `git cat-file --batch`; each process runs one of its own."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._running: dict[int, subprocess.Popen[bytes]] = {}

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        running = self._running.get(os.getpid()) or self._run()
        assert running.stdin
        assert running.stdout
        return running.stdin, running.stdout

    def _run(self) -> subprocess.Popen[bytes]:
        pipe, git = subprocess.PIPE, self._git
        command = ["git", "cat-file", "--batch"]
        running = subprocess.Popen(
            command, cwd=git.where, stdin=pipe, stdout=pipe, env=git.environment
        )
        self._running[os.getpid()] = running
        return running

    def close(self) -> None:
        """Let git end."""
        if running := self._running.pop(os.getpid(), None):
            with suppress(BrokenPipeError), running:
                pass

    def read(self, name: str, most: int = MOST_BYTES) -> bytes:
        """Return the object, cut one byte after `most`; OSError if there is none."""
        question, answer = self._pipes()
        with suppress(BrokenPipeError):  # git has stopped, at an object that is damaged
            question.write(f"{name}\n".encode("utf-8", "surrogateescape"))
            question.flush()
        head = answer.readline().split()
        is_there = len(head) == 3 and head[2].isdigit()
        size = int(head[2]) if is_there else 0
        raw = answer.read(min(size, most + 1))
        if not is_there or len(raw) < min(size, most + 1):
            raise OSError(0, f"git has no object {name}")
        left = size - len(raw)
        while left > 0:
            left -= len(answer.read(min(left, _AT_ONCE))) or left
        answer.read(1)
        return raw


@contextmanager
def open_blobs(git: Git) -> Iterator[Blobs]:
    blobs = Blobs(git)
    try:
        yield blobs
    finally:
        blobs.close()


class GitFiles(Struct, frozen=True, dict=True):
    """The records in the index or a commit; `prefix` leads from git's top folder to them."""

    entries: Sequence[GitEntry]
    blobs: Blobs
    prefix: str = ""

    def files(self) -> Iterable[File]:
        """Yield what a walk through a checkout would find.

        Hidden names are skipped; links and submodules are included and marked as such.
        """
        top = f"{self.prefix}{RECORDS}"
        for entry in self.entries:
            path = entry.path.removeprefix(self.prefix)
            if entry.path == top or (entry.path.startswith(f"{top}/") and "/." not in f"/{path}"):
                is_regular = entry.mode not in (LINK, SUBMODULE) and path != RECORDS
                yield File(path, is_link=entry.mode == LINK, is_regular=is_regular, blob=entry.blob)

    @cached_property
    def _by_path(self) -> Mapping[str, File]:
        return {file.path: file for file in self.files()}

    def file(self, path: str) -> File:
        return self._by_path.get(path, File(path))

    def read(self, file: File) -> bytes:
        return self.blobs.read(file.blob)
