"""What the work tree holds, as far as git can tell without reading it.

Of a file that is as in the index, git's own note (object, times, size, inode) says which one it is;
all others are read. A note changes with its file, and those of another clone never match, so that
nothing kept for one state is taken for another.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from deputylog.edition import digest
from deputylog.git import status
from deputylog.git.run import Git, GitError
from deputylog.record.files import read_bytes
from deputylog.record.kind import RECORDS

_NOTES = "ls-files --stage -v --debug -z".split()
_UNWATCHED = re.compile(rb"^(?![HM] )[A-Za-z] [0-9]+ [0-9a-f]+ [0-3]\t([^\0]+)", re.MULTILINE)


class Snapshot(Struct):
    """Which index git has, and the content of each file that is not as it is there, by its path."""

    index: str
    loose: dict[str, bytes | int]
    """The content, or the number of the error for what cannot be read."""

    def add(self, root: Path, paths: Iterable[str]) -> None:
        """Read what stands at these paths."""
        self.loose.update((path, _content(root, path)) for path in sorted(paths))

    @property
    def digests(self) -> dict[str, str]:
        """What stands for the content of the loose files."""
        return {
            path: str(raw) if isinstance(raw, int) else digest(raw).hex()
            for path, raw in self.loose.items()
        }


def take_snapshot(root: Path) -> Snapshot | None:
    """Return what the records are now; None if git cannot tell."""
    git = Git(root)
    try:
        index = _identity_of_index(git) if git.top else ""
        answer = _status(git) if index else []
    except GitError:
        return None
    prefix = git.prefix
    names = {name[status.CODES :].removeprefix(prefix) for name in answer}
    if not index or any(name.endswith("/") for name in names):
        return None
    found = Snapshot(index, {})
    found.add(root, (name for name in names if "/." not in name))
    return found


def _status(git: Git) -> list[str]:
    """Return what git says of the records, if it has not said it already."""
    said = status.answers.pop(str(git.where), None)
    if said is None:
        return git.names(*status.RECORDS)
    return [name for name in os.fsdecode(said).split("\0") if name]


def notes(root: Path) -> bytes:
    """Return git's notes on the files in its index.

    A line with the object and the path, then a zero byte, and the lines on times, size and inode.
    """
    return Git(root).answer(*_NOTES, "--", RECORDS)


def unwatched_in(notes: bytes) -> tuple[str, ...]:
    """Return the paths of which git was told to believe that they do not change."""
    return tuple(os.fsdecode(found[1]) for found in _UNWATCHED.finditer(notes))


def watches_all(root: Path) -> bool:
    """Whether git looks at every file in its index."""
    said = Git(root).answer("ls-files", "-v", "-z", "--", RECORDS)
    return all(line.startswith((b"H ", b"M ")) for line in said.split(b"\0") if line)


def changed_between(old: bytes, new: bytes) -> set[str]:
    """Return the paths whose notes differ, and perhaps a few others."""
    before, after = old.split(b"\0"), new.split(b"\0")
    differing = set(before).symmetric_difference(after)
    one, other = dict(_notes_at(before, differing)), dict(_notes_at(after, differing))
    return {
        os.fsdecode(path) for path in one.keys() | other.keys() if one.get(path) != other.get(path)
    }


def _notes_at(chunks: Sequence[bytes], wanted: Set[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The notes of which a chunk is a part, by path; a path ends the chunk before its note."""
    for chunk, following in pairwise(chunks):
        if chunk in wanted or following in wanted:
            head, note = chunk.rpartition(b"\n")[2], following.rpartition(b"\n")[0]
            path = head.partition(b"\t")[2]
            yield path, head + note


def _identity_of_index(git: Git) -> str:
    """Return what git's index ends with, which is a hash of it; "" if there is none."""
    top = git.top or git.where
    path = top / ".git" / "index"
    if not os.path.isdir(top / ".git"):
        path = git.where / git.line("rev-parse", "--git-path", "index")
    try:
        found = status.identity_of_index(str(path)) or path.read_bytes()
        return digest(found).hex()
    except OSError:
        return ""


def _content(root: Path, path: str) -> bytes | int:
    try:
        return read_bytes(str(root / path))
    except OSError as error:
        return error.errno or -1
