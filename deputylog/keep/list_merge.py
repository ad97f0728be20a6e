"""Merge lists: which entries belong together on three sides, and in which order they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from math import inf
from typing import NamedTuple, TypeAlias

from deputylog.record.form import flow
from deputylog.record.shape import Choice, Scalar, Shape, Structure

Items: TypeAlias = Sequence[object]
Mark: TypeAlias = tuple[str, int]
"""What an entry is known by, and how many entries before it are known by the same."""


class Row(NamedTuple):
    """The numbers of an entry in the lists of the base and of both sides; None where it is not."""

    base: int | None
    ours: int | None
    theirs: int | None


class _Position(NamedTuple):
    """Where an entry stands: its day, the entry of the base it follows, and its order there."""

    day: str
    after: float
    is_new: bool = False
    path: tuple[tuple[int, Mark], ...] = ()


def rows(shape: Shape, base: Items, ours: Items, theirs: Items) -> list[Row]:
    """The entries of three lists, in the order in which the merged list has them.

    Entries are the same if they have the same `id`, or else the same values; an event that a side
    changed is the one that it resembles most. Within a day, entries of the base come first, in
    their order or in that of the side that changed it; then come new ones, by the kind of event and
    by text, but those of one side in its order. Undated events come last.
    """
    return _Rows(shape, base, ours, theirs).in_order()


class _Rows:
    def __init__(self, shape: Shape, *lists: Items) -> None:
        self._shape = shape
        self._lists = lists
        self._marks = [list(_marks(shape, items)) for items in lists]
        self._rows = list(self._paired())

    def _paired(self) -> Iterator[Row]:
        new_ours, new_theirs = (
            {mark: n for n, mark in enumerate(self._marks[side])} for side in (1, 2)
        )
        old_ours, old_theirs = self._changed(1, new_theirs), self._changed(2, new_ours)
        for number, mark in enumerate(self._marks[0]):
            ours = new_ours.pop(old_ours.get(number, mark), None)
            yield Row(number, ours, new_theirs.pop(old_theirs.get(number, mark), None))
        for mark, number in new_ours.items():
            yield Row(None, number, new_theirs.pop(mark, None))
        yield from (Row(None, None, number) for number in new_theirs.values())

    def _changed(self, side: int, other: Container[Mark]) -> dict[int, Mark]:
        """The entries of the base that a side changed, with what they are known by there."""
        base, items = self._marks[0], self._marks[side]
        if isinstance(self._shape, Scalar):
            return {}
        gone = [number for number, mark in enumerate(base) if mark not in items]
        new = [n for n, mark in enumerate(items) if mark not in base and mark not in other]
        pairs = [
            (-self._likeness(self._lists[0][was], self._lists[side][now]), was, now)
            for was in gone
            for now in new
        ]
        found: dict[int, Mark] = {}
        for unlike, was, now in sorted(pairs):
            if unlike and was not in found and items[now] not in found.values():
                found[was] = items[now]
        return found

    def _likeness(self, one: object, other: object) -> int:
        """How many values two entries share; 0 if they cannot be one that was changed."""
        if not isinstance(one, Mapping) or not isinstance(other, Mapping):
            return 0
        if isinstance(self._shape, Choice):
            tag = self._shape.tag_field
            if one[tag] != other[tag]:
                return 0
        elif _has_own_id(self._shape):
            return 0
        return sum(other.get(name) == value for name, value in one.items())

    def in_order(self) -> list[Row]:
        old = [row for row in self._rows if self._is_old(row)]
        place = {row: number for number, row in enumerate(self._old_order(old))}
        new = [self._positions(side, place) for side in (1, 2)]

        def position(row: Row) -> _Position:
            if row in place:
                return _Position(self._day(row, 0), place[row])
            return max(found[row] for found in new if row in found)

        return sorted(self._rows, key=position)

    def _is_old(self, row: Row) -> bool:
        """Whether the entry is in the base, and on the same day wherever it is now."""
        days = {self._day(row, side) for side, number in enumerate(row) if number is not None}
        return row.base is not None and len(days) == 1

    def _old_order(self, old: list[Row]) -> list[Row]:
        """The entries of the base, in their order or in that of a side that changed it."""
        both = [row for row in old if row.ours is not None and row.theirs is not None]
        ours = sorted(both, key=lambda row: row.ours or 0)
        theirs = sorted(both, key=lambda row: row.theirs or 0)
        order = theirs if ours == both else ours if theirs == both else min(ours, theirs)
        for number, row in enumerate(old):
            if row.ours is None or row.theirs is None:
                order.insert(order.index(old[number - 1]) + 1 if number else 0, row)
        return order

    def _positions(self, side: int, place: Mapping[Row, int]) -> dict[Row, _Position]:
        """The positions of what is new on a side: on its day behind all old entries, or among them
        if it stands before one.
        """
        present = sorted((n, row) for row in self._rows if (n := row[side]) is not None)
        last = {self._day(row, side): number for number, row in present if row in place}
        before: dict[str, int] = {}
        paths: dict[tuple[str, float], list[tuple[int, Mark]]] = {}
        found: dict[Row, _Position] = {}
        for number, row in present:
            day = self._day(row, side)
            if row in place:
                before[day] = place[row]
            elif row.base is None or day != self._day(row, 0):
                after = before.get(day, -1) if number < last.get(day, -1) else inf
                path = paths.setdefault((day, after), [])
                rank = self._rank(row)
                while path and path[-1] < rank:
                    path.pop()
                path.append(rank)
                found[row] = _Position(day, after, True, tuple(path))
        return found

    def _day(self, row: Row, side: int) -> str:
        number = row[side]
        item = None if number is None else self._lists[side][number]
        if not isinstance(self._shape, Choice) or not isinstance(item, Mapping):
            return ""
        return str(item.get("date") or "~")

    def _rank(self, row: Row) -> tuple[int, Mark]:
        """The kind of event, then the text."""
        found = [(side, number) for side, number in enumerate(row) if side and number is not None]
        side, number = found[0]
        item, kind = self._lists[side][number], 0
        if isinstance(self._shape, Choice) and isinstance(item, Mapping):
            kind = self._shape.variants.index(self._shape.of(item))
        return kind, min(self._marks[side][number] for side, number in found)


def _marks(shape: Shape, items: Items) -> Iterator[Mark]:
    seen: Counter[str] = Counter()
    has_id = _has_own_id(shape)
    for item in items:
        text = str(item["id"]) if has_id and isinstance(item, Mapping) else flow(shape, item)
        yield text, seen[text]
        seen[text] += 1


def _has_own_id(shape: Shape) -> bool:
    """Whether the entries of a list have an `id` that is not the id of something else."""
    own = shape.field("id") if isinstance(shape, Structure) else None
    return bool(own and own.scalar and not own.scalar.refers)
