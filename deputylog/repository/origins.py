"""Where records come from: a work tree, or one state of a repository of git."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from msgspec import Struct

from deputylog.git.objects import changed_paths
from deputylog.git.run import GitError
from deputylog.git.snapshot import changed_between, notes, take_snapshot, unwatched_in
from deputylog.git.trees import GitTree
from deputylog.record.files import File, Source, WorkTree
from deputylog.record.kind import RECORDS
from deputylog.repository import kept
from deputylog.repository.kept_parts import State

OF_COMMITS = "commits"
"""The folder for what is kept of states in git, beside what is kept of the work tree."""
_NOTES = "index"


class _Notes(Struct):
    base: str
    notes: bytes


class _AsRead(Struct, frozen=True):
    """A work tree, with what has been read of it."""

    tree: WorkTree
    raws: Mapping[str, bytes | int]

    def files(self) -> Iterable[File]:
        return self.tree.files()

    def file(self, path: str) -> File:
        return File(path)

    def read(self, file: File) -> bytes:
        raw = self.raws.get(file.path)
        return raw if isinstance(raw, bytes) else self.tree.read(file)


class OfWorkTree(Struct, dict=True):
    """The records in a work tree; something is kept if git watches it."""

    root: Path
    _loose: dict[str, bytes | int] = {}
    _notes: _Notes | None = None

    @property
    def folder(self) -> Path:
        return kept.folder(self.root)

    @property
    def source(self) -> Source:
        return _AsRead(WorkTree(self.root), self._loose)

    def state(self, old: State | None) -> State | None:
        """Which files there are, as git sees it; what it does not look at is read."""
        found = take_snapshot(self.root)
        if found is None:
            return None
        unwatched = old.unwatched if old else ()
        if old is None or old.base != found.index:
            self._notes = _Notes(found.index, notes(self.root))
            unwatched = unwatched_in(self._notes.notes)
        found.add(self.root, unwatched)
        self._loose = found.loose
        return State(found.index, found.digests, unwatched)

    def changed_since(self, base: str) -> Set[str] | None:
        before = kept.load(self.folder, _NOTES, _Notes)
        if self._notes is None or before is None or before.base != base:
            return None
        return changed_between(before.notes, self._notes.notes)

    def keep_base(self) -> None:
        if self._notes:
            kept.save(self.folder, _NOTES, self._notes)


class OfTree(Struct, frozen=True):
    """The records in a tree of git, known by the id of their folder."""

    source: GitTree
    folder: Path | None

    def state(self, old: State | None) -> State | None:
        return State(self.source.records, {})

    def changed_since(self, base: str) -> Set[str] | None:
        try:
            found = changed_paths(self.source.git, base, self.source.records)
        except GitError:  # nobody needs that tree any more
            return None
        return {f"{RECORDS}/{path}" for path in found if "/." not in f"/{path}"}

    def keep_base(self) -> None:
        pass


class OfSource(Struct, frozen=True):
    """The records of any source, about which nothing is kept."""

    source: Source
    folder: Path | None = None

    def state(self, old: State | None) -> State | None:
        return None

    def changed_since(self, base: str) -> Set[str] | None:
        return None

    def keep_base(self) -> None:
        pass
