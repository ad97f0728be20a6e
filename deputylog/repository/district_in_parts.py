"""A district read in parts: its register as a whole, its records by parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.kinds.registry import DEPUTY, DISTRICT, GROUP
from deputylog.record.files import Source
from deputylog.repository.marks import Marks, marks_of
from deputylog.repository.parts import Part, Register, parts_of
from deputylog.repository.reading import Reading
from deputylog.tree import RecordPath, Tree, record_path


class DistrictInParts(Struct, dict=True):
    """The register of a district, with the records still to be read.

    `reading` holds what is no dated record.
    """

    source: Source
    reading: Reading
    whole: Book

    @cached_property
    def register(self) -> Register:
        return Register(self.whole)

    def with_records(self, paths: Iterable[str]) -> Book:
        """Return the register, with the records at these paths."""
        reading = self._records(paths)
        return replace(self.whole, by_kind={**self.whole.by_kind, **reading.records})

    def marks(self, path: str, place: RecordPath, words: Set[bytes]) -> Marks:
        """Return which of these words a dated record names; none if it cannot be read."""
        try:
            raw = self.source.read(self.source.file(path))
        except OSError:
            return Marks()
        return marks_of(place.kind, raw, words)

    def parts(self, marks: Mapping[str, tuple[RecordPath, Marks]]) -> dict[int, Part]:
        """Return all parts by number, with the register's files among what belongs to them."""
        found = parts_of(self.register, marks)
        for path in {*self.reading.contents, *self.reading.links, *self.reading.unreadable}:
            found[self.register.home_of(record_path(path))].own.append(path)
        for part in found.values():
            part.own.sort()
        return {number: found[number] for number in sorted(found) if found[number].own}

    def _records(self, paths: Iterable[str]) -> Reading:
        reading = Reading()
        for path in sorted(paths):
            reading.read(self.source, self.source.file(path))
        return reading

    def read(self, part: Part) -> tuple[Book, Tree]:
        """Read a part: its Book, with the records that are also seen in it, and its own files."""
        others, own = self.reading, set(part.own)
        in_register = {*others.contents, *others.links, *others.unreadable}
        reading = self._records({*own, *part.guests} - in_register)
        faults = [fault for fault in (*others.faults, *reading.faults) if fault.place.path in own]
        links = [path for path in (*others.links, *reading.links) if path in own]
        contents = {
            path: raw
            for several in (others.contents, reading.contents)
            for path, raw in several.items()
            if path in own
        }
        odd = [path for path in (*others.out_of_form, *reading.out_of_form) if path in own]
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
        )
        return book, Tree(contents, tuple(faults), tuple(links), tuple(odd))


def district_in_parts(
    source: Source, *, as_of: date
) -> tuple[DistrictInParts, dict[str, RecordPath]]:
    """Read the register of a district, and list its dated records by path."""
    reading, dated = Reading(), dict[str, RecordPath]()
    for file in sorted(source.files(), key=lambda file: file.path):
        place = record_path(file.path)
        is_file = file.is_regular and not (file.is_link or file.problem)
        if place and place.kind.is_dated and is_file:
            dated[file.path] = place
        else:
            reading.read(source, file)
    reading.miss_district()
    return DistrictInParts(source, reading, reading.book(as_of)), dated


def district_with(
    source: Source, paths: Iterable[str], unreadable: tuple[str, ...], *, as_of: date
) -> DistrictInParts:
    """Read the register of a district from these paths alone; `unreadable` is known."""
    reading = Reading()
    for path in sorted(paths):
        reading.read(source, source.file(path))
    reading.miss_district()
    whole = replace(reading.book(as_of), unreadable=unreadable)
    return DistrictInParts(source, reading, whole)
