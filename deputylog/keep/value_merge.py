"""Merge the values of a record field by field; what contradicts is left open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from deputylog.keep.list_merge import parts, rows
from deputylog.record.changes import ListEntry
from deputylog.record.fields import Key
from deputylog.record.shape import (
    Choice,
    Listing,
    OneOrList,
    Scalar,
    Shape,
    Structure,
    TableShape,
)


class Three(NamedTuple):
    """Something of the base and of both sides; None where there is none."""

    base: Any
    ours: Any
    theirs: Any

    @property
    def is_settled(self) -> bool:
        """Whether no more than one side changed it, or both did alike."""
        return self.ours == self.theirs or self.base in self[1:]

    @property
    def changed(self) -> Any:
        """What the sides made of it, if it is settled."""
        return self.theirs if self.ours == self.base else self.ours


class Conflict(Struct, frozen=True):
    """A value that both sides changed differently.

    `keys` are its keys in the versions, `head` is its description as in `FieldChange`. With the key
    `()` it is the whole file: deleted on one side, or not readable.
    """

    key: Key
    values: Three
    shape: Shape = Scalar("text")
    head: tuple[str | ListEntry, ...] = ()
    keys: Three = Three((), (), ())

    @property
    def is_unreadable(self) -> bool:
        return not self.key and None not in self.values[1:]

    def part(
        self,
        name: str | int,
        shape: Shape,
        head: str | ListEntry | None = None,
        names: Iterable[Any] = (),
    ) -> Conflict:
        """The same for a part; `names` are its names or numbers in the versions if they differ."""
        each = tuple(names) or (name, name, name)
        values = Three(*map(_part, self.values, each))
        head = head or ListEntry(shape, values.theirs if values.ours is None else values.ours)
        keys = Three(*((*key, one) for key, one in zip(self.keys, each, strict=True)))
        return Conflict((*self.key, name), values, shape, (*self.head, head), keys)


def _part(whole: Any, name: Any) -> Any:
    if isinstance(whole, list):
        return None if name is None else whole[name]
    return (whole or {}).get(name)


class ValueMerge:
    """The merged values of a record, with a Conflict in the place of each contradiction.

    With `favour`, the name of a version, its value is there instead. `keys` are the keys of the
    merged values by those of the base and of both sides; entries that are gone have negative
    numbers.
    """

    def __init__(self, shape: Shape, values: Three, favour: str = "") -> None:
        self._favour = favour
        self.conflicts: list[Conflict] = []
        self.keys: tuple[dict[Key, Key], ...] = ({}, {}, {})
        self.tree = self._merged(Conflict((), values, shape))

    def _merged(self, one: Conflict) -> Any:
        """What a possible conflict is merged to."""
        self._note_keys(one)
        is_on_both = None not in one.values[1:]
        match one.shape:
            case OneOrList() as shape if not any(isinstance(value, str) for value in one.values):
                return self._list(shape.listing, one)
            case Listing() as shape:
                return self._list(shape, one)
            case TableShape() as shape:
                return self._table(shape, one)
            case Choice() as shape if is_on_both:
                return self._structure(shape.of(one.values.ours), one)
            case Structure() as shape if is_on_both:
                return self._structure(shape, one)
        return self._whole(one)

    def _note_keys(self, one: Conflict) -> None:
        for known, key, value in zip(self.keys, one.keys, one.values, strict=True):
            if value is not None:
                known[key] = one.key

    def _whole(self, one: Conflict) -> Any:
        if one.values.is_settled:
            return one.values.changed
        self.conflicts.append(one)
        return getattr(one.values, self._favour) if self._favour else one

    def _structure(self, shape: Structure, one: Conflict) -> Any:
        merged = {
            part.name: self._merged(one.part(part.name, part.shape, part.wording))
            for part in shape.fields
        }
        tag = {shape.tag_field: shape.tag} if shape.tag_field else {}
        return tag | {name: value for name, value in merged.items() if value is not None}

    def _table(self, shape: TableShape, one: Conflict) -> Any:
        lists = [list(value or ()) for value in one.values]
        merged = {}
        for row in rows(shape.key, *lists):
            name = parts(lists, row)[0]
            value = self._merged(one.part(name, shape.value, ListEntry(shape.key, name)))
            if value is not None:
                merged[name] = value
        return _filled(merged, one.values)

    def _list(self, shape: Listing, one: Conflict) -> Any:
        merged: list[Any] = []
        for row in rows(shape.item, *(value or [] for value in one.values)):
            item = one.part(len(merged), shape.item, names=row)
            value = self._merged(item)
            if value is None:
                self._note_keys(replace(item, key=(*one.key, -1 - (row.base or 0))))
            else:
                merged.append(value)
        if len(merged) < shape.at_least:  # each side removed what the other one left
            return self._whole(one)
        return _filled(merged, one.values)


def _filled(merged: Any, values: Three) -> Any:
    """What was merged; None if it is empty, and no side wrote that."""
    is_there = Three(*(value is not None for value in values))
    return merged if merged or is_there.changed else None


def resolved(tree: Any, pick: Callable[[Conflict], Any]) -> Any:
    """The tree with a value for each Conflict; None is left out, and so is what it empties."""
    match tree:
        case Conflict():
            return pick(tree)
        case dict():
            values = {name: resolved(value, pick) for name, value in tree.items()}
            left = {name: value for name, value in values.items() if value is not None}
            return left or (None if values else {})
        case list():
            items = [resolved(value, pick) for value in tree]
            return [value for value in items if value is not None] or (None if items else [])
    return tree
