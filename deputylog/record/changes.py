"""Compare two versions of a record: which values are new, different or gone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from deputylog.record.fields import Data, Key
from deputylog.record.shape import (
    Choice,
    Listing,
    OneOrList,
    Scalar,
    Shape,
    Structure,
    TableShape,
)

_TEXT = Scalar("text", free=True)
"""The shape of what the schema does not know."""


class ListEntry(NamedTuple):
    """An entry of a list, or the key of one of a table, with its shape."""

    shape: Shape
    value: object


class FieldChange(Struct, frozen=True):
    """A value that differs; `before` or `after` is None where there is none.

    In `key`, the number of an entry that was removed is that in the old list, and every other
    number is that in the new one. `head` has the description of the field, after the entries that
    it is part of and their fields.
    """

    key: Key
    before: object
    after: object
    shape: Shape
    head: tuple[str | ListEntry, ...] = ()

    def at(
        self, part: str | int, before: object, after: object, shape: Shape, *head: str | ListEntry
    ) -> FieldChange:
        """The same for a part of the value, whose own description is `head`."""
        return FieldChange((*self.key, part), before, after, shape, (*self.head, *head))


def changes(shape: Shape, before: Data, after: Data) -> list[FieldChange]:
    """All that differs between the plain values of two versions, in the order of the schema.

    Entries of a list belong together if they share an `id`, or else if they are alike.
    """
    return list(_differing(FieldChange((), before, after, shape)))


def _differing(one: FieldChange) -> Iterator[FieldChange]:
    if one.before == one.after:
        return
    match one.shape, one.before, one.after:
        case Structure() as shape, Mapping() as before, Mapping() as after:
            yield from _fields(one, shape, before, after)
        case Choice() as shape, Mapping() as before, Mapping() as after if before.get(
            shape.tag_field
        ) == after.get(shape.tag_field):
            variant = shape.variant(before.get(shape.tag_field))
            yield from _differing(replace(one, shape=variant)) if variant else (one,)
        case TableShape() as shape, Mapping() as before, Mapping() as after:
            for name in {**before, **after}:
                head = ListEntry(shape.key, name)
                part = one.at(name, before.get(name), after.get(name), shape.value, head)
                yield from _differing(part)
        case (Listing() | OneOrList()) as shape, list() as before, list() as after:
            listing = shape.listing if isinstance(shape, OneOrList) else shape
            yield from _entries(one, listing, before, after)
        case _:
            yield one


def _fields(one: FieldChange, shape: Structure, before: Data, after: Data) -> Iterator[FieldChange]:
    known = {field.name: field for field in shape.fields}
    for name in {**known, **before, **after}:
        field = known.get(name)
        inner, head = (field.shape, field.wording) if field else (_TEXT, name)
        yield from _differing(one.at(name, before.get(name), after.get(name), inner, head))


def _entries(
    one: FieldChange, shape: Listing, before: Sequence[object], after: Sequence[object]
) -> Iterator[FieldChange]:
    """The changes of a list; a list of single values is compared as a whole."""
    if isinstance(shape.item, Scalar):
        yield one
        return
    old, new = ([json.dumps(item, sort_keys=True) for item in items] for items in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, first, last, start, stop in matcher.get_opcodes():
        if what == "equal":
            continue
        for was, now in _pairs(shape.item, before[first:last], after[start:stop]):
            if now is None:
                assert was is not None
                yield one.at(first + was, before[first + was], None, shape.item)
            elif was is None:
                yield one.at(start + now, None, after[start + now], shape.item)
            else:
                item = after[start + now]
                head = ListEntry(shape.item, item)
                part = one.at(start + now, before[first + was], item, shape.item, head)
                yield from _differing(part)


def _pairs(
    shape: Shape, before: Sequence[object], after: Sequence[object]
) -> Iterator[tuple[int | None, int | None]]:
    """The numbers of the entries that belong together, of those removed, and of those added."""
    free = 0
    for now, item in enumerate(after):
        likeness = [_likeness(shape, other, item) for other in before[free:]]
        best = max(likeness, default=0)
        if best:
            was = free + likeness.index(best)
            yield from ((gone, None) for gone in range(free, was))
            yield was, now
            free = was + 1
        else:
            yield None, now
    yield from ((gone, None) for gone in range(free, len(before)))


def _likeness(shape: Shape, one: object, other: object) -> int:
    """How many values two entries share; 0 if their `id` or the kind of event differs."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return 0
    tag = shape.tag_field if isinstance(shape, Choice) else "id"
    if one.get(tag) != other.get(tag):
        return 0
    return sum(other.get(name) == value for name, value in one.items())
