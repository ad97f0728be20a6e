"""Recognise canonical form quickly, with one regular expression per kind of record.

A match is always canonical; a text without a match may be canonical too and is compared with its
canonical form. The expressions cover only the common case: no comments, no text blocks, and texts
of ideographs and plain characters that are their own NFC.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from deputylog.record.shape import (
    Choice,
    Field,
    Listing,
    Scalar,
    Shape,
    Structure,
    TableShape,
    shape_of,
)

_IDEOGRAPH = "\u4e00-\u9fff"
_SIGN = f"{_IDEOGRAPH}A-Za-z0-9、。〈〉《》「」〔〕“”‘’…！（），；？%()/_\\-"
_TEXT = f"[0-9]*[{_IDEOGRAPH}][{_SIGN} ]*(?<! )"
_QUOTED = f'"[{_SIGN} ]*"'
_MEANS_MORE = "(?i:y|yes|n|no|true|false|on|off|null|inf|nan)(?![A-Za-z0-9_-])"
_ID = f"(?:(?=[^fintoyFINTOY])|(?!{_MEANS_MORE}))[A-Za-z][A-Za-z0-9_-]*"
_DAY = "[0-9]{4}-(?:0[1-9]|1[0-2])-[0-3][0-9]"
_EVENT_DAY = re.compile(rf"\n  - \{{(?:date: ({_DAY}), )?event: ")
_NEVER = "(?!)"
_PLAIN = {
    "id": _ID,
    "day": _DAY,
    "day_or_month": _DAY,
    "quarter": "[0-9]{4}Q[1-4]",
    "int": "(?:0|[1-9][0-9]*)",
    "bool": "(?:true|false)",
}


@cache
def form_of(record_type: type) -> re.Pattern[str]:
    """An expression that, for a valid record of that type, matches only canonical files."""
    return re.compile("".join(f"(?:{_line(field)})?" for field in shape_of(record_type).fields))


def is_plainly_canonical(record_type: type, text: str) -> bool:
    return (
        bool(text)
        and form_of(record_type).fullmatch(text) is not None
        and _is_in_order(_EVENT_DAY.findall(text))
    )


def _is_in_order(days: Sequence[str]) -> bool:
    """Whether events of these days stand in their order, undated ones last."""
    return all(
        second == "" or (first != "" and first <= second) for first, second in pairwise(days)
    )


def _line(field: Field) -> str:
    """A key of the record with its value."""
    match field.shape:
        case Listing(item=Structure() | Choice() as item):
            return f"{field.name}:\n(?:  - {_flow(item)}\n)+"
        case Scalar() as scalar:
            return f"{field.name}: {_scalar(scalar, in_flow=False)}\n"
    return f"{field.name}: {_flow(field.shape)}\n"


def _flow(shape: Shape) -> str:
    """A value on one line; values that span lines never match."""
    match shape:
        case Scalar():
            return _scalar(shape, in_flow=True)
        case Listing(item=Scalar()):
            item = _flow(shape.item)
            return rf"\[{item}(?:, {item})*\]"
        case Structure(flow=True):
            return _braces(shape)
        case Choice() if all(variant.flow for variant in shape.variants):
            variants = "|".join(map(_tagged, shape.variants))
            return rf"\{{(?:date: {_DAY}, )?{shape.tag_field}: (?:{variants})\}}"
        case TableShape(flow=True):
            entry = f"{_ID}: {_flow(shape.value)}"
            return rf"\{{{entry}(?:, {entry})*\}}"
    return _NEVER


def _tagged(shape: Structure) -> str:
    """The tag of an event and the keys that may follow it; the date comes before the tag."""
    rest = (field for field in shape.fields if field.name != "date")
    return re.escape(shape.tag) + "".join(
        f"(?:, {field.name}: {_flow(field.shape)})?" for field in rest
    )


def _braces(shape: Structure) -> str:
    """The keys in order, separated by commas."""
    entries = "".join(
        rf"(?:{field.name}: {_flow(field.shape)}(?:, (?!\}})|(?=\}})))?" for field in shape.fields
    )
    return rf"\{{(?!\}}){entries}\}}"


def _scalar(shape: Scalar, *, in_flow: bool) -> str:
    if shape.quoted or (shape.free and in_flow):
        return _QUOTED
    if shape.terms:
        return f"(?:{'|'.join(re.escape(term) for term in shape.terms)})"
    return _TEXT if shape.kind == "text" else _PLAIN.get(shape.kind, _NEVER)
