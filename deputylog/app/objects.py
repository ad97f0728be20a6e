"""The files of git's index and of commits as values, and their bytes from git's object database; nothing is checked out."""

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
    """A path as git keeps it, from git's top folder downward, with its mode and the id of what lies there."""

    path: str
    mode: str
    blob: str
    stage: str = "0"


def entries_of_tree(where: Path, tree: str) -> list[Entry]:
    """Every file, link and submodule of a commit or tree."""
    return list(_entries(answer(where, "ls-tree", "-r", "-z", "--full-tree", tree)))


def entries_of_index(where: Path) -> list[Entry]:
    """Every file, link and submodule that the next commit would hold; a path in conflict stands there once for each side."""
    return list(_entries(answer(where, "ls-files", "--stage", "-z", "--full-name", "--", ":/")))


def _entries(listed: bytes) -> Iterator[Entry]:
    for part in listed.split(b"\0"):
        if part:
            facts, _, path = part.partition(b"\t")
            mode, second, third = facts.decode("ascii").split()
            name = path.decode("utf-8", "surrogateescape")
            yield Entry(name, mode, third) if second in ("blob", "commit") else Entry(name, mode, second, third)


class Blobs:
    """Contents by id, from one `git cat-file --batch` that stays open."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin
        assert process.stdout
        self._ask, self._answer = process.stdin, process.stdout

    def read(self, name: str, most: int = MOST_BYTES) -> bytes:
        """The content of that object, cut one byte past `most`; OSError when there is none."""
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
    """The records among entries of the index or of a commit; `prefix` is the way from git's top folder to the repository."""

    entries: Sequence[Entry]
    blobs: Blobs
    prefix: str = ""

    def files(self) -> Iterable[File]:
        """What a walk through a checkout would find: hidden names are passed over, links and submodules named."""
        top = f"{self.prefix}{RECORDS}"
        for entry in self.entries:
            path = entry.path.removeprefix(self.prefix)
            if entry.path == top or (entry.path.startswith(f"{top}/") and not any(part.startswith(".") for part in path.split("/"))):
                is_file = entry.mode not in (LINK, SUBMODULE)
                yield File(path, is_link=entry.mode == LINK, is_regular=is_file and path != RECORDS, blob=entry.blob)

    def read(self, file: File) -> bytes:
        return self.blobs.read(file.blob)
