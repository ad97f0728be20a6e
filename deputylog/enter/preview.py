"""Preview of a record: the lines of its file, with names beside the ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deputylog.enter.context import EntryContext
from deputylog.keep.new_record import NewRecord, text_of, tidy
from deputylog.kinds.private import PRIVATE_FILE
from deputylog.record.editing import value_at
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
    shape_at,
    shape_of,
)


def previews(context: EntryContext, made: NewRecord) -> list[tuple[Kind, list[str]]]:
    """Return the lines of each file to be written, with names behind the ids.

    NotARecordError, with every reason, if one is invalid.
    """
    files = [(made.kind, made.data), *([(PRIVATE_FILE, made.private)] if made.private else [])]
    for kind, data in files:
        text_of(kind, data)
    return [(kind, list(_lines(context, kind, tidy(data)))) for kind, data in files]


def _lines(context: EntryContext, kind: Kind, data: object) -> Iterator[str]:
    assert isinstance(data, Mapping)
    shape = shape_of(kind.type)
    written = lines(shape, data)
    starts = {key for key, _ in written}
    for key, line in written:
        is_split = any(other[: len(key)] == key and other != key for other in starts)
        names = () if is_split else _names(context, shape_at(shape, key), value_at(data, key))
        said = context.words.join(dict.fromkeys(names))
        yield f"{line}  # {said}" if said else line


def _names(context: EntryContext, shape: Shape, value: object) -> Iterator[str]:
    """Yield the names of what a value contains: words of terms, names of ids."""
    if isinstance(shape, Scalar):
        yield from _name(context, shape, value)
    for inner, item in _parts(shape, value):
        yield from _names(context, inner, item)


def _parts(shape: Shape, value: object) -> Iterator[tuple[Shape, object]]:
    """Yield what a value consists of: the entries of a list, the fields of a mapping."""
    match shape, value:
        case OneOrList(), _:
            yield shape.of(value), value
        case Listing(), list():
            yield from ((shape.item, item) for item in value)
        case TableShape(), Mapping():
            yield from ((shape.value, item) for item in value.values())
        case Structure(), Mapping():
            fields = (field for field in shape.fields if field.name in value)
            yield from ((field.shape, value[field.name]) for field in fields)
        case Choice(), Mapping():
            tag = value.get(shape.tag_field)
            yield from ((variant, value) for variant in shape.variants if variant.tag == tag)


def _name(context: EntryContext, shape: Scalar, value: object) -> Iterator[str]:
    words, name = context.words, ""
    if shape.terms:
        name = next((words.say(term) for term in shape.terms if term == value), "")
    elif shape.refers and shape.refers not in ("source", "record", "agenda"):
        name = words.say(context.register.name(shape.refers, str(value)))
    if name and not (shape.terms and name == value):
        yield name
