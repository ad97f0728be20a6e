"""The register as plain values, by file, which a workbook changes in memory."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from msgspec import Struct

from deputylog.finding import InvalidFileError
from deputylog.keep.change import Change
from deputylog.keep.new_record import tidy_values
from deputylog.keep.objections import kind_at
from deputylog.keep.register_draft import path_of
from deputylog.kinds.registry import DEPUTY, DISTRICT, DISTRICT_PATH, GROUP
from deputylog.record import slow_parser as slow
from deputylog.record.editing import value_at, with_values
from deputylog.record.fields import Key
from deputylog.record.kind import RECORDS, Kind
from deputylog.record.reading import load, plain_values
from deputylog.record.shape import shape_of
from deputylog.repository.folder import record_files
from deputylog.tree import record_path

Data = dict[str, Any]


class RegisterValues(Struct, frozen=True):
    """The bytes of the register's files by path, and their values, which change."""

    raw: dict[str, bytes]
    files: dict[str, Data]

    def file(self, kind: Kind, wanted: str = "") -> Data:
        """Return the values of a file; empty ones are added where there is none."""
        return self.files.setdefault(path_of(kind, wanted), {})

    def of(self, kind: Kind) -> dict[str, Data]:
        """Return the values of the files of a kind, by id."""
        places = ((record_path(path), data) for path, data in self.files.items())
        return {place.id: data for place, data in places if place and place.kind is kind}

    @property
    def district(self) -> Data:
        return self.file(DISTRICT)

    def listed(self, name: str) -> Iterator[tuple[str, int, Data]]:
        """Yield the entries of a list of the groups, each with its group and its number."""
        for group, data in self.of(GROUP).items():
            for number, one in enumerate(data.get(name, ())):
                yield group, number, one

    def put(self, kind: Kind, wanted: str, key: Key, values: Data) -> set[str]:
        """Set values of the entry at `key`; return the names of those that differed before.

        An entry that is missing is added.
        """
        entry: Any = self.file(kind, wanted)
        for part, following in zip(key, (*key, "")[1:], strict=True):
            new: Any = [] if isinstance(following, int) else {}
            if isinstance(part, int) and part == len(entry):
                entry.append(new)
            entry = entry[part] if isinstance(part, int) else entry.setdefault(part, new)
        changed = {name for name, value in values.items() if entry.get(name) != value}
        entry.update(values)
        return changed

    def has(self, kind: Kind, wanted: str, key: Key) -> bool:
        return bool(value_at(self.files.get(path_of(kind, wanted)), key))

    def changed(self) -> Iterator[tuple[Kind, str, Data]]:
        """Yield the files whose values are no longer those of their bytes, tidied."""
        for path, data in self.files.items():
            place = record_path(path)
            assert place
            tidied = tidy_values(data)
            before = self.raw.get(path)
            if tidied and (before is None or plain_values(place.kind, path, before) != tidied):
                yield place.kind, path, tidied

    def text(self, kind: Kind, path: str, data: Data) -> str:
        """Return the text of a file with these values; of one that exists, other lines stay."""
        document = slow.read(path, self.raw.get(path, b""))
        return with_values(document, shape_of(kind.type), data)


def read_register(change: Change) -> RegisterValues:
    """Return the register of a repository; InvalidFileError if a file of it is not valid."""
    raw: dict[str, bytes] = {}
    files: dict[str, Data] = {}
    several = (record_files(change.root, f"{RECORDS}/{kind.folder}") for kind in (GROUP, DEPUTY))
    for path in (DISTRICT_PATH, *(path for paths in several for path, _ in paths)):
        kind = kind_at(path)
        raw[path] = change.read(path) or b""
        loaded = load(kind, path, raw[path])
        if isinstance(loaded, tuple):
            raise InvalidFileError(loaded[0])
        files[path] = dict(plain_values(kind, path, raw[path]) or {})
    return RegisterValues(raw, files)


def copy_of(register: RegisterValues) -> RegisterValues:
    """Return the register with values of its own, which can change."""
    return RegisterValues(register.raw, deepcopy(register.files))
