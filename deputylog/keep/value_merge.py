"""Merge the values of a record field by field; what contradicts is left open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from deputylog.keep.list_merge import Row, rows
from deputylog.record.changes import Entry
from deputylog.record.fields import Key
from deputylog.record.form import flow
from deputylog.record.shape import (
    Choice,
    Listing,
    OneOrList,
    Shape,
    Structure,
    TableShape,
)

Head = tuple[str | Entry, ...]


class Three(NamedTuple):
    """Something of the base and of both sides; None where there is none."""

    base: Any
    ours: Any
    theirs: Any

    def part(self, name: str) -> Three:
        return Three(*(values.get(name) if values else None for values in self))


@dataclass(frozen=True)
class Clash:
    """A value that both sides changed differently, with its description as in `FieldChange`."""

    key: Key
    values: Three
    shape: Shape
    head: Head


@dataclass
class ValueMerge:
    """The merged values of a record, with a Clash in the place of each contradiction.

    What differs at `disputed` keys is a Clash too. `keys` are the keys of the merged values by
    those of the base and of both sides; entries that are gone have negative numbers.
    """

    shape: Shape
    values: Three
    disputed: Collection[Key] = ()
    tree: Any = None
    clashes: list[Clash] = field(default_factory=list)
    keys: Three = field(default_factory=lambda: Three({}, {}, {}))

    def __post_init__(self) -> None:
        self.tree = self._merged(self.shape, (), self.values, Three((), (), ()), ())

    def _merged(self, shape: Shape, at: Key, values: Three, keys: Three, head: Head) -> Any:
        self._note_keys(at, values, keys)
        if at in self.disputed:
            return self._whole(shape, at, values, head)
        match shape:
            case OneOrList() if all(isinstance(value, list | None) for value in values):
                return self._merged(shape.listing, at, values, keys, head)
            case Listing():
                return self._list(shape, at, values, keys, head)
            case TableShape():
                return self._table(shape, at, values, keys, head)
            case Choice() if variant := _variant(shape, values):
                return self._structure(variant, at, values, keys, head)
            case Structure() if values.ours is not None and values.theirs is not None:
                return self._structure(shape, at, values, keys, head)
        return self._whole(shape, at, values, head)

    def _whole(self, shape: Shape, at: Key, values: Three, head: Head) -> Any:
        base, ours, theirs = (None if value is None else flow(shape, value) for value in values)
        if ours == theirs or (ours == base and at not in self.disputed):
            return values.theirs
        if theirs == base and at not in self.disputed:
            return values.ours
        clash = Clash(at, values, shape, head)
        self.clashes.append(clash)
        return clash

    def _structure(self, shape: Structure, at: Key, values: Three, keys: Three, head: Head) -> Any:
        tag = {shape.tag_field: shape.tag} if shape.tag_field else {}
        fields = {
            one.name: self._merged(
                one.shape,
                (*at, one.name),
                values.part(one.name),
                _below(keys, one.name),
                (*head, one.wording),
            )
            for one in shape.fields
        }
        return tag | {name: value for name, value in fields.items() if value is not None}

    def _table(self, shape: TableShape, at: Key, values: Three, keys: Three, head: Head) -> Any:
        lists = [list(value or ()) for value in values]
        merged = {}
        for row in rows(shape.key, *lists):
            name = next(names[n] for names, n in zip(lists, row, strict=True) if n is not None)
            entry = (*head, Entry(shape.key, name))
            below = _below(keys, name)
            value = self._merged(shape.value, (*at, name), values.part(name), below, entry)
            if value is not None:
                merged[name] = value
        return _filled(merged, values)

    def _list(self, shape: Listing, at: Key, values: Three, keys: Three, head: Head) -> Any:
        lists = Three(*(value or [] for value in values))
        merged: list[Any] = []
        for row in rows(shape.item, *lists):
            items = Three(*_items(lists, row))
            below = Three(*((*key, number) for key, number in zip(keys, row, strict=True)))
            if _is_gone(shape.item, items):
                self._note_keys((*at, -1 - (row.base or 0)), items, below)
                continue
            entry = Entry(shape.item, items.theirs if items.ours is None else items.ours)
            here = (*at, len(merged))
            merged.append(self._merged(shape.item, here, items, below, (*head, entry)))
        if len(merged) < shape.at_least:  # each side removed what the other one left
            return self._whole(shape, at, values, head)
        return _filled(merged, values)

    def _note_keys(self, at: Key, values: Three, keys: Three) -> None:
        for known, key, value in zip(self.keys, keys, values, strict=True):
            if value is not None:
                known[key] = at


def _items(lists: Three, row: Row) -> Iterator[object]:
    for items, number in zip(lists, row, strict=True):
        yield None if number is None else items[number]


def _is_gone(shape: Shape, items: Three) -> bool:
    """Whether one side or both removed an entry that no side changed."""
    left = [flow(shape, item) for item in items if item is not None]
    return items.base is not None and len(left) < 3 and len({*left}) == 1


def _below(keys: Three, name: str) -> Three:
    return Three(*((*key, name) for key in keys))


def _variant(shape: Choice, values: Three) -> Structure | None:
    """The variant of an event that both sides have."""
    is_on_both = values.ours is not None and values.theirs is not None
    return shape.variant(values.ours[shape.tag_field]) if is_on_both else None


def _filled(merged: Any, values: Three) -> Any:
    """What was merged; None if it is empty, and no side wrote that."""
    base, ours, theirs = (value is not None for value in values)
    return merged if merged or (theirs if ours is base else ours) else None


def resolved(tree: Any, pick: Callable[[Clash], Any]) -> Any:
    """The tree with a value for each Clash; None is left out, and so is what it leaves empty."""
    match tree:
        case Clash():
            return pick(tree)
        case dict():
            values = {name: resolved(value, pick) for name, value in tree.items()}
            left = {name: value for name, value in values.items() if value is not None}
            return left or (None if values else {})
        case list():
            items = [resolved(value, pick) for value in tree]
            return [value for value in items if value is not None] or (None if items else [])
    return tree
