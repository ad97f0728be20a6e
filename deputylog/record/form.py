"""Canonical form: the one way in which a record is written to a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from deputylog.record.fields import Key
from deputylog.record.shape import Choice, Listing, OneOrList, Scalar, Shape, Structure, Table

# Text that needs no quotes because YAML 1.1 and 1.2 read it alike: it begins with a letter, digit
# or ideograph and contains no YAML syntax. Words and numbers that YAML converts are excluded by
# _MEANS_MORE.
_PLAIN = re.compile(
    r"[^\W_](?:[^\n:#,\[\]{}]|:(?=[^\s,\[\]{}])|(?<=[^\s])#|[,\[\]{}])*", re.UNICODE
)
_PLAIN_IN_FLOW = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+/-]*")
_MEANS_MORE = re.compile(
    r"(?:y|yes|n|no|true|false|on|off|null|~)"
    r"|[-+]?(?:0[box_]?[0-9a-f_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|\.[0-9]+(?:e[-+]?[0-9]+)?|\.inf|\.nan|inf|nan)"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\0": "\\0",
    "\x07": "\\a",
    "\x08": "\\b",
    "\x1b": "\\e",
}

Line: TypeAlias = tuple[Key, str]


def normal(text: str) -> str:
    """`text` in NFC, the form in which it is stored."""
    return unicodedata.normalize("NFC", text)


def canonical(shape: Structure, data: Mapping[str, object]) -> str:
    """The whole file for values that fit `shape`."""
    return "".join(f"{line}\n" for _, line in lines(shape, data))


def lines(shape: Structure, data: Mapping[str, object]) -> list[Line]:
    """The lines of the file, each with the key path whose value begins on it."""
    return list(_mapping(shape, data, (), 0))


def _ordered(shape: Shape, data: Mapping[str, object]) -> Iterator[tuple[str, Shape]]:
    """The keys of `data` that have a value, in the schema's order, each with its shape.

    In an event the type comes after the date.
    """
    match shape:
        case Structure():
            parts = [
                (field.name, field.shape)
                for field in shape.fields
                if data.get(field.name) is not None
            ]
            if shape.tag_field:
                parts.insert("date" in data, (shape.tag_field, _ID))
            yield from parts
        case Table():
            yield from ((key, shape.value) for key in data)
        case Choice():
            tag = data.get(shape.tag_field)
            yield from _ordered(
                next(variant for variant in shape.variants if variant.tag == tag), data
            )
        case _:
            raise TypeError(shape)


_ID = Scalar("id")


def _mapping(shape: Shape, data: Mapping[str, object], at: Key, indent: int) -> Iterator[Line]:
    for name, part in _ordered(shape, data):
        yield from entry(part, (*at, name), data[name], indent)


def entry(shape: Shape, at: Key, value: object, indent: int) -> Iterator[Line]:
    """The lines of a key with its value, or of a list item with its dash."""
    name = at[-1]
    head = " " * indent + (f"{key_text(name)}:" if isinstance(name, str) else "-")
    if _is_flow(shape, value):
        yield at, f"{head} {flow(shape, value)}"
    elif isinstance(value, Mapping):
        below = _mapping(shape, value, at, indent + 2)
        if isinstance(name, int):
            at, first = next(below)
            head += first[indent + 1 :]
        yield at, head
        yield from below
    elif isinstance(shape, Listing):
        assert isinstance(value, Sequence)
        yield at, head
        for number in in_file_order(shape, value):
            yield from entry(shape.item, (*at, number), value[number], indent + 2)
    else:
        yield from _scalar_lines(head, shape, value, at, indent)


def in_file_order(shape: Listing, items: Sequence[object]) -> Sequence[int]:
    """The indexes of the items as written: events by date, those of one day as they are."""
    if not isinstance(shape.item, Choice):
        return range(len(items))
    days = [str(item.get("date", "")) if isinstance(item, Mapping) else "" for item in items]
    return sorted(range(len(items)), key=lambda number: (not days[number], days[number]))


def _is_flow(shape: Shape, value: object) -> bool:
    match shape:
        case Structure() | Table():
            return shape.flow or not value
        case Choice():
            return shape.variants[0].flow
        case Listing():
            return isinstance(shape.item, Scalar) or not value
        case OneOrList():
            return True
    return False


def flow(shape: Shape, value: object) -> str:
    """A value on one line, as written inside `{…}` or `[…]`."""
    shape = shape.of(value) if isinstance(shape, OneOrList) else shape
    match value:
        case Mapping():
            parts = (
                f"{key_text(name)}: {flow(part, value[name])}"
                for name, part in _ordered(shape, value)
            )
            return "{" + ", ".join(parts) + "}"
        case list() | tuple():
            assert isinstance(shape, Listing)
            return "[" + ", ".join(flow(shape.item, item) for item in value) + "]"
    assert isinstance(shape, Scalar)
    return _scalar(value, quoted=shape.free or shape.quoted, plain=_PLAIN_IN_FLOW)


def _scalar_lines(head: str, shape: Shape, value: object, at: Key, indent: int) -> Iterator[Line]:
    if isinstance(value, str) and _fits_block(value):
        body = value.removesuffix("\n")
        yield at, f"{head} |" if value.endswith("\n") else f"{head} |-"
        yield from (
            (at, f"{' ' * (indent + 2)}{line}" if line else "") for line in body.split("\n")
        )
    else:
        quoted = isinstance(shape, Scalar) and shape.quoted
        yield at, f"{head} {_scalar(value, quoted=quoted, plain=_PLAIN)}"


def _fits_block(text: str) -> bool:
    """Whether a `|` block preserves the text exactly.

    It needs line breaks, and no escapes, no spaces at the ends of lines and no blank first or last
    line.
    """
    if "\n" not in text or _is_odd(text):
        return False
    every = text.removesuffix("\n").split("\n")
    return (
        bool(every[0])
        and bool(every[-1])
        and not any(line != line.strip(" ") or line.startswith(("---", "...")) for line in every)
    )


def key_text(name: str) -> str:
    """A key as written, quoted where YAML needs it."""
    if _DAY.fullmatch(name):
        return quote(name)
    return _scalar(name, quoted=False, plain=_PLAIN_IN_FLOW if name.isascii() else _PLAIN_KEY)


_PLAIN_KEY = re.compile(r"[^\W_][\w-]*")


def _scalar(value: object, *, quoted: bool, plain: re.Pattern[str]) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
    text = str(value)
    if not quoted and plain.fullmatch(text) and not _is_ambiguous(text):
        return text
    return quote(text)


def _is_ambiguous(text: str) -> bool:
    if (
        text != text.strip()
        or text != normal(text)
        or _is_odd(text)
        or text.startswith(("---", "..."))
    ):
        return True
    return bool(_MEANS_MORE.fullmatch(text)) and not _DAY.fullmatch(text)


_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-[0-3][0-9]", re.ASCII)


@cache
def _odd() -> re.Pattern[str]:
    """Characters written as escapes; compiled on first use, because that is slow."""
    return re.compile(
        r"[^\n\x20-\x7e\xa0-\u1fff\u200c-\u200d\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    )


def _is_odd(text: str) -> bool:
    return not text.isprintable() and bool(_odd().search(text))


def quote(text: str) -> str:
    """`text` in double quotes; characters that are invisible or change in YAML are escaped."""
    escaped = "".join(_ESCAPES.get(char, char) for char in text)
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
