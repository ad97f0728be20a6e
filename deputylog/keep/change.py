"""Files that are written together: what each one was when it was read, and what it becomes."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from deputylog.caching import cached_method
from deputylog.finding import CannotReadError, RecordExistsError
from deputylog.record.files import inside, read_bytes
from deputylog.record.kind import PRIVATE
from deputylog.repository.private import is_private, private_folder, sealed


class FileChange(NamedTuple):
    """The content of a file before and after, as it is on the disk; None where there is none."""

    before: bytes | None
    after: bytes | None


class ChangedMeanwhileError(CannotReadError):
    """Somebody else changed a file after it was read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "{path} 刚刚被他人改动，这次没有写入任何内容；请再运行一次",
            "{path} was changed by somebody else just now; nothing was written: run the command "
            "again",
            path=name,
        )


class Places(Struct, frozen=True, dict=True):
    """Where the files of a change are; every folder is looked at once."""

    root: Path

    def of(self, name: str) -> Path:
        """Like `place_of`."""
        folder, own = os.path.split(name)
        return self.folder(folder) / own

    @cached_method
    def folder(self, folder: str) -> Path:
        return place_of(self.root, os.path.join(folder, "_")).parent


class Change:
    """Files that are written together, all or none.

    A name is a path below `root`, such as `records/visits/2026/V….yaml`; one that begins with
    `private/` is in the folder of private files, wherever that is.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._places = Places(root)
        self._before: dict[str, bytes | None] = {}
        self._after: dict[str, bytes | None] = {}

    def read(self, name: str) -> bytes | None:
        """Return the content with the changes so far, or None if there is no such file."""
        return self._after[name] if name in self._after else self._on_disk(name)

    def put(self, name: str, content: str | bytes) -> None:
        """Give a file this content, whether it exists or not; a private one is sealed."""
        self._on_disk(name)
        self._after.pop(name, None)  # files are listed as they were changed
        raw = content.encode("utf-8") if isinstance(content, str) else content
        self._after[name] = sealed(self.root, raw) if is_private(name) else raw

    def create(self, name: str, content: str | bytes) -> None:
        """Add a file; RecordExistsError if there is one."""
        if self._after.get(name) is not None or os.path.lexists(self._places.of(name)):
            raise RecordExistsError(name)
        self._before.setdefault(name, None)
        self.put(name, content)

    def delete(self, name: str) -> None:
        """Delete a file, if it exists."""
        self._on_disk(name)
        self._after[name] = None

    @property
    def files(self) -> dict[str, FileChange]:
        """The files that become different, by name."""
        changes = {name: FileChange(self._before[name], raw) for name, raw in self._after.items()}
        return {name: one for name, one in changes.items() if one.before != one.after}

    @property
    def contents(self) -> dict[str, bytes]:
        """The new content of the records, by path; without files in private/ and deleted ones."""
        return {
            name: one.after
            for name, one in self.files.items()
            if one.after is not None and not is_private(name)
        }

    def _on_disk(self, name: str) -> bytes | None:
        if name not in self._before:
            self._before[name] = content_of(self._places.of(name))
        return self._before[name]


def place_of(root: Path, name: str) -> Path:
    """Return where a file of a change is; CannotReadError if a link leads out of the folder."""
    if is_private(name):
        return inside(private_folder(root), name.removeprefix(f"{PRIVATE}/"))
    return inside(root, name)


def content_of(path: Path) -> bytes | None:
    """Return the whole content of a file; None if there is none."""
    try:
        return read_bytes(str(path), most=sys.maxsize)
    except FileNotFoundError:
        return None
