"""Canonical form: the one way in which a record is written to a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, TypeAlias

from deputylog.record.fields import Data, Key
from deputylog.record.shape import Choice, Listing, OneOrList, Scalar, Shape, Structure, TableShape

# Text that needs no quotes because YAML 1.1 and 1.2 read it alike: it begins with a letter, digit
# or ideograph and contains no YAML syntax. Words and numbers that YAML converts are excluded by
# _MEANS_MORE.
_PLAIN = re.compile(
    r"[^\W_](?:[^\n:#,\[\]{}]|:(?=[^\s,\[\]{}])|(?<=[^\s])#|[,\[\]{}])*", re.UNICODE
)
_PLAIN_IN_FLOW = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+/-]*")
_PLAIN_KEY = re.compile(r"[^\W_][\w-]*")
_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-[0-3][0-9]", re.ASCII)
_MEANS_MORE = re.compile(
    r"(?:y|yes|n|no|true|false|on|off|null|~)"
    r"|[-+]?(?:0[box_]?[0-9a-f_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|\.[0-9]+(?:e[-+]?[0-9]+)?|\.inf|\.nan|inf|nan)"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPES = str.maketrans(
    {char: f"\\{sign}" for char, sign in zip('"\\\n\t\r\0\x07\x08\x1b', '"\\ntr0abe', strict=True)}
)

Line: TypeAlias = tuple[Key, str]


def normal(text: str) -> str:
    """`text` in NFC, the form in which it is stored."""
    return unicodedata.normalize("NFC", text)


def normalized(value: Any) -> Any:
    """The value with all texts in NFC; keys that only NFC would make the same stay as they are."""
    match value:
        case str():
            return normal(value)
        case dict():
            names = {key: normal(key) for key in value}
            differ = len({*names.values()}) == len(names)
            return {names[key] if differ else key: normalized(item) for key, item in value.items()}
        case list():
            return [normalized(item) for item in value]
    return value


def canonical(shape: Structure, data: Data) -> str:
    """The whole file for values that fit `shape`."""
    return "".join(f"{line}\n" for _, line in lines(shape, data))


def lines(shape: Structure, data: Data) -> list[Line]:
    """The lines of the file, each with the key path whose value begins on it."""
    return list(_mapping(shape, data, (), 0))


def _ordered(shape: Shape, data: Data) -> Iterator[tuple[str, Shape]]:
    """The keys of `data` that have a value, in the schema's order, each with its shape.

    In an event the type comes after the date.
    """
    match shape:
        case Choice():
            yield from _ordered(shape.of(data), data)
        case TableShape():
            yield from ((key, shape.value) for key in data)
        case Structure():
            filled = (field for field in shape.fields if data.get(field.name) is not None)
            parts = [(field.name, field.shape) for field in filled]
            if shape.tag_field:
                parts.insert("date" in data, (shape.tag_field, Scalar("id")))
            yield from parts


def _mapping(shape: Shape, data: Data, at: Key, indent: int) -> Iterator[Line]:
    for name, part in _ordered(shape, data):
        yield from entry(part, (*at, name), data[name], indent)


def entry(shape: Shape, at: Key, value: object, indent: int) -> Iterator[Line]:
    """The lines of a key with its value, or of a list item with its dash."""
    name = at[-1]
    head = " " * indent + (f"{key_text(name)}:" if isinstance(name, str) else "-")
    if isinstance(shape, Scalar) and not (isinstance(value, str) and "\n" in value):
        yield at, f"{head} {scalar(value, quoted=shape.quoted)}"
    elif _is_flow(shape, value):
        yield at, f"{head} {flow(shape, value)}"
    elif isinstance(value, Mapping):
        below = _mapping(shape, value, at, indent + 2)
        if isinstance(name, int):
            at, first = next(below)
            head += first[indent + 1 :]
        yield at, head
        yield from below
    elif isinstance(shape, Listing) and isinstance(value, Sequence):
        yield at, head
        for number in _file_order(shape, value):
            yield from entry(shape.item, (*at, number), value[number], indent + 2)
    elif isinstance(value, str) and fits_block(value):
        yield at, f"{head} |" if value.endswith("\n") else f"{head} |-"
        for line in value.removesuffix("\n").split("\n"):
            yield at, f"{' ' * (indent + 2)}{line}" if line else ""
    else:
        quoted = isinstance(shape, Scalar) and shape.quoted
        yield at, f"{head} {scalar(value, quoted=quoted)}"


def _file_order(shape: Listing, items: Sequence[object]) -> Sequence[int]:
    """The indexes of the items as written: events by date, those of one day as they are."""
    if not isinstance(shape.item, Choice):
        return range(len(items))
    days = [str(item.get("date", "")) if isinstance(item, Mapping) else "" for item in items]
    return sorted(range(len(items)), key=lambda number: (not days[number], days[number]))


def _is_flow(shape: Shape, value: Any) -> bool:
    match shape:
        case Structure() | TableShape():
            return shape.flow or not any(_ordered(shape, value))
        case Choice():
            return shape.variants[0].flow
        case Listing():
            return isinstance(shape.item, Scalar) or not value
    return isinstance(shape, OneOrList)


def flow(shape: Shape, value: object) -> str:
    """A value on one line, as written inside `{…}` or `[…]`."""
    shape = shape.of(value) if isinstance(shape, OneOrList) else shape
    if isinstance(value, Mapping):
        ordered = _ordered(shape, value)
        parts = [f"{key_text(name)}: {flow(part, value[name])}" for name, part in ordered]
        return "{" + ", ".join(parts) + "}"
    if isinstance(shape, Listing) and isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(shape.item, item) for item in value) + "]"
    assert isinstance(shape, Scalar)
    return scalar(value, quoted=shape.free or shape.quoted, plain=_PLAIN_IN_FLOW)


def fits_block(text: str) -> bool:
    """Whether a `|` block preserves the text exactly.

    It needs line breaks, and no escapes, no spaces at the ends of lines and no blank first or last
    line.
    """
    if "\n" not in text or _is_odd(text):
        return False
    every = text.removesuffix("\n").split("\n")
    clean = all(line == line.strip(" ") and not line.startswith(("---", "...")) for line in every)
    return clean and bool(every[0]) and bool(every[-1])


@lru_cache(1024)
def key_text(name: str) -> str:
    """A key as written, quoted where YAML needs it."""
    plain = _PLAIN_IN_FLOW if name.isascii() else _PLAIN_KEY
    return scalar(name, quoted=bool(_DAY.fullmatch(name)), plain=plain)


def scalar(value: object, *, quoted: bool, plain: re.Pattern[str] = _PLAIN) -> str:
    """A value as written on one line; without quotes only where `plain` matches it."""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if isinstance(value, (int, float)):
        return text
    return text if not quoted and is_plain(text, plain) else quote(text)


@lru_cache(4096)
def is_plain(text: str, plain: re.Pattern[str] = _PLAIN) -> bool:
    """Whether `text` needs no quotes; `plain` matches texts that the context allows."""
    return bool(plain.fullmatch(text)) and not _is_ambiguous(text)


def _is_ambiguous(text: str) -> bool:
    if text != text.strip() or text != normal(text) or _is_odd(text):
        return True
    is_special = text.startswith(("---", "...")) or _MEANS_MORE.fullmatch(text)
    return bool(is_special) and not _DAY.fullmatch(text)


@cache
def _odd() -> re.Pattern[str]:
    """Characters written as escapes; compiled on first use, because that is slow."""
    return re.compile(
        r"[^\n\x20-\x7e\xa0-\u1fff\u200c-\u200d\u2010-\u2027\u202f-\u205f\u2070-\ud7ff"
        r"\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    )


def _is_odd(text: str) -> bool:
    return not text.isprintable() and bool(_odd().search(text))


def quote(text: str) -> str:
    """`text` in double quotes; characters that are invisible or change in YAML are escaped."""
    escaped = text.translate(_ESCAPES)
    if _is_odd(escaped):
        escaped = _odd().sub(_escape, escaped)
    if normal(escaped) != escaped:  # an accent that would join the letter of an escape
        escaped = re.sub(r"[^\x00-\x7f]", _escape, escaped)
    return f'"{escaped}"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
