"""Preview of a record: the lines of its file, with names beside the ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deputylog.enter.context import Desk
from deputylog.keep.new_record import NewRecord, text_of, tidy
from deputylog.kinds.registry import PRIVATE_FILE
from deputylog.names.register import Register
from deputylog.record.editing import value_at
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
    Table,
    shape_at,
    shape_of,
)
from deputylog.words import Words


@dataclass(frozen=True)
class Sheet:
    """A file before it is written: its lines, each with the names shown beside it."""

    kind: Kind
    lines: tuple[tuple[str, str], ...]


def sheets(desk: Desk, made: NewRecord) -> list[Sheet]:
    """Return the files to be written; NotARecordError, with every reason, if one is invalid."""
    files = [(made.kind, made.data), *([(PRIVATE_FILE, made.private)] if made.private else [])]
    for kind, data in files:
        text_of(kind, data)
    return [_sheet(desk, kind, tidy(data)) for kind, data in files]


def _sheet(desk: Desk, kind: Kind, data: object) -> Sheet:
    assert isinstance(data, Mapping)
    shape = shape_of(kind.type)
    written = lines(shape, data)
    starts = {key for key, _ in written}
    return Sheet(
        kind, tuple((line, _beside(desk, shape, data, key, starts)) for key, line in written)
    )


def _beside(desk: Desk, shape: Shape, data: object, key: Key, starts: set[Key]) -> str:
    """Return the names in the value that begins on a line, unless they have lines of their own."""
    if any(other[: len(key)] == key and other != key for other in starts):
        return ""
    return desk.words.join(
        dict.fromkeys(_names(desk.register, desk.words, shape_at(shape, key), value_at(data, key)))
    )


def _names(register: Register, words: Words, shape: Shape, value: object) -> Iterator[str]:
    match shape:
        case Scalar():
            yield from _name(register, words, shape, value)
        case OneOrList():
            yield from _names(register, words, shape.of(value), value)
        case Listing() if isinstance(value, list):
            for item in value:
                yield from _names(register, words, shape.item, item)
        case Table() if isinstance(value, Mapping):
            for item in value.values():
                yield from _names(register, words, shape.value, item)
        case Structure() if isinstance(value, Mapping):
            for field in shape.fields:
                if field.name in value:
                    yield from _names(register, words, field.shape, value[field.name])
        case Choice() if isinstance(value, Mapping):
            tag = value.get(shape.tag_field)
            yield from (
                word
                for one in shape.variants
                if one.tag == tag
                for word in _names(register, words, one, value)
            )


def _name(register: Register, words: Words, shape: Scalar, value: object) -> Iterator[str]:
    if shape.terms:
        wording = next((words.say(term) for term in shape.terms if term == value), str(value))
        yield from [wording] if wording != value else []
    elif shape.refers:
        name = (
            register.name(shape.refers, str(value))
            if shape.refers not in ("source", "record", "agenda")
            else ""
        )
        yield from [words.say(name)] if name else []
