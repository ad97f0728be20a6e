"""Where records are read from: a folder, or whatever else can list files and give their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from deputylog.store.files import File, entries, read_bytes


class Source(Protocol):
    """Files below `records/`, in any order, and the bytes of each; git's index and commits are others beside the folder."""

    def files(self) -> Iterable[File]: ...

    def read(self, file: File) -> bytes:
        """The content, cut one byte past what a record may hold; OSError when it cannot be read."""
        ...


@dataclass(frozen=True)
class WorkTree:
    """The files of a repository as they lie in its folder."""

    root: Path

    def files(self) -> Iterable[File]:
        return entries(self.root, "records")

    def read(self, file: File) -> bytes:
        return read_bytes(os.path.join(self.root, file.path))
