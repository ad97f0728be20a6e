"""The register as plain values, which the rows of a workbook change in memory."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from msgspec import Struct

from deputylog.finding import InvalidFileError
from deputylog.keep.change import Change
from deputylog.keep.new_record import tidy_values
from deputylog.keep.register_draft import path_of
from deputylog.kinds.registry import DEPUTY, DISTRICT, DISTRICT_PATH, GROUP
from deputylog.record import slow_parser as slow
from deputylog.record.editing import with_values
from deputylog.record.fields import Key
from deputylog.record.kind import RECORDS, Kind
from deputylog.record.reading import load, plain_values
from deputylog.record.shape import shape_of
from deputylog.repository.folder import record_files
from deputylog.tree import RecordPath

Data = dict[str, Any]


class RegisterValues(Struct, frozen=True):
    """The values of the district, and of the groups and deputies by id; `raw` are the files."""

    raw: dict[str, bytes] = {}
    district: Data = {}
    groups: dict[str, Data] = {}
    deputies: dict[str, Data] = {}

    def file(self, kind: Kind, wanted: str) -> Data:
        """Return the values of a file; empty ones are added where there is none."""
        if kind is DISTRICT:
            return self.district
        return (self.groups if kind is GROUP else self.deputies).setdefault(wanted, {})

    def listed(self, name: str) -> Iterator[tuple[str, int, Data]]:
        """Yield the entries of a list of the groups, each with its group and its number."""
        for group, data in self.groups.items():
            for number, one in enumerate(data.get(name, ())):
                yield group, number, one

    def put(self, kind: Kind, wanted: str, key: Key, values: Data) -> str:
        """Set values of the entry at `key`, or add it; return what became of it: `written`,
        `changed` or `already`.
        """
        entry: Any = self.file(kind, wanted)
        for part, following in zip(key, (*key, "")[1:], strict=True):
            new: Any = [] if isinstance(following, int) else {}
            if isinstance(part, int) and part == len(entry):
                entry.append(new)
            entry = entry[part] if isinstance(part, int) else entry.setdefault(part, new)
        is_new = not entry
        values = {name: one for name, one in values.items() if one or name in entry}
        is_changed = any(entry.get(name) != value for name, value in values.items())
        entry.update(values)
        return "written" if is_new else "changed" if is_changed else "already"

    def changed(self) -> Iterator[tuple[Kind, str, Data]]:
        """Yield the kind and path of the files that differ from `raw`, with their values."""
        for kind, wanted, data in (
            (DISTRICT, "", self.district),
            *((GROUP, wanted, data) for wanted, data in self.groups.items()),
            *((DEPUTY, wanted, data) for wanted, data in self.deputies.items()),
        ):
            path, tidied = path_of(kind, wanted), tidy_values(data)
            before = self.raw.get(path)
            if tidied and (before is None or plain_values(kind, path, before) != tidied):
                yield kind, path, tidied

    def text(self, kind: Kind, path: str, data: Data) -> str:
        """Return the text of a file with these values; lines that say the same stay."""
        document = slow.read(path, self.raw.get(path, b""))
        return with_values(document, shape_of(kind.type), data)


def read_register(change: Change) -> RegisterValues:
    """Return the register of a repository; InvalidFileError if a file of it is not valid."""
    register = RegisterValues()
    folders = (f"{RECORDS}/{kind.folder}" for kind in (GROUP, DEPUTY))
    files = [
        (DISTRICT_PATH, RecordPath(DISTRICT, "")),
        *(one for folder in folders for one in record_files(change.root, folder)),
    ]
    for path, place in files:
        raw = register.raw[path] = change.read(path) or b""
        loaded = load(place.kind, path, raw)
        if isinstance(loaded, tuple):
            raise InvalidFileError(loaded[0])
        register.file(place.kind, place.id).update(plain_values(place.kind, path, raw) or {})
    return register


def copy_of(register: RegisterValues) -> RegisterValues:
    """Return the register with values of its own, which can change."""
    district, groups, deputies = deepcopy((register.district, register.groups, register.deputies))
    return RegisterValues(register.raw, district, groups, deputies)
