"""Read a tree of git folder by folder, as far as somebody asks for what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from errno import ELOOP
from functools import cached_property

from msgspec import Struct

from deputylog.caching import cached_method
from deputylog.git.objects import LINK, Blobs
from deputylog.git.run import Git
from deputylog.record.files import File
from deputylog.record.kind import RECORDS

FOLDER = "40000"
_MOST = 1 << 30


class GitTree(Struct, frozen=True, dict=True):
    """The records in a tree; `prefix` leads to them from its top."""

    git: Git
    blobs: Blobs
    name: str
    prefix: str = ""

    @cached_property
    def records(self) -> str:
        """Return the id of the folder of records; empty if there is none."""
        mode, found = self.entry(RECORDS)
        return found if mode == FOLDER else ""

    def entry(self, path: str) -> tuple[str, str]:
        """Return mode and object of what lies there, two empty texts if nothing does."""
        found = FOLDER, self.name
        for name in f"{self.prefix}{path}".split("/"):
            found = self._folder(found[1]).get(name, ("", "")) if found[0] == FOLDER else ("", "")
        return found

    def names_in(self, folder: str) -> list[str]:
        """Return the names in a folder, each as often as it is there."""
        mode, found = self.entry(folder) if folder else (FOLDER, self.name)
        return [name for name, *_ in self._listed(found)] if mode == FOLDER else []

    @cached_method
    def _folder(self, name: str) -> Mapping[str, tuple[str, str]]:
        return {called: (mode, blob) for called, mode, blob in self._listed(name)}

    def _listed(self, name: str) -> list[tuple[str, str, str]]:
        """Return name, mode and object of each thing in a folder."""
        raw = self.blobs.read(name, _MOST)
        pattern = rb"([0-7]+) ([^\0]+)\0(.{%d})" % (len(name) // 2)
        return [
            (called.decode("utf-8", "surrogateescape"), mode.decode("ascii"), blob.hex())
            for mode, called, blob in re.findall(pattern, raw, re.DOTALL)
        ]

    def files(self) -> Iterator[File]:
        """Yield what a walk through a checkout would find; hidden names are skipped."""
        left = [(RECORDS, self.records)] if self.records else []
        while left:
            folder, found = left.pop()
            for name, (mode, blob) in self._folder(found).items():
                path = f"{folder}/{name}"
                if name.startswith("."):
                    continue
                if mode == FOLDER:
                    left.append((path, blob))
                else:
                    yield _file(path, mode, blob)

    def file(self, path: str) -> File:
        mode, blob = self.entry(path)
        return _file(path, mode, blob) if blob else File(path)

    def read(self, file: File) -> bytes:
        if not file.blob:
            raise FileNotFoundError(file.path)
        if file.is_link or not file.is_regular:
            raise OSError(ELOOP, file.path)
        return self.blobs.read(file.blob)


def _file(path: str, mode: str, blob: str) -> File:
    return File(path, is_link=mode == LINK, is_regular=mode.startswith("100"), blob=blob)
