"""JSON Schemas of the records, made from the types that read them."""

from __future__ import annotations

import json
from typing import Any

from deputylog.record.kind import Kind
from deputylog.record.shape import (
    Choice,
    Field,
    Listing,
    OneOrList,
    Scalar,
    Shape,
    Structure,
    TableShape,
    shape_of,
)
from deputylog.words import Words

DIALECT = "http://json-schema.org/draft-07/schema#"
_DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
_DAY_OR_MONTH = r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$"
_SPAN = r"^\d{1,4} (day|days|working day|working days|month|months)$"


def json_schema(kind: Kind, words: Words) -> dict[str, Any]:
    """The JSON Schema of a kind, using only keywords common to draft-07 and 2020-12."""
    shape = shape_of(kind.type)
    return {"$schema": DIALECT, "title": words.say(kind.wording), **_of(shape, words)}


def schema_text(kind: Kind, words: Words) -> str:
    return json.dumps(json_schema(kind, words), ensure_ascii=False, indent=2) + "\n"


def _of(shape: Shape, words: Words) -> dict[str, Any]:
    match shape:
        case Scalar():
            return _scalar(shape, words)
        case Listing():
            limits = {"minItems": shape.at_least} if shape.at_least else {}
            return {"type": "array", "items": _of(shape.item, words), **limits}
        case OneOrList():
            return {"anyOf": [_of(shape.one, words), _of(shape.listing, words)]}
        case TableShape():
            return {
                "type": "object",
                "propertyNames": _of(shape.key, words),
                "additionalProperties": _of(shape.value, words),
            }
        case Structure():
            return _structure(shape, words)
        case Choice():
            return {"oneOf": [_structure(variant, words) for variant in shape.variants]}


def _structure(shape: Structure, words: Words) -> dict[str, Any]:
    properties = {field.name: _field(field, words) for field in shape.fields}
    required = [field.name for field in shape.fields if field.required]
    head: dict[str, Any] = {"type": "object"}
    if shape.tag_field:
        properties = {shape.tag_field: {"const": shape.tag}, **properties}
        required = [shape.tag_field, *required]
        head = {"title": shape.tag, "description": words.say(shape.type.meaning), **head}
    head["properties"] = properties
    limits = {"required": required} if required else {}
    return {**head, **limits, "additionalProperties": False}


def _field(field: Field, words: Words) -> dict[str, Any]:
    schema = _of(field.shape, words)
    if not field.required and field.default is None:
        schema = _or_nothing(schema)
    return {"description": words.say(field.wording), **schema}


def _or_nothing(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema, but also allowing an empty value, which means the same as no key."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    kind = schema.get("type")
    return {**schema, "type": [kind, "null"]} if isinstance(kind, str) else schema


_FIXED = {
    "bool": {"type": "boolean"},
    "day": {"type": "string", "format": "date", "pattern": _DAY},
    "day_or_month": {"type": "string", "pattern": _DAY_OR_MONTH},
    "span": {"type": "string", "pattern": _SPAN},
    "quarter": {"type": "string", "pattern": "^[0-9]{4}[Qq][1-4]$"},
}


def _scalar(shape: Scalar, words: Words) -> dict[str, Any]:
    if shape.terms:
        return {
            "enum": [str(term) for term in shape.terms],
            "enumDescriptions": [words.say(term) for term in shape.terms],
        }
    if shape.kind == "int":
        limits = {"type": "integer", "minimum": shape.least, "maximum": shape.most}
    else:
        limits = {"type": "string", "pattern": shape.pattern, "maxLength": shape.most}
    present = {key: value for key, value in limits.items() if value is not None}
    return dict(_FIXED.get(shape.kind, present))
