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
    Table,
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
        remark = context.words.join(dict.fromkeys(names))
        yield f"{line}  # {remark}" if remark else line


def _names(context: EntryContext, shape: Shape, value: object) -> Iterator[str]:
    """Yield the names of what a value contains: words of terms, names of ids."""
    match shape, value:
        case Scalar(), _:
            if name := _name(context, shape, str(value)):
                yield name
        case OneOrList(), _:
            yield from _names(context, shape.of(value), value)
        case Choice(), Mapping():
            yield from _names(context, shape.of(value), value)
        case Listing(), list():
            for item in value:
                yield from _names(context, shape.item, item)
        case Table(), Mapping():
            for item in value.values():
                yield from _names(context, shape.value, item)
        case Structure(), Mapping():
            for field in shape.fields:
                if field.name in value:
                    yield from _names(context, field.shape, value[field.name])


def _name(context: EntryContext, shape: Scalar, value: str) -> str:
    """Return the word of a term or the name of an id; empty if it says no more than the value."""
    if shape.terms:
        name = next((context.words.say(term) for term in shape.terms if term == value), "")
        return "" if name == value else name
    if shape.refers in ("", "source", "record", "agenda"):
        return ""
    return context.words.say(context.register.name(shape.refers, value))
