"""Where records are read from: a folder, git's index or a commit."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from deputylog.record.files import File, entries, read_bytes


class Source(Protocol):
    """The files below `records/`, in any order, and the bytes of each."""

    def files(self) -> Iterable[File]: ...

    def read(self, file: File) -> bytes:
        """The content, cut one byte past the size limit; raises OSError if it cannot be read."""
        ...


@dataclass(frozen=True)
class WorkTree:
    """The files in the working tree of a repository."""

    root: Path

    def files(self) -> Iterable[File]:
        return entries(self.root, "records")

    def read(self, file: File) -> bytes:
        return read_bytes(os.path.join(self.root, file.path))
