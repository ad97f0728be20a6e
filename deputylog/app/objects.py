"""Read files from git's index and from commits without checking them out."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deputylog.app.git import answer, git_environment
from deputylog.model.kinds import RECORDS
from deputylog.store.fast import MOST_BYTES
from deputylog.store.files import File

LINK, SUBMODULE = "120000", "160000"
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A path below git's top folder, with its mode and the id of its object."""

    path: str
    mode: str
    blob: str
    stage: str = "0"


def entries_of_tree(where: Path, tree: str) -> list[Entry]:
    """Return every file, link and submodule of a commit or tree."""
    return list(_entries(answer(where, "ls-tree", "-r", "-z", "--full-tree", tree)))


def entries_of_index(where: Path) -> list[Entry]:
    """Return every file, link and submodule in the index; a path in conflict once for each side."""
    return list(_entries(answer(where, "ls-files", "--stage", "-z", "--full-name", "--", ":/")))


def _entries(listed: bytes) -> Iterator[Entry]:
    for part in listed.split(b"\0"):
        if part:
            facts, _, path = part.partition(b"\t")
            mode, second, third = facts.decode("ascii").split()
            name = path.decode("utf-8", "surrogateescape")
            yield Entry(name, mode, third) if second in ("blob", "commit") else Entry(name, mode, second, third)


class Blobs:
    """Reads objects by id from one running `git cat-file --batch`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin
        assert process.stdout
        self._ask, self._answer = process.stdin, process.stdout

    def read(self, name: str, most: int = MOST_BYTES) -> bytes:
        """Return the object, cut one byte after `most`; OSError if there is none."""
        self._ask.write(f"{name}\n".encode())
        self._ask.flush()
        head = self._answer.readline().split()
        if len(head) != 3:
            raise OSError(0, f"git has no object {name}")
        size = int(head[2])
        raw = self._answer.read(min(size, most + 1))
        left = size - len(raw)
        while left > 0:
            left -= len(self._answer.read(min(left, _AT_ONCE))) or left
        self._answer.read(1)
        return raw


@contextmanager
def open_blobs(where: Path) -> Iterator[Blobs]:
    command = ["git", "cat-file", "--batch"]
    with subprocess.Popen(command, cwd=where, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=git_environment()) as process:
        try:
            yield Blobs(process)
        finally:
            if process.stdin:
                process.stdin.close()


@dataclass(frozen=True)
class GitFiles:
    """The records in the index or a commit; `prefix` leads from git's top folder to them."""

    entries: Sequence[Entry]
    blobs: Blobs
    prefix: str = ""

    def files(self) -> Iterable[File]:
        """Yield what a walk through a checkout would find.

        Hidden names are skipped; links and submodules are included and marked as such.
        """
        top = f"{self.prefix}{RECORDS}"
        for entry in self.entries:
            path = entry.path.removeprefix(self.prefix)
            if entry.path == top or (entry.path.startswith(f"{top}/") and not any(part.startswith(".") for part in path.split("/"))):
                is_file = entry.mode not in (LINK, SUBMODULE)
                yield File(path, is_link=entry.mode == LINK, is_regular=is_file and path != RECORDS, blob=entry.blob)

    def read(self, file: File) -> bytes:
        return self.blobs.read(file.blob)
