"""The parts of a district as they are now, kept in .deputylog/kept from one command to the next.

Each part has a version, under which others keep what they worked out from it. When a record changes
that names what it named, or that one part alone knows of, the parts that see it get another
version, and nothing else is read again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from deputylog.kinds.registry import ACTIVITY, SPOT_CHECK, SUBMISSION, SUGGESTION, VISIT
from deputylog.processes import shares, work_out
from deputylog.record.files import Source
from deputylog.record.kind import RECORDS
from deputylog.repository import kept
from deputylog.repository.district_in_parts import (
    DistrictInParts,
    district_in_parts,
    district_with,
)
from deputylog.repository.marks import Marks, marks_of
from deputylog.repository.parts import OF_A_PLACE, Part
from deputylog.tree import RecordPath, path_problem, record_path

_NAME = "parts"
_FEW = 100
"""So many changed records are put into their parts one by one sooner than all are arranged anew."""
_SUGGESTIONS = f"{RECORDS}/{SUGGESTION.folder}/"
_NAMING_MORE = (ACTIVITY, SPOT_CHECK, SUBMISSION)
"""Kinds whose records may concern a part that they do not name."""


class State(Struct):
    """Which files there are: the identity of an index or a tree, and what stands for the content of
    those that are otherwise, by path. Git was told not to look at those that are `unwatched`.
    """

    base: str
    loose: dict[str, str]
    unwatched: tuple[str, ...] = ()


class Origin(Protocol):
    """Where records come from, and where something can be kept about them."""

    @property
    def folder(self) -> Path | None:
        """Where it is kept; None if nothing is to be kept."""
        ...

    @property
    def source(self) -> Source: ...

    def state(self, old: State | None) -> State | None:
        """Which files there are now; None if only reading them all would tell."""
        ...

    def changed_since(self, base: str) -> Set[str] | None:
        """The paths that differ between an earlier base and the present one; None if unknown."""
        ...

    def keep_base(self) -> None:
        """Keep what `changed_since` needs to know of the present base."""
        ...


class _KeptPart(Struct):
    """A part, and what its own records name."""

    part: Part
    marks: dict[str, Marks]


class _Kept(Struct):
    """All parts with their versions, and the state in which they were found.

    `files` are those of the register; `leads` are the numbers of parts that each id leads to,
    `places` the ids of places among them. `unreadable` is no record, `count` the number of files;
    `closed` says that every id that a record names is there.
    """

    state: State
    files: list[str]
    unreadable: tuple[str, ...]
    count: int
    closed: bool
    leads: dict[bytes, list[int]]
    places: set[bytes]
    versions: list[str]
    parts: list[Raw]
    """Each as bytes; as it is where the name of a file is no text, and nothing can be kept."""


class PartsNow(Struct, dict=True):
    """The parts of a district, the first of which belongs to no group."""

    origin: Origin
    as_of: date
    _kept: _Kept

    @property
    def count(self) -> int:
        """The number of files."""
        return self._kept.count

    @property
    def versions(self) -> list[str]:
        """The version of each part."""
        return self._kept.versions

    @cached_property
    def district(self) -> DistrictInParts:
        """The district with its register."""
        here = self._kept
        return district_with(self.origin.source, here.files, here.unreadable, as_of=self.as_of)

    @cached_property
    def complete(self) -> DistrictInParts:
        """The district with everything that belongs to no group."""
        return district_in_parts(self.origin.source, as_of=self.as_of)[0]

    def district_for(self, number: int) -> DistrictInParts:
        """Return the district with what a part needs."""
        return self.district if number else self.complete

    def knowing(self, unreadable: Iterable[str]) -> DistrictInParts:
        """Return the district, where it is known that these records cannot be read."""
        here = self.complete
        whole = replace(here.whole, unreadable=(*here.whole.unreadable, *unreadable))
        return DistrictInParts(here.source, here.reading, whole)

    @property
    def paths(self) -> Iterator[str]:
        """The paths of all files and links."""
        for raw in self._kept.parts:
            yield from _whole(raw).part.own

    def part(self, number: int) -> Part:
        return _whole(self._kept.parts[number]).part

    def shares(self, numbers: Sequence[int]) -> list[list[int]]:
        """Return the numbers of parts, divided among processes."""
        sizes = [len(self.part(number).own) for number in numbers]
        return [[numbers[one] for one in share] for share in shares(sizes)]

    def naming(self, word: str) -> list[int]:
        """Return the numbers of the parts that an id of the register leads to."""
        return self._kept.leads.get(os.fsencode(word), [])

    def about(self, word: str) -> list[int]:
        """Return the numbers of the parts that see the record at a path; or those that an id of the
        register leads to, those whose records name it, and those with which they share deputies or
        suggestions.
        """
        if "/" in word:
            return self.having(word)
        here = {*self.naming(word), *_holding(self._kept.parts, _encode(os.fsencode(word)))}
        shared = (several for several in self._kept.leads.values() if len(several) > 1)
        here.update(*(several for several in shared if not here.isdisjoint(several)))
        guests = {path for number in here for path in self.part(number).guests}
        of_groups = (path for path in guests if path.startswith(_SUGGESTIONS))
        return sorted(here.union(*map(self.having, of_groups)))

    def having(self, path: str) -> list[int]:
        """Return the numbers of the parts that see a record."""
        return _holding(self._kept.parts, os.fsencode(path))


_decode = msgspec.msgpack.Decoder(_KeptPart).decode
_encode = msgspec.msgpack.Encoder().encode


def _whole(part: Raw | _KeptPart) -> _KeptPart:
    return part if isinstance(part, _KeptPart) else _decode(part)


def _packed(part: _KeptPart) -> Any:
    try:
        return Raw(_encode(part))
    except UnicodeEncodeError:
        return part


def parts_now(origin: Origin, *, as_of: date) -> PartsNow:
    """Return the parts of a district, as kept if nothing has changed since."""
    folder = origin.folder
    old = kept.load(folder, _NAME, _Kept) if folder else None
    state = origin.state(old.state if old else None)
    changed = _changed(origin, old.state, state) if old and state else None
    if old and changed == set():
        return PartsNow(origin, as_of, old)
    new = found = None
    if old and state and changed and len(changed) <= _FEW:
        new = _Update(origin.source, old, state).result(changed)
    if new is None:
        new, found = _found(origin, old, state, changed, as_of)
    if folder and state:
        kept.save(folder, _NAME, new)
        origin.keep_base()
    now = PartsNow(origin, as_of, new)
    if found:  # which need not be read again
        now.district = now.complete = found
    return now


def _changed(origin: Origin, old: State, new: State) -> Set[str] | None:
    """The paths of which it is not certain that they are as they were; None if unknown."""
    changed = set[str]() if old.base == new.base else origin.changed_since(old.base)
    if changed is None:
        return None
    loose = old.loose.keys() | new.loose.keys()
    return changed | {path for path in loose if old.loose.get(path) != new.loose.get(path)}


def _found(
    origin: Origin, old: _Kept | None, state: State | None, changed: Set[str] | None, as_of: date
) -> tuple[_Kept, DistrictInParts]:
    """Find all parts; what has not changed keeps its marks and its versions."""
    district, dated = district_in_parts(origin.source, as_of=as_of)
    is_same = old is not None and changed is not None and all(map(_is_dated, changed))
    before = [_decode(raw) for raw in old.parts] if old and is_same else []
    known = {path: one for part in before for path, one in part.marks.items()}
    for path in changed or ():
        known.pop(path, None)
    known |= _marks(district, {path: dated[path] for path in dated if path not in known})
    marks = {path: (place, known[path]) for path, place in dated.items()}
    parts = district.parts(marks)
    numbers = {number: index for index, number in enumerate(parts)}
    first, words = district.register.joined.first, district.register.words
    old_versions = old.versions if old and is_same else ()
    versions = _versions(parts.values(), before, old_versions, changed or frozenset())
    ids = {os.fsencode(place.id) for place in dated.values()}
    found = _Kept(
        state or State("", {}),
        [path for path in district.reading.contents if record_path(path)],
        district.whole.unreadable,
        len(dated) + len(district.reading.contents),
        all(ids.issuperset(one.records) for _, one in marks.values()),
        {
            word: sorted({numbers[first(number)] for number in district.register.of(word)})
            for word in words
        },
        set(district.register.places),
        versions,
        [
            _packed(_KeptPart(one, {path: marks[path][1] for path in one.own if path in marks}))
            for one in parts.values()
        ],
    )
    return found, district


def _marks(district: DistrictInParts, dated: Mapping[str, RecordPath]) -> dict[str, Marks]:
    """What records name, by path."""
    paths, places = list(dated), list(dated.values())
    words = district.register.words

    def work(share: list[int]) -> list[Marks]:
        return [district.marks(paths[one], places[one], words) for one in share]

    found = work_out(work, shares([1] * len(paths)), list[Marks])
    return {paths[number]: one for number, one in found.items()}


def _versions(
    parts: Iterable[Part], before: Sequence[_KeptPart], old: Sequence[str], changed: Set[str]
) -> list[str]:
    """The versions of parts: that which a part had before, if nothing in it has changed."""
    known = dict(zip((_key(one.part) for one in before), old, strict=bool(before)))
    return [
        known.get(_key(part), _new_version())
        if changed.isdisjoint({*part.own, *part.guests})
        else _new_version()
        for part in parts
    ]


def _key(part: Part) -> tuple[object, ...]:
    return tuple(part.own), tuple(part.guests)


def _new_version() -> str:
    return os.urandom(8).hex()


def _is_dated(path: str) -> bool:
    place = record_path(path)
    return place is not None and place.kind.is_dated


def _holding(parts: Sequence[Raw], wanted: bytes) -> list[int]:
    """The numbers of the parts in which something is named."""
    return [
        number
        for number, one in enumerate(parts)
        if wanted in (bytes(one) if isinstance(one, Raw) else os.fsencode(repr(one)))
    ]


class _NotAloneError(Exception):
    """A change may concern parts that it does not name."""


class _Update:
    """Changes the parts that see a few changed records, and no others."""

    def __init__(self, source: Source, old: _Kept, state: State) -> None:
        self._source = source
        self._old = old
        self._state = state
        self._parts = list(old.parts)
        self._count = old.count
        self._touched: set[int] = set()

    def result(self, changed: Set[str]) -> _Kept | None:
        """Return the parts after the change; None if all must be found again."""
        try:
            for path in sorted(changed):
                self._take(path)
        except _NotAloneError:
            return None
        versions = [
            _new_version() if number in self._touched else version
            for number, version in enumerate(self._old.versions)
        ]
        return replace(
            self._old, state=self._state, count=self._count, versions=versions, parts=self._parts
        )

    def _take(self, path: str) -> None:
        place = record_path(path)
        if (
            not place
            or not place.kind.is_dated
            or path_problem(path)
            or path in self._old.unreadable
        ):
            raise _NotAloneError
        seen = _holding(self._parts, os.fsencode(path))
        home = next((number for number in seen if path in _decode(self._parts[number]).marks), None)
        before = None if home is None else _decode(self._parts[home]).marks[path]
        after = self._marks(path, place)
        self._touched.update(seen)
        if before != after:
            number = self._only_part(place, before, after)
            self._touched.add(number)
            self._put(number, path, after)

    def _marks(self, path: str, place: RecordPath) -> Marks | None:
        """What the record names now; None if it is gone."""
        try:
            raw = self._source.read(self._source.file(path))
        except FileNotFoundError:
            return None
        except OSError:
            raise _NotAloneError from None
        return marks_of(place.kind, raw, self._old.leads.keys())

    def _only_part(self, place: RecordPath, before: Marks | None, after: Marks | None) -> int:
        """The number of the only part that a record can concern, before and after its change."""
        both = [one for one in (before, after) if one]
        named = {number for one in both for number in self._named(place, one)}
        refs = {ref for one in both for ref in one.refs}
        people = {word for one in both for word in one.words if place.kind is VISIT}
        if (
            len(named) != 1
            or 0 in named
            or place.kind in _NAMING_MORE
            or any(one.records for one in both)
            or (len(both) == 1 and self._is_named(place.id))
            or ((both[0].refs != both[-1].refs or len(both) == 1) and self._anywhere(refs))
        ):
            raise _NotAloneError
        (number,) = named
        if any(holder != number for word in people for holder in self._naming(word)):
            raise _NotAloneError
        return number

    def _named(self, place: RecordPath, marks: Marks) -> Iterator[int]:
        if place.kind in OF_A_PLACE and self._old.places.isdisjoint(marks.words):
            raise _NotAloneError
        for word in marks.words:
            if word in self._old.leads:
                yield from self._old.leads[word]
            else:
                raise _NotAloneError

    def _naming(self, word: bytes) -> list[int]:
        """The numbers of the parts whose records name a word."""
        return _holding(self._parts, _encode(word))

    def _is_named(self, wanted: str) -> bool:
        """Whether any record names an id, or what it names is missing and might be near it."""
        is_twice = len(_holding(self._parts, os.fsencode(f"/{wanted}.yaml"))) > 0
        return not self._old.closed or is_twice or bool(self._naming(os.fsencode(wanted)))

    def _anywhere(self, refs: Iterable[bytes]) -> bool:
        return any(self._naming(ref) for ref in refs)

    def _put(self, number: int, path: str, marks: Marks | None) -> None:
        """Put a record into a part, or take it out."""
        held = _decode(self._parts[number])
        own = set(held.part.own)
        if marks is None:
            own.discard(path)
            held.marks.pop(path, None)
            self._count -= 1
        else:
            self._count += path not in own
            own.add(path)
            held.marks[path] = marks
        held.part.own = sorted(own)
        self._parts[number] = Raw(_encode(held))
