"""A district read in parts: its register as a whole, its records by parts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.kinds.registry import DEPUTY, DISTRICT, GROUP, LETTER
from deputylog.record.files import File, Source
from deputylog.repository.marks import Marks, marks_of
from deputylog.repository.parts import Part, Register, parts_of
from deputylog.repository.reading import Reading
from deputylog.tree import RecordPath, Tree, record_path


class DistrictInParts(Struct, dict=True):
    """The register of a district, and its dated records by path, which are read in parts."""

    source: Source
    reading: Reading
    """Everything but the dated records."""
    whole: Book
    dated: Mapping[str, tuple[RecordPath, File]]

    @cached_property
    def register(self) -> Register:
        return Register(self.whole)

    @property
    def paths(self) -> list[str]:
        """The paths of all files and links, in order."""
        return sorted([*self.reading.contents, *self.reading.links, *self.dated])

    @property
    def count(self) -> int:
        """The number of files."""
        return len(self.reading.contents) + len(self.dated)

    def knowing(self, unreadable: Iterable[str]) -> DistrictInParts:
        """Return the same district, where it is known that these records cannot be read."""
        whole = replace(self.whole, unreadable=(*self.whole.unreadable, *unreadable))
        return DistrictInParts(self.source, self.reading, whole, self.dated)

    def with_letters(self, ids: Collection[str]) -> Book:
        """Return the register, with these letters."""
        reading = Reading()
        for place, file in self.dated.values():
            if place.kind is LETTER and place.id in ids:
                reading.read(self.source, file)
        letters = {LETTER.name: reading.records.get(LETTER.name, [])}
        return replace(self.whole, by_kind={**self.whole.by_kind, **letters})

    def marks(self) -> dict[str, tuple[RecordPath, Marks]]:
        """Return what each dated record names; nothing for one that cannot be read."""
        known = self.register.words
        return {
            path: (place, self._marks(place, file, known))
            for path, (place, file) in self.dated.items()
        }

    def _marks(self, place: RecordPath, file: File, known: frozenset[bytes]) -> Marks:
        try:
            return marks_of(place.kind, self.source.read(file), known)
        except OSError:
            return Marks()

    def parts(self) -> list[Part]:
        """Return all parts, with the register's files among what belongs to them."""
        found = parts_of(self.register, self.marks())
        for path in (*self.reading.contents, *self.reading.links, *self.reading.unreadable):
            found[self.register.home_of(record_path(path))].own.append(path)
        return [part for part in found.values() if part.own]

    def read(self, part: Part) -> tuple[Book, Tree]:
        """Read a part: its Book, with the records that are also seen in it, and its own files."""
        reading, others, own = Reading(), self.reading, set(part.own)
        reading.contents = {path: raw for path, raw in others.contents.items() if path in own}
        for path in sorted(self.dated.keys() & {*own, *part.guests}):
            reading.read(self.source, self.dated[path][1])
        faults = [fault for fault in (*others.faults, *reading.faults) if fault.place.path in own]
        links = [path for path in others.links if path in own]
        contents = {path: raw for path, raw in reading.contents.items() if path in own}
        register = {
            kind.name: [filed for filed in self.whole.every(kind) if filed.path in own]
            for kind in (GROUP, DEPUTY)
        }
        records = {DISTRICT.name: self.whole.every(DISTRICT), **register, **reading.records}
        book = Book(
            self.whole.as_of,
            records,
            self.whole.presets,
            tuple(reading.unreadable),
            whole=self.whole,
            recorded_elsewhere=frozenset(part.near),
        )
        return book, Tree(contents, tuple(faults), tuple(links))


def district_in_parts(source: Source, *, as_of: date) -> DistrictInParts:
    """Read the register of a district, and list its records."""
    reading, dated = Reading(), {}
    for file in sorted(source.files(), key=lambda file: file.path):
        place = record_path(file.path)
        is_file = file.is_regular and not (file.is_link or file.problem)
        if place and place.kind.is_dated and is_file:
            dated[file.path] = place, file
        else:
            reading.read(source, file)
    reading.miss_district()
    return DistrictInParts(source, reading, reading.book(as_of), dated)
