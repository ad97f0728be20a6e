"""Merge lists: which entries belong together on three sides, and in which order they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from math import inf
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar

from deputylog.record.form import flow
from deputylog.record.shape import Choice, Scalar, Shape, Structure

T = TypeVar("T")
Items: TypeAlias = Sequence[Any]
Mark: TypeAlias = tuple[int, str, int]
"""What an entry is known by: the number of its kind of event, its id or all its values, and how
many entries before it have the same.
"""


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
    path: tuple[Mark, ...] = ()


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
        self._lists = lists
        self._is_fixed = isinstance(shape, Scalar) or _has_own_id(shape)
        self._marks = [list(_marks(shape, items)) for items in lists]
        is_dated = isinstance(shape, Choice)
        self._days = [
            [str(item.get("date") or "~") if is_dated else "" for item in items] for items in lists
        ]
        self._rows = list(self._paired())

    def _paired(self) -> Iterator[Row]:
        ours, theirs = ({mark: n for n, mark in enumerate(marks)} for marks in self._marks[1:])
        old_ours, old_theirs = self._changed(1, theirs), self._changed(2, ours)
        for number, mark in enumerate(self._marks[0]):
            mine = ours.pop(old_ours.get(number, mark), None)
            yield Row(number, mine, theirs.pop(old_theirs.get(number, mark), None))
        for mark, number in ours.items():
            yield Row(None, number, theirs.pop(mark, None))
        yield from (Row(None, None, number) for number in theirs.values())

    def _changed(self, side: int, other: Container[Mark]) -> dict[int, Mark]:
        """The entries of the base that a side changed, with what they are known by there."""
        base, marks = self._marks[0], self._marks[side]
        found: dict[int, Mark] = {}
        if self._is_fixed:
            return found
        gone = [number for number, mark in enumerate(base) if mark not in marks]
        new = [n for n, mark in enumerate(marks) if mark not in base and mark not in other]
        pairs = [
            (-_likeness(self._lists[0][was], self._lists[side][now]), was, now)
            for was in gone
            for now in new
            if base[was][0] == marks[now][0]
        ]
        for unlike, was, now in sorted(pairs):
            if unlike and was not in found and marks[now] not in found.values():
                found[was] = marks[now]
        return found

    def in_order(self) -> list[Row]:
        old = [row for row in self._rows if self._is_old(row)]
        place = {row: number for number, row in enumerate(_old_order(old))}
        new = [self._positions(side, place) for side in (1, 2)]

        def position(row: Row) -> _Position:
            if row in place:
                return _Position(self._days[0][row.base or 0], place[row])
            return max(found[row] for found in new if row in found)

        return sorted(self._rows, key=position)

    def _is_old(self, row: Row) -> bool:
        """Whether the entry is in the base, and on the same day wherever it is now."""
        return row.base is not None and len({*parts(self._days, row)}) == 1

    def _positions(self, side: int, place: Mapping[Row, int]) -> dict[Row, _Position]:
        """The positions of what is new on a side: on its day behind all old entries, or among them
        if it stands before one.
        """
        days = self._days[side]
        present = sorted((n, row) for row in self._rows if (n := row[side]) is not None)
        last = {days[number]: number for number, row in present if row in place}
        before: dict[str, int] = {}
        paths: dict[tuple[str, float], list[Mark]] = {}
        found: dict[Row, _Position] = {}
        for number, row in present:
            day = days[number]
            if row in place:
                before[day] = place[row]
            elif row.base is None or day != self._days[0][row.base]:
                after = before.get(day, -1) if number < last.get(day, -1) else inf
                path = paths.setdefault((day, after), [])
                mark = min(parts(self._marks[1:], row[1:]))
                while path and path[-1] < mark:
                    path.pop()
                path.append(mark)
                found[row] = _Position(day, after, True, tuple(path))
        return found


def _old_order(old: list[Row]) -> list[Row]:
    """The entries of the base, in their order or in that of a side that changed it."""
    both = [row for row in old if None not in row]
    ours, theirs = (sorted(both, key=itemgetter(side)) for side in (1, 2))
    order = theirs if ours == both else ours if theirs == both else min(ours, theirs)
    for number, row in enumerate(old):
        if None in row:
            order.insert(order.index(old[number - 1]) + 1 if number else 0, row)
    return order


def parts(lists: Sequence[Sequence[T]], row: Sequence[int | None]) -> list[T]:
    """The part of each list that a row has there."""
    return [items[number] for items, number in zip(lists, row, strict=True) if number is not None]


def _likeness(one: Mapping[str, object], other: Mapping[str, object]) -> int:
    """How many values two entries share."""
    return sum(other.get(name) == value for name, value in one.items())


def _marks(shape: Shape, items: Items) -> Iterator[Mark]:
    seen: Counter[str] = Counter()
    has_id = _has_own_id(shape)
    for item in items:
        kind = shape.variants.index(shape.of(item)) if isinstance(shape, Choice) else 0
        text = str(item["id"]) if has_id else flow(shape, item)
        yield kind, text, seen[text]
        seen[text] += 1


def _has_own_id(shape: Shape) -> bool:
    """Whether the entries of a list have an `id` that is not the id of something else."""
    own = shape.field("id") if isinstance(shape, Structure) else None
    return bool(own and own.scalar and not own.scalar.refers)
