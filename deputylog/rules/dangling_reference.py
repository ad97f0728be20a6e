"""A record refers to an id that does not exist.

记录引用了不存在的对象。

Records name deputies, officers, groups, constituencies, mailboxes, departments, topics and terms by
their ids. Every id
must be in the register (`district.yaml`, `groups/`, `deputies/`). Nothing can be forwarded or
assigned to a department after its
last day: name the one that took over (`merged_into`), which has whatever the old one had. `about`
names an activity of kind
`research`, `supervision` or `meeting`. A kind of people met (`met.of`) that is neither built in nor
under `met_of` in
`district.yaml` is only advice: `deputylog migrate` enters it there.

记录用编号指明代表、联络员、代表组、选区、信箱、承办单位、问题领域和届。每个编号都应在基本资料中（`district.yaml`、
`groups/`、`deputies/`）。承办单位撤销后不能再转交、交办：应写明接续的单位（`merged_into`），原单
位正在办理的由其继续办理。`about`写明种类为`research`、`supervision`或者`meeting`的活动。既不是规
定的、也不在`district.yaml`的`met_of`中的联系对象类别（`met.of`）只作提示：`deputylog migrate`把它
登记到`met_of`中。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c99
kind: inquiry
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.event_dates import Dated
from deputylog.kinds.events import Forwarded
from deputylog.kinds.references import NAMABLE
from deputylog.kinds.suggestion_events import Assigned
from deputylog.life.record_places import Filed
from deputylog.record.fields import Key, Record
from deputylog.record.shape import (
    Choice,
    Listing,
    OneOrList,
    Scalar,
    Shape,
    Structure,
    Table,
    references,
    shape_of,
)
from deputylog.rule import Actor, Hit, Sees, rule
from deputylog.tree import Tree
from deputylog.words import Bilingual


@rule(
    code="R003",
    severity=Severity.ERROR,
    actor=Actor.KEEPER,
    message=Bilingual(
        "没有编号为{wanted}的{what}，相近的有：{near}",
        "there is no {what} {wanted}; similar ids: {near}",
    ),
    late=Bilingual("没有编号为{wanted}的{what}", "there is no {what} {wanted}"),
    sees=Sees.TREE,
)
def dangling_reference(tree: Tree, book: Book) -> Iterator[Hit]:
    for filed in _everything(book):
        if filed.path not in tree.contents or _all_exist(filed.record, book):
            continue
        for key, kind, wanted in _references(shape_of(type(filed.record)), filed.record, ()):
            if not book.exists(kind, wanted) and not _may_be_unread(kind, book):
                near = book.directory.near(kind, wanted)
                severity = Severity.ADVICE if kind == "people" else None
                yield Hit(
                    filed,
                    key,
                    late=not near,
                    severity=severity,
                    what=NAMABLE[kind].wording,
                    wanted=wanted,
                    near=near,
                )
    yield from _handed_to_ended(book)


def _handed_to_ended(book: Book) -> Iterator[Hit]:
    """What was forwarded or assigned to a department after its last day."""
    for lived, event, departments in _handed_over(book):
        for department in departments:
            if event.on and (reason := book.district.ended(department, event.on)):
                yield Hit(
                    lived,
                    lived.key_of(event),
                    day=event.on,
                    text=Bilingual("{reason}", "{reason}"),
                    reason=reason,
                )


def _handed_over(book: Book) -> Iterator[tuple[Any, Dated, tuple[str, ...]]]:
    for matter in book.matters:
        yield from (
            (matter, event, (event.to,)) for event in matter.events if isinstance(event, Forwarded)
        )
    for handling in book.handlings:
        yield from (
            (handling, event, (event.lead, *event.assisting)) for event in handling.of(Assigned)
        )


def _everything(book: Book) -> Iterator[Filed[Record]]:
    yield Filed("records/district.yaml", "district", book.district)
    yield from book.groups.values()
    yield from book.deputies.values()
    yield from book.records


def _may_be_unread(kind: str, book: Book) -> bool:
    """Whether the object may be in an unreadable file, which is then the only fault reported."""
    return any(held.name in book.incomplete for held in NAMABLE[kind].held_in)


def _all_exist(record: Record, book: Book) -> bool:
    """Whether every reference of a record exists.

    Nearly all do, so this fast check does not find out where the references are.
    """
    found: set[tuple[str, str]] = set()
    _collector_of(type(record))(record, found)
    return all(wanted in book.directory.ids(kind) for kind, wanted in found)


Collect = Callable[[Any, set[tuple[str, str]]], object]


@cache
def _collector_of(record_type: type[Record]) -> Collect:
    return _collector(shape_of(record_type))


def _collector(shape: Shape) -> Collect:
    """A function that adds the kind and id of every reference in a value of that shape."""
    match shape:
        case Scalar(refers=kind):
            return lambda value, found: found.add((kind, str(value)))
        case Listing(item=item):
            each = _collector(item)
            return lambda value, found: [each(part, found) for part in value]
        case Structure(fields=fields):
            parts = [
                (field.attribute, _collector(field.shape))
                for field in fields
                if _refers(field.shape)
            ]
            return lambda value, found: [
                collect(part, found)
                for attribute, collect in parts
                if (part := getattr(value, attribute)) is not None
            ]
        case Choice(variants=variants):
            by_type = {variant.type: _collector(variant) for variant in variants}
            return lambda value, found: by_type[type(value)](value, found)
    return lambda value, found: found.update(
        (kind, wanted) for _, kind, wanted in _references(shape, value, ())
    )


@cache
def _refers(shape: Shape) -> bool:
    return next(references(shape), None) is not None


def _references(shape: Shape, value: object, at: Key) -> Iterator[tuple[Key, str, str]]:
    """Every reference in `value`: its key path, the kind of object, and the id."""
    shape = shape.of(value) if isinstance(shape, OneOrList) else shape
    match shape:
        case Scalar():
            yield at, shape.refers, str(value)
        case Listing() if isinstance(value, tuple):
            for number, item in enumerate(value):
                yield from _references(shape.item, item, (*at, number))
        case Table() if isinstance(value, dict):
            for name, item in value.items():
                if _refers(shape.key):
                    yield (*at, name), shape.key.refers, str(name)
                if _refers(shape.value):
                    yield from _references(shape.value, item, (*at, name))
        case Structure() if isinstance(value, Struct):
            for field in shape.fields:
                if _refers(field.shape) and (part := getattr(value, field.attribute)) is not None:
                    yield from _references(field.shape, part, (*at, field.name))
        case Choice():
            yield from _references(
                next(variant for variant in shape.variants if variant.type is type(value)),
                value,
                at,
            )
