"""The parts of a district: deputy groups whose records can be judged without those of the others.

A part is a group, or several that share anything, such as a constituency that passed from one to
the other. A record belongs to one part, and is seen in every part that it names: a visit of
deputies of two groups counts in both. `NOWHERE` is the part of the district's own file, and of what
names no group.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from msgspec import Struct

from deputylog.book import Book, grouped
from deputylog.kinds.group import Constituency, Group, Mailbox
from deputylog.kinds.references import SimilarIds
from deputylog.kinds.registry import (
    ACTIVITY,
    DEPUTY,
    EXCUSE,
    GROUP,
    LETTER,
    OPENING,
    SPOT_CHECK,
    SUBMISSION,
    SUGGESTION,
    VISIT,
)
from deputylog.life.numbers import short_names
from deputylog.repository.marks import Marks
from deputylog.tree import RecordPath

OF_A_PLACE = (VISIT, LETTER, OPENING, SUBMISSION)
"""Kinds whose records belong where the constituency, mailbox or group is that they name: one record
joins all of them."""
_LEADING_ON = (SUGGESTION, ACTIVITY, EXCUSE, SUBMISSION)
"""Kinds whose records are seen wherever those that they name are, and these where they are."""
_OF_ALL = (ACTIVITY, SPOT_CHECK)
"""Kinds whose records concern every group if they name none."""
NOWHERE = 0

Marked = Mapping[str, tuple[RecordPath, Marks]]
"""What dated records name, by path."""
T = TypeVar("T", bound=Hashable)


class Part(Struct):
    """The paths of what belongs to a part, and of the records that are also seen in it."""

    own: list[str] = []
    guests: list[str] = []


class _Joined(Generic[T]):
    """Things that were joined, each with the one that stands for them all."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def first(self, one: T) -> T:
        while (above := self._above.get(one, one)) != one:
            one = above
        return one

    def join(self, several: Iterable[T]) -> None:
        firsts = sorted(map(self.first, several), key=str)
        self._above.update((one, firsts[0]) for one in firsts[1:] if one != firsts[0])

    def sets(self) -> Iterable[list[T]]:
        """Return all that were joined, each set with its members."""
        return grouped({*self._above, *self._above.values()}, self.first).values()


class Register:
    """The numbers of the groups that each id of the register leads to.

    `NOWHERE` stands for the places of no group: unknown ones share a series of numbers.
    """

    def __init__(self, whole: Book) -> None:
        self.joined = _Joined[int]()
        self.places: dict[bytes, int] = {}
        self.people: dict[bytes, frozenset[int]] = {}
        self.series = {b"": NOWHERE}
        numbers = {group: number for number, group in enumerate(whole.groups, 1)}
        officers: dict[bytes, int] = {}
        for wanted, filed in whole.groups.items():
            for word in _has(wanted, filed.record):
                self._share(self.places, word, numbers[wanted])
            for officer in filed.record.officers:
                self._share(officers, os.fsencode(officer.id), numbers[wanted])
        for wanted, filed in whole.groups.items():
            for word in _serves(filed.record):
                self.joined.join((self.places.setdefault(word, NOWHERE), numbers[wanted]))
        for wanted, deputy in whole.deputies.items():
            named = [word for one in deputy.record.seats for word in (one.group, one.constituency)]
            found = {self.places[word] for word in map(os.fsencode, named) if word in self.places}
            self.people[os.fsencode(wanted)] = frozenset(found or {NOWHERE})
        for filed in whole.groups.values():
            for mailbox in filed.record.mailboxes:
                self._show_to_keepers(mailbox)
        for wanted, filed in whole.groups.items():
            named_by = map(self.of, _names(filed.record))
            self.joined.join({numbers[wanted], *(one for several in named_by for one in several)})
        names = short_names({wanted: filed.record for wanted, filed in whole.groups.items()})
        for wanted, name in names.items():
            self._share(self.series, os.fsencode(name.strip()), numbers[wanted])

    def _share(self, held: dict[bytes, int], word: bytes, number: int) -> None:
        self.joined.join((held.setdefault(word, number), number))

    def _show_to_keepers(self, mailbox: Mailbox) -> None:
        """What a keeper takes out of a mailbox counts where the keeper has a seat."""
        for keeper in mailbox.keepers:
            if held := self.people.get(os.fsencode(keeper.who)):
                word = os.fsencode(mailbox.id)
                self.people[word] = self.people.get(word, frozenset()) | held

    def of(self, word: bytes) -> frozenset[int]:
        """The numbers that a word leads to; none if it is no id of the register."""
        found = self.people.get(word, frozenset())
        return found | {self.places[word]} if word in self.places else found

    @property
    def words(self) -> frozenset[bytes]:
        return frozenset(self.places.keys() | self.people.keys())

    def home_of(self, place: RecordPath | None) -> int:
        """Return the part to which a file of the register belongs."""
        numbers: Iterable[int] = ()
        if place and place.kind is GROUP:
            numbers = (self.places.get(os.fsencode(place.id), NOWHERE),)
        elif place and place.kind is DEPUTY:
            numbers = self.people.get(os.fsencode(place.id), ())
        return min(map(self.joined.first, numbers), default=self.joined.first(NOWHERE))


def _has(wanted: str, group: Group) -> Iterator[bytes]:
    """Yield the ids that only this group should have."""
    parts: Iterable[Constituency | Mailbox] = (*group.constituencies, *group.mailboxes)
    yield from (os.fsencode(word) for word in (wanted, *(part.id for part in parts)))


def _serves(group: Group) -> Iterator[bytes]:
    """Yield the ids of the constituencies that a group's mailboxes serve."""
    for mailbox in group.mailboxes:
        served = mailbox.constituency
        ids = [served] if isinstance(served, str) else [one.id for one in served]
        yield from map(os.fsencode, ids)


def _names(group: Group) -> Iterator[bytes]:
    """Yield the ids in a group's file that lead to other groups or to deputies."""
    found = [group.merged_into, *(one.id for one in group.officers)]
    found += [one.moved_to for one in group.constituencies]
    yield from (os.fsencode(one) for one in found if one)


def parts_of(register: Register, records: Marked) -> dict[int, Part]:
    """Return the parts by number, with the dated records in each of them, in order."""
    return _Arranging(register, records).parts()


class _Arranging:
    """Finds which parts see each record."""

    def __init__(self, register: Register, records: Marked) -> None:
        self.register = register
        self.records = records
        self.joined = register.joined
        self.by_id = grouped(records, lambda path: records[path][0].id)
        self._add_strangers()
        self._bind()
        numbers = {NOWHERE, *register.places.values()}
        self.every = frozenset(map(self.joined.first, numbers))
        found: dict[object, tuple[int, frozenset[int]]] = {}
        self.own: dict[str, int] = {}
        self.seen: dict[str, frozenset[int]] = {}
        for path, (place, marks) in records.items():
            key = place.kind.letter, marks.words
            if key not in found:
                found[key] = self._seen(place, marks.words)
            self.own[path], self.seen[path] = found[key]

    def _add_strangers(self) -> None:
        """What is in no register is nowhere."""
        known = self.register.words
        for words in {marks.words for _, marks in self.records.values()}:
            for word in words:
                if word not in known:
                    self.register.places[word] = NOWHERE

    def _bind(self) -> None:
        places = self.register.places
        binding = {
            marks.words for place, marks in self.records.values() if place.kind in OF_A_PLACE
        }
        for words in binding:
            self.joined.join({places[word] for word in words if word in places})
        for paths in self.by_id.values():
            if len(paths) > 1:
                named = {word for path in paths for word in self.records[path][1].words}
                self.joined.join({NOWHERE}.union(*map(self.register.of, named)))

    def _seen(self, place: RecordPath, words: Iterable[bytes]) -> tuple[int, frozenset[int]]:
        """The part to which a record belongs, and those that see it."""
        first, places = self.joined.first, self.register.places
        here = {first(places[word]) for word in words if word in places}
        every = {first(number) for word in words for number in self.register.of(word)}
        if place.kind in _OF_ALL and not (here if place.kind is SPOT_CHECK else every):
            return min(every, default=NOWHERE), self.every
        own = min(here if place.kind in OF_A_PLACE else every, default=NOWHERE)
        return own, frozenset(every | {own})

    def parts(self) -> dict[int, Part]:
        found = {number: Part() for number in self.every}
        self._follow_days()
        self._follow_numbers()
        self._follow_ids()
        for path, own in self.own.items():
            found[own].own.append(path)
            for number in self.seen[path] if len(self.seen[path]) > 1 else ():
                if number != own:
                    found[number].guests.append(path)
        return found

    def _show(self, path: str, *numbers: int) -> None:
        self.seen[path] = self.seen[path].union(numbers)

    def _follow_days(self) -> None:
        """Show the visits of one deputy on one day where any of them belongs."""
        visits = [
            (path, marks) for path, (place, marks) in self.records.items() if place.kind is VISIT
        ]
        shown: defaultdict[tuple[bytes, bytes], set[int]] = defaultdict(set)
        for path, marks in visits:
            own = {self.own[path]}
            for word in marks.words if self.seen[path] - own else ():
                if not self._seen_by(word) <= own:
                    for day in marks.more:
                        shown[word, day] |= own
        words = {word for word, _ in shown}
        for path, marks in visits:
            for word in words.intersection(marks.words) if words else ():
                for day in marks.more:
                    self._show(path, *shown.get((word, day), ()))

    def _seen_by(self, word: bytes) -> set[int]:
        return set(map(self.joined.first, self.register.of(word)))

    def _follow_numbers(self) -> None:
        """Show a list handed in to the groups whose numbers it gives."""
        for path, (place, marks) in self.records.items():
            if place.kind is SUBMISSION:
                for number in marks.more:
                    self._show(path, *map(self.joined.first, self._numbering(number)))

    def _numbering(self, number: bytes) -> Iterator[int]:
        """Yield the numbers of the groups that a short number may belong to."""
        for name, group in self.register.series.items():
            begins = number.startswith(name) or name.startswith(number)
            if begins if name else number[4:5] == b"-":
                yield group

    def _follow_ids(self) -> None:
        """Show what a record names where that record belongs, and lead on those that lead on."""
        alike: defaultdict[tuple[str, bytes], list[str]] = defaultdict(list)
        together = _Joined[str]()
        naming = {path: one for path, one in self.records.items() if one[1].records or one[1].refs}
        for path, (place, marks) in naming.items():
            for mark in self._shared(place, marks):
                alike[place.kind.letter, mark].append(path)
            for wanted in map(bytes.decode, marks.records):
                for other in self.by_id.get(wanted, ()):
                    self._show(other, self.own[path])
                    if place.kind in _LEADING_ON:
                        together.join((path, other))
                for one in () if self._is_there(wanted) else self.similar.to(wanted):
                    for other in self.by_id[one]:
                        self._show(other, self.own[path])
        for several in alike.values():
            if len(several) > 1:
                together.join(several)
        for several in together.sets():
            seen = frozenset[int]().union(*(self.seen[path] for path in several))
            self.seen.update(dict.fromkeys(several, seen))

    @cached_property
    def similar(self) -> SimilarIds:
        return SimilarIds(self.by_id)

    def _shared(self, place: RecordPath, marks: Marks) -> Iterable[bytes]:
        """What only one record of a kind should have: of lists, also matters and numbers."""
        is_list = place.kind is SUBMISSION
        return (*marks.refs, *marks.records, *marks.more) if is_list else marks.refs

    def _is_there(self, wanted: str) -> bool:
        """Whether there is a record with that id, among those of its kind."""
        places = (self.records[path][0] for path in self.by_id.get(wanted, ()))
        return any(place.kind.letter == wanted[0] for place in places)
