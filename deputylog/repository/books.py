"""The Books of a district on a day: of its register, of a few parts, or of everything."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.git.run import Git
from deputylog.kinds.registry import DISTRICT
from deputylog.record.files import WorkTree, entries
from deputylog.record.kind import RECORDS, Kind
from deputylog.repository.kept_parts import PartsNow, parts_now
from deputylog.repository.origins import OfWorkTree
from deputylog.repository.parts import Part
from deputylog.repository.reading import read_source, refuse_without_district
from deputylog.repository.unreadable import unreadable_records
from deputylog.tree import record_path


class Books(Struct, frozen=True, dict=True):
    """What was known on a day, of which no more is read than is asked for.

    Every Book says of the whole district which records cannot be read. Where git does not watch the
    records, all are read.
    """

    root: Path
    as_of: date

    @cached_property
    def all(self) -> Book:
        """The Book of everything."""
        return read_source(WorkTree(self.root), as_of=self.as_of)[0]

    @cached_property
    def parts(self) -> PartsNow | None:
        """The parts of the district; None if all is to be read."""
        if Git(self.root).top is None:
            return None
        found = parts_now(OfWorkTree(self.root), as_of=self.as_of)
        return found if found.district.whole.every(DISTRICT) else None

    @cached_property
    def register(self) -> Book:
        """The Book of groups, deputies and what else is no dated record."""
        if self.parts is None:
            return self.all
        return replace(self.parts.district.whole, unreadable=self._unreadable)

    def about(self, *words: str) -> Book:
        """Return the Book of the parts that see a record at a path, or that any id of the register
        leads to; the Book of everything without any path or id.
        """
        if not words or self.parts is None:
            return self.all
        return self.of(number for word in words for number in self.parts.about(word))

    def of_kind(self, kind: Kind) -> Book:
        """Return the Book of the register and the records of a kind."""
        if self.parts is None or not kind.is_dated:
            return self.register
        left_out = set(self.parts.district.whole.unreadable)
        files = (file.path for file in entries(self.root, f"{RECORDS}/{kind.folder}"))
        paths = (path for path in files if record_path(path) and path not in left_out)
        found = self.parts.district.with_records(paths)
        return replace(found, unreadable=self._unreadable)

    def of(self, numbers: Iterable[int]) -> Book:
        """Return the Book of the parts with these numbers."""
        assert self.parts is not None
        found = _read(self.parts, set(numbers), self.register)
        return replace(found, unreadable=self._unreadable)

    @cached_property
    def _unreadable(self) -> tuple[str, ...]:
        parts = self.parts
        assert parts is not None
        return tuple(sorted({*parts.district.whole.unreadable, *unreadable_records(parts)}))


def books(root: Path, *, as_of: date) -> Books:
    """Return the Books of a district; CannotReadError if its own file cannot be read."""
    found = Books(root, as_of)
    refuse_without_district(found.register)
    return found


def _read(parts: PartsNow, numbers: Set[int], whole: Book) -> Book:
    """The Book of several parts as one."""
    several = list(map(parts.part, sorted(numbers)))
    left_out = set(parts.district.whole.unreadable)
    own = {path for part in several for path in part.own} - left_out
    guests = {path for part in several for path in part.guests} - own
    book, _ = parts.district.read(Part(sorted(own), sorted(guests)))
    return replace(book, whole=whole)
