"""Any value of any YAML type in the place of any field of any kind gives a finding, no traceback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from deputylog.keep.schemas import ALL_KINDS
from deputylog.record.faults import faults_of
from deputylog.record.fields import Key
from deputylog.record.kind import Kind
from deputylog.record.reading import convert, load
from deputylog.record.shape import Choice, Listing, OneOrList, Scalar, Shape, TableShape, shape_of

ODD: tuple[object, ...] = (
    *(None, {}, [], [None], {"a": None}, {"a": 1}, {"event": "replied"}, {"date": {}}, [[]]),
    *("", "x", "2026-03-14", "2026Q1", "15 days", True, 0, -1, 10**30, 1.5, 3.0, 1e300),
)
SAMPLES = {"day": "2026-03-14", "day_or_month": "2026-03", "span": "15 days", "quarter": "2026Q1"}


def sample(shape: Shape) -> Any:
    """A value of the shape with all its fields."""
    match shape:
        case Scalar():
            term = str(next(iter(shape.terms))) if shape.terms else "x"
            number = shape.least or 1
            return {**SAMPLES, "term": term, "int": number, "bool": True}.get(shape.kind, "x1")
        case Listing(item=Choice() as choice):
            return [sample(variant) for variant in choice.variants]
        case Listing():
            return [sample(shape.item)]
        case OneOrList():
            return sample(shape.one)
        case TableShape():
            return {"x1": sample(shape.value)}
        case Choice():
            return sample(shape.variants[0])
    tag = {shape.tag_field: shape.tag} if shape.tag_field else {}
    return {**tag, **{field.name: sample(field.shape) for field in shape.fields}}


def keys(value: object, at: Key = ()) -> Iterator[Key]:
    """The path of every value below a value."""
    parts: Iterator[tuple[Any, object]] = iter(())
    if isinstance(value, dict):
        parts = iter(value.items())
    elif isinstance(value, list):
        parts = iter(enumerate(value))
    for name, part in parts:
        yield (*at, name)
        yield from keys(part, (*at, name))


def put(data: Any, key: Key, value: object) -> Any:
    """A copy of `data` with `value` at `key`."""
    copy = json.loads(json.dumps(data))
    place = copy
    for part in key[:-1]:
        place = place[part]
    place[key[-1]] = value
    return copy


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.name)
def test_any_value_is_explained_or_can_be_converted(kind: Kind) -> None:
    good = sample(shape_of(kind.type))
    for key in keys(good):
        for value in ODD:
            data = put(good, key, value)
            if not faults_of(shape_of(kind.type), data):
                list(convert(kind, data).amiss())


@pytest.mark.parametrize(
    "text", ["", " ~", " null", ' ""', " {}", " []", " .inf", " .nan", " 1e300", " 0x1f"]
)
@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.name)
def test_a_key_without_a_value_is_read_or_explained(kind: Kind, text: str) -> None:
    for field in shape_of(kind.type).fields:
        loaded = load(kind, "x", f"{field.name}:{text}\n".encode())
        assert isinstance(loaded, kind.type) or loaded
