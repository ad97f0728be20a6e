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

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeAlias

from deputylog.kinds.events import Forwarded
from deputylog.kinds.references import NAMABLE
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.kinds.suggestion_events import Assigned
from deputylog.record.fields import Record
from deputylog.record.shape import (
    Choice,
    Field,
    OneOrList,
    Scalar,
    Shape,
    Structure,
    TableShape,
    references,
    shape_of,
)
from deputylog.rule import Actor, Bilingual, Book, Filed, Hit, Hits, Key, Severity, Tree, error

_NOTHING_SIMILAR = Bilingual("没有编号为{wanted}的{what}", "there is no {what} {wanted}")


@error(
    "R003",
    Actor.KEEPER,
    "没有编号为{wanted}的{what}，相近的有：{near}",
    "there is no {what} {wanted}; similar ids: {near}",
)
def dangling_reference(tree: Tree, book: Book) -> Hits:
    register: Iterable[Filed[Any]] = (*book.groups.values(), *book.deputies.values())
    known = {kind: book.ids(kind) for kind in NAMABLE}
    for filed in (Filed(DISTRICT_PATH, "district", book.district), *register, *book.records):
        found = references_in(filed.record) if filed.path in tree.contents else ()
        for key, kind, wanted in found:
            if wanted not in known[kind]:
                yield from _missing(book, filed, key, kind, str(wanted))
    for one in book.lives:
        for event in one.events:
            for department in _handed_to(event):
                if event.on and (reason := book.district.ended(department, event.on)):
                    text = Bilingual("{reason}", "{reason}")
                    yield Hit(one, one.key_of(event), {"reason": reason}, text=text, day=event.on)


def _missing(book: Book, filed: Filed[Any], key: Key, kind: str, wanted: str) -> Hits:
    """A hit, unless what is wanted may be in a record that cannot be read."""
    if book.incomplete.isdisjoint(holder.name for holder in NAMABLE[kind].held_in):
        near = book.near(kind, wanted)
        text = None if near else _NOTHING_SIMILAR
        severity = Severity.ADVICE if kind == "people" else None
        values = {"what": NAMABLE[kind].wording, "wanted": wanted, "near": near}
        yield Hit(filed, key, values, text=text, severity=severity)


def _handed_to(event: object) -> tuple[str, ...]:
    match event:
        case Forwarded(to=department):
            return (department,)
        case Assigned(lead=lead, assisting=assisting):
            return (lead, *assisting)
    return ()


Found: TypeAlias = list[tuple[Key, str, str]]
"""References: the key, the kind of object, and the id of each."""
Find: TypeAlias = Callable[[Any, Key, Found], object]
"""Adds the references in a value at a key to what is found."""


def references_in(record: Record) -> Found:
    """Return every reference in a record."""
    found: Found = []
    _references_of(record.__class__)(record, (), found)
    return found


@cache
def _references_of(record_type: type[Record]) -> Find:
    return _finder(shape_of(record_type))


def _finder(shape: Shape) -> Find:
    """The function for values of that shape; it looks only where references can be."""
    match shape:
        case Scalar(refers=kind):
            return lambda value, at, found: found.append((at, kind, value))
        case OneOrList(one=one, listing=listing):
            of_one, of_several = _finder(one), _finder(listing)
            return lambda value, at, found: (of_several if isinstance(value, tuple) else of_one)(
                value, at, found
            )
        case Choice(variants=variants):
            by_type = {variant.type: _finder(variant) for variant in variants}
            return lambda value, at, found: by_type[type(value)](value, at, found)
        case Structure(fields=fields):
            return _of_fields([field for field in fields if any(references(field.shape))])
        case TableShape(key=key) if any(references(key)):
            return lambda value, at, found: found.extend(
                ((*at, name), key.refers, name) for name in value
            )
        case TableShape(value=inner):
            return _of_several(_finder(inner), lambda value: value.items())
    return _of_several(_finder(shape.item), enumerate)


def _of_several(find: Find, items: Callable[[Any], Iterable[tuple[Any, Any]]]) -> Find:
    def find_all(value: Any, at: Key, found: Found) -> None:
        for name, part in items(value):
            find(part, (*at, name), found)

    return find_all


def _of_fields(fields: Iterable[Field]) -> Find:
    finders = [(field.attribute, field.name, _finder(field.shape)) for field in fields]

    def find_all(value: Any, at: Key, found: Found) -> None:
        for attribute, name, find in finders:
            if (part := getattr(value, attribute)) is not None:
                find(part, (*at, name), found)

    return find_all if finders else lambda value, at, found: None
