"""A record as the plain values of its file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from deputylog.record.fields import Part
from deputylog.record.shape import Field, shape_of


def values_of(record: Part) -> dict[str, object]:
    """The values of a record or a part of it as in its file, without defaults and empty parts.

    The keys are in the order in which the types declare them.
    """
    values = _plain(record)
    assert isinstance(values, dict)
    return values


def _plain(value: object) -> object:
    match value:
        case Part():
            tag, fields = _fields_of(type(value))
            found: dict[str, object] = dict(tag)
            for attribute, field in fields:
                part = getattr(value, attribute)
                if part != field.default and (plain := _plain(part)) != {}:
                    found[field.name] = plain
            return found
        case str():
            return str(value)
        case tuple():
            return [_plain(item) for item in value]
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case bool() | int():
            return value
    return value.isoformat() if isinstance(value, date) else str(value)


@cache
def _fields_of(
    part: type[Part],
) -> tuple[Mapping[str, str], Sequence[tuple[str, Field]]]:
    """The tag of a type, if it has one, and its fields by their attributes, as it declares them."""
    shape = shape_of(part)
    fields = {field.attribute: field for field in shape.fields}
    tag = {shape.tag_field: shape.tag} if shape.tag_field else {}
    return tag, [(attribute, fields[attribute]) for attribute in part.__struct_fields__]


_WORDS = {
    spelling: value
    for word, value in (("null", None), ("true", True), ("false", False))
    for spelling in (word, word.title(), word.upper())
} | {"": None, "~": None}
_DECIMAL = re.compile(r"[-+]?[0-9]{1,4000}", re.ASCII)
_BASED = re.compile(r"0[oO][0-7]+|0[xX][0-9a-fA-F]+", re.ASCII)
_FRACTION = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def resolve(text: str) -> object:
    """The value of an unquoted scalar: null, a truth value, a number or text, as in YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if _DECIMAL.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _FRACTION.fullmatch(text):
        return float(text)
    return float(text.replace(".", "")) if _NO_NUMBER.fullmatch(text) else text
