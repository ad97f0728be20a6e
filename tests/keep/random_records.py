"""Random records of any kind, random changes to them, and comments anywhere."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from random import Random
from typing import Any

from deputylog.record.editing import with_comments
from deputylog.record.fields import Key
from deputylog.record.form import lines
from deputylog.record.kind import Kind
from deputylog.record.shape import (
    Choice,
    Listing,
    OneOrList,
    Scalar,
    Shape,
    Structure,
    TableShape,
    shape_of,
)

OWN_IDS = ("i{:03}", "i{:012x}", "i{:064x}", "{:012x}", "{:064x}", "R{:03}", "x{:03}")
IDS = (
    "a1",
    "b2",
    "c3",
    "d4",
    "L20260316-9qw2e",
    "V20260314-k7f3x#p4f9",
    "A20260501-aaaaa",
    "03-14",
    "elders",
    "vets",
)
TEXTS = ("字{}", "字{} # 不是注释", "第{}行\n又一行", "{}: no", "no {}", "《{}》")


class Part(dict[str, Any]):
    """The values of a part of a record, and the comments before and behind them."""

    def __init__(self, values: dict[str, Any]) -> None:
        super().__init__(values)
        self.notes: dict[str, tuple[str, bool]] = {}


class Maker:
    """Makes records and changes them; every free text and every comment is another one."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.count = 0

    def record(self, kind: Kind) -> Part:
        made: Part = self.value(shape_of(kind.type))
        return made

    def value(self, shape: Shape) -> Any:
        match shape:
            case Scalar():
                return self._scalar(shape)
            case OneOrList():
                return self.value(self.random.choice((shape.one, shape.listing)))
            case Listing():
                items = [self.value(shape.item) for _ in range(self._size(shape.at_least))]
                is_set = isinstance(shape.item, Scalar)
                return list(dict.fromkeys(items)) if is_set else items
            case TableShape():
                keys = dict.fromkeys(self.value(shape.key) for _ in range(self._size(1)))
                return Part({key: self.value(shape.value) for key in keys})
            case Choice():
                return self.value(self.random.choice(shape.variants))
        tag = {shape.tag_field: shape.tag} if shape.tag_field else {}
        filled = {
            field.name: self.value(field.shape)
            for field in shape.fields
            if field.required or self.random.random() < 0.5
        }
        return self.annotated(Part({**tag, **filled}))

    def annotated(self, part: Part) -> Part:
        if self.random.random() < 0.3 and part:
            self.count += 1
            name = self.random.choice(["", *part])
            part.notes[name] = (f"# 注{self.count}.", self.random.random() < 0.5)
        return part

    def _size(self, least: int) -> int:
        return max(least, self.random.choice((0, 1, 2, 2, 3, 4)))

    def _scalar(self, shape: Scalar) -> object:
        match shape.kind:
            case "text":
                self.count += 1
                return self.random.choice(TEXTS).format(f"{self.count}.")
            case "id":
                self.count += 1
                own = [] if shape.refers else [one.format(self.count) for one in OWN_IDS]
                fitting = [one for one in (*own, *IDS) if re.search(shape.pattern or "", one)]
                return fitting[0] if own else self.random.choice(fitting)
            case "term":
                return str(self.random.choice(list(shape.terms or ())))
            case "int":
                least = shape.least or 0
                return self.random.randint(least, min(shape.most or 99, least + 99))
            case "bool":
                return self.random.random() < 0.5
            case "span":
                return f"{self.random.randint(1, 30)} days"
            case "quarter":
                return f"2026Q{self.random.randint(1, 4)}"
        return f"2026-03-{self.random.randint(10, 15)}"

    def changed(self, kind: Kind, record: Part) -> Part:
        """A copy with one to four changes."""
        made = copy.deepcopy(record)
        for _ in range(self.random.randint(1, 4)):
            self._change(shape_of(kind.type), made)
        return made

    def _change(self, shape: Shape, value: Any) -> Any:
        """The value with one change at a random place in it."""
        match shape:
            case OneOrList() | Choice():
                return self._change(shape.of(value), value)
            case Structure():
                self._change_field(shape, value)
            case TableShape():
                self._change_table(shape, value)
            case Listing():
                return self._changed_list(shape, value)
            case Scalar():
                return self.value(shape)
        return value

    def _change_field(self, shape: Structure, value: Any) -> None:
        field = self.random.choice([one for one in shape.fields if not _is_own_id(one)])
        if field.name not in value:
            value[field.name] = self.value(field.shape)
        elif not field.required and self.random.random() < 0.3:
            del value[field.name]
        else:
            value[field.name] = self._change(field.shape, value[field.name])
        if self.random.random() < 0.2:
            self.annotated(value)

    def _change_table(self, shape: TableShape, value: Any) -> None:
        if not value or self.random.random() < 0.4:
            value[self.value(shape.key)] = self.value(shape.value)
            return
        key = self.random.choice([*value])
        if len(value) > 1 and self.random.random() < 0.3:
            del value[key]
        else:
            value[key] = self._change(shape.value, value[key])

    def _changed_list(self, shape: Listing, items: list[Any]) -> list[Any]:
        choice = self.random.random()
        place = self.random.randrange(len(items)) if items else 0
        if not items or choice < 0.5:
            items.insert(len(items) if choice < 0.4 else place, self.value(shape.item))
        elif choice < 0.65 and len(items) > shape.at_least:
            del items[place]
        elif choice < 0.9 and not isinstance(shape.item, Scalar):
            items[place] = self._change(shape.item, items[place])
        else:
            items.append(items.pop(place))
        return list(dict.fromkeys(items)) if isinstance(shape.item, Scalar) else items


def _is_own_id(field: Any) -> bool:
    return bool(field.name == "id" and field.scalar and not field.scalar.refers)


def written(kind: Kind, record: Part) -> str:
    """The file of a record, canonical, with its comments."""
    plain = lines(shape_of(kind.type), record)
    heads = {key for key, _ in plain}
    comments: dict[Key, list[str]] = {}
    for key, comment, follows in _notes(record, ()):
        if key in heads:
            comments.setdefault(key, []).append(f"  {comment}" if follows else comment)
    return "".join(f"{line}\n" for line in with_comments(plain, comments))


def _notes(value: Any, at: Key) -> Iterator[tuple[Key, str, bool]]:
    """The comments in a value, each with its key and whether it stands behind it."""
    if isinstance(value, Part):
        for name, (comment, follows) in value.notes.items():
            yield ((*at, name) if name else at), comment, follows
    if isinstance(value, list):
        value = dict(enumerate(value))
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _notes(part, (*at, name))
