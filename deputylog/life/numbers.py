"""The short numbers of matters, such as 莲2026-031: group, year of receipt, and a serial number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import NamedTuple, Protocol

from deputylog.kinds.group import Group
from deputylog.kinds.submission import Submission
from deputylog.life.record_places import Filed
from deputylog.text.spelling import plain

_NUMBER = re.compile(r"(.*?)(?<!\d)(20\d\d)-(\d{1,5})")
_DASHES = re.compile("[\u2010-\u2015\u2212]+")
_MARK = re.compile(r"\((?:暂|provisional)\)$")


class ShortNumber(NamedTuple):
    """The number of a matter; it is provisional until a list with the matter is handed in."""

    text: str
    provisional: bool = False


class SpelledNumber(NamedTuple):
    """A short number as it is compared."""

    group: str
    year: str
    serial: int


class Numberable(Protocol):
    """What is known of a matter when it gets its number."""

    @property
    def id(self) -> str: ...
    @property
    def received(self) -> date: ...
    @property
    def group(self) -> str: ...


def as_number(text: str) -> SpelledNumber | None:
    """Return the short number that the text is, however it is typed; None if it is none."""
    form = _MARK.sub("", _DASHES.sub("-", plain(text)))
    found = _NUMBER.fullmatch(form)
    return SpelledNumber(found[1], found[2], int(found[3])) if found else None


def fixed_numbers(lists: Iterable[Filed[Submission]]) -> dict[str, str]:
    """Return the numbers that lists handed in have fixed, by the id of the matter.

    The first list that names a matter, or a number, holds, in whatever order they are given.
    """
    fixed: dict[str, str] = {}
    taken: set[str] = set()
    for filed in sorted(lists, key=lambda one: (one.record.handed_in, one.id)):
        for matter, number in sorted(filed.record.numbers.items()):
            if matter not in fixed and number not in taken:
                fixed[matter] = number
                taken.add(number)
    return fixed


def numbers_of(
    matters: Iterable[Numberable], fixed: Mapping[str, str], groups: Mapping[str, Group]
) -> dict[str, ShortNumber]:
    """Return the number of each matter by its id, and of deleted matters whose number is fixed.

    Matters without a fixed number get the free numbers of their group and year, in the given
    order.
    """
    numbers = {matter: ShortNumber(number) for matter, number in fixed.items()}
    names, taken = short_names(groups), frozenset(fixed.values())
    free: dict[str, Iterator[str]] = {}
    for matter in matters:
        if matter.id not in fixed:
            series = f"{names.get(matter.group, '')}{matter.received.year}-"
            left = free.setdefault(series, _free(series, taken))
            numbers[matter.id] = ShortNumber(next(left), provisional=True)
    return numbers


def _free(series: str, taken: frozenset[str]) -> Iterator[str]:
    every = (f"{series}{serial:03}" for serial in count(1))
    return (number for number in every if number not in taken)


def short_names(groups: Mapping[str, Group]) -> dict[str, str]:
    """Return each group's short name, by its id.

    It is `short`, else the shortest beginning of its name with which no other group's begins; a
    Latin word is followed by a blank.
    """
    own = {one: group.short or _without_type(group.name) for one, group in groups.items()}
    in_order = sorted(own.values())
    names = {one: group.short or _beginning(own[one], in_order) for one, group in groups.items()}
    return {one: f"{name} " if name[-1:].isascii() else name for one, name in names.items()}


def _beginning(name: str, in_order: Sequence[str]) -> str:
    """Return how this name alone begins, among all names in order: its neighbours tell."""
    place = bisect_left(in_order, name)
    neighbours = (*in_order[max(0, place - 1) : place], *in_order[place + 1 : place + 2])
    beginnings = (name[:length] for length in range(1, len(name)) if _ends_a_word(name, length))
    own = (one for one in beginnings if not any(other.startswith(one) for other in neighbours))
    return next(own, name).strip()


def _without_type(name: str) -> str:
    """Return the name of a group without what most names have in common."""
    return re.sub("街道|镇|乡", "", name)


def _ends_a_word(name: str, length: int) -> bool:
    """Return whether a word may end there: not after a digit, a blank or within a Latin word."""
    last, following = name[length - 1], name[length]
    return not (last.isdigit() or last.isspace() or (last.isascii() and following.isalnum()))
