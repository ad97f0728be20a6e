"""The values of a record in words, a line each, with the names of what they refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from deputylog.kinds.references import BUILT_IN, NamedObjects
from deputylog.record.fields import Part
from deputylog.record.shape import Listing, OneOrList, Scalar, Shape, Structure, shape_of
from deputylog.words import Phrase, phrase

Line = tuple[object, object]
"""The wording of a field, and its value."""


def spaced(*values: object) -> Phrase:
    """Return the values one after another, two blanks apart."""
    named = {f"value{number}": value for number, value in enumerate(values)}
    return Phrase("  ".join(f"{{{name}}}" for name in named), named)


def field_lines(
    names: NamedObjects, record: Part, *, without: Collection[str] = ()
) -> Iterator[Line]:
    """Yield the wording and the value of each field that was given, except those named."""
    for field in shape_of(type(record)).fields:
        value = getattr(record, field.attribute)
        if value == field.default or field.name in without:
            continue
        if isinstance(field.shape, Structure) and not field.shape.flow:
            yield from field_lines(names, value, without=without)
        elif isinstance(field.shape, Listing) and not isinstance(field.shape.item, Scalar):
            yield from ((field.wording, _part_shown(names, item)) for item in value)
        else:
            yield field.wording, value_shown(names, field.shape, value)


def value_shown(names: NamedObjects, shape: Shape, value: object) -> object:
    """Return a value for display: what an id refers to with its name, a part in one line."""
    if isinstance(value, Part):
        return _part_shown(names, value)
    if isinstance(value, dict):
        return [
            Phrase("{key} {value}", {"key": key, "value": value_shown(names, shape, item)})
            for key, item in value.items()
        ]
    match shape:
        case OneOrList():
            return value_shown(names, shape.of(value), value)
        case Listing() if isinstance(value, tuple):
            return [value_shown(names, shape.item, item) for item in value]
        case Scalar(refers=kind) if kind:
            return _with_id(names, kind, str(value))
    return value


def name_or_id(names: NamedObjects, kind: str, wanted: str) -> str:
    """Return the word for what is built in, the name of other things, else the id."""
    built_in = (word for word in BUILT_IN.get(kind, ()) if word == wanted)
    return next(built_in, "") or names.name(kind, wanted) or wanted


def _with_id(names: NamedObjects, kind: str, wanted: str) -> object:
    name = name_or_id(names, kind, wanted)
    if kind in BUILT_IN or name == wanted:
        return name
    return phrase("{name}（{id}）", "{name} ({id})", name=name, id=wanted)


def _part_shown(names: NamedObjects, part: Part) -> Phrase:
    """Return the values of a part in one line."""
    values = [(field, getattr(part, field.attribute)) for field in shape_of(type(part)).fields]
    empty: tuple[object, ...] = (None, (), {}, False)
    return spaced(
        *(value_shown(names, field.shape, value) for field, value in values if value not in empty)
    )
