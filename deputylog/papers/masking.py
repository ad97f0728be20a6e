"""Masking of what identifies a person: every paper passes through `masked_paper`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from deputylog.text.identity import masked
from deputylog.words import Bilingual

P = TypeVar("P")


class Open(str):
    """A text that a paper shows as it is, such as the published telephone number of a group."""

    __slots__ = ()


def masked_paper(paper: P) -> P:
    """Return a report or picture with the numbers and addresses that identify a person masked.

    This holds for every text in it, whatever cell, count, note or title it stands in, except those
    that are Open. Numbers, dates and the program's own words have other types.
    """
    result: P = _masked(paper)
    return result


def _masked(value: Any) -> Any:
    match value:
        case Open():
            return str(value)
        case Bilingual() | Enum():
            return value
        case str():
            return masked(value)
        case list() | tuple():
            return type(value)(map(_masked, value))
        case Mapping():
            return {key: _masked(one) for key, one in value.items()}
    if not isinstance(value, Struct):
        return value
    after = {name: _masked(getattr(value, name)) for name in value.__struct_fields__}
    return replace(value, **after)
