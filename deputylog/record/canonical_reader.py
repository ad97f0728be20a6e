"""Read files in canonical form quickly: each entry is read as canonical form would be written.

What was read is written again and compared: a text that comes out the same is canonical, and then
all YAML parsers read these values from it. Lines that many records share are read once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache, partial
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

import msgspec
from msgspec.json import decode as plain_of
from msgspec.json import encode
from msgspec.structs import fields, replace

from deputylog.record.fields import Data, Part, decode, exact_day
from deputylog.record.form import canonical, entry, flow, is_plain, normal, normalized
from deputylog.record.shape import Choice, Listing, Scalar, Shape, Structure, TableShape, shape_of
from deputylog.record.values import resolve, values_of

_LINES_KEPT = 1 << 14
_DEEPER = "\0"
"""Stands for a line break and a space: a line that belongs to the entry above it."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^\W_][\w.+/-]*')
_NO_DAY = re.compile(r"(?<![^\[ ])(?!19|2[01])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![^,}\]])")
"""A day outside the years 1900 to 2199, which no record has."""

_DAY = len("{date: 2026-03-14, ")


class _UnknownError(Exception):
    """Raised for text that is not as canonical form would write it."""


class _Entry(NamedTuple):
    """A key of a record with its value; `number` is its place in the schema's order."""

    number: int
    attribute: str
    value: Any
    is_ordered: bool = True


_Decoder: TypeAlias = msgspec.json.Decoder[Any]
_BlockReader: TypeAlias = Callable[[str, str], tuple[Any, bool]]
"""Reads the colon behind a key with its mark, and the lines below: the value, and whether it is in
order.
"""


class _Field(NamedTuple):
    """What reads the values of a field: from JSON, and from the lines below its key."""

    number: int
    attribute: str
    shape: Shape
    decoder: _Decoder
    read_below: _BlockReader


def recognized(record_type: type[Part], text: str) -> tuple[Any, bool] | None:
    """The record in a file, and whether the file is canonical; None if it must be parsed.

    A file whose entries are canonical, but stand in another order, is not.
    """
    if _DEEPER in text or not text.endswith("\n"):
        return None
    try:
        return _part(record_type, _folded(text[:-1]))
    except (_UnknownError, msgspec.ValidationError, msgspec.DecodeError, TypeError, ValueError):
        return None


def canonical_values(shape: Structure, raw: bytes) -> Data | None:
    """The plain values of a file in canonical form; None for any other."""
    found = recognized(shape.type, raw.decode("utf-8", "replace"))
    data = values_of(found[0]) if found else {}
    return data if data and canonical(shape, data).encode() == raw else None


def _part(part_type: type[Part], text: str) -> tuple[Any, bool]:
    """The part of a record whose entries stand on the lines of `text`, and whether in order."""
    read_line, read_block = _readers(part_type)
    values = {}
    last = -1
    is_ordered = True
    for written in text.split("\n"):
        found = read_block(written) if _DEEPER in written else read_line(written)
        number, attribute, value, is_inside_ordered = found
        is_ordered = is_ordered and number > last and is_inside_ordered
        last = number
        if attribute in values:
            raise _UnknownError
        values[attribute] = value
    return part_type(**values), is_ordered


@cache
def _readers(part_type: type[Part]) -> tuple[Callable[[str], _Entry], Callable[[str], _Entry]]:
    """What reads an entry on one line, and one on several."""
    types = {field.encode_name: field.type for field in fields(part_type)}
    known: dict[str, _Field] = {}
    for number, field in enumerate(shape_of(part_type).fields):
        decoder = _decoder(types[field.name])
        below = _block_reader(field.name, field.shape, decoder)
        known[field.name] = _Field(number, field.attribute, field.shape, decoder, below)
    return lru_cache(_LINES_KEPT)(partial(_line, known)), partial(_block, known)


def _decoder(wanted: Any) -> _Decoder:
    # Decoders are kept: converting to a bare type of a field crashes msgspec 0.22 now and then.
    return msgspec.json.Decoder(wanted, dec_hook=decode)


def _line(known: Mapping[str, _Field], written: str) -> _Entry:
    name, _, text = written.partition(": ")
    field = _field(known, name)
    if _is_plain(field.shape, text):
        value = _typed(encode(text), field.decoder, text)
    else:
        json = _json(text)
        value = _typed(json, field.decoder, text)
        _check(_lines_of(field.shape, name, plain_of(json)) == written)
    return _Entry(field.number, field.attribute, value)


def _is_plain(shape: Shape, text: str) -> bool:
    """Whether it is text that canonical form writes without quotes."""
    is_text = isinstance(shape, Scalar) and not shape.quoted and shape.kind not in ("int", "bool")
    return is_text and is_plain(text)


def _lines_of(shape: Shape, name: str, value: object) -> str:
    """The lines of an entry in canonical form, as `recognized` sees them."""
    lines = [line for _, line in entry(shape, (name,), normalized(value), 0)]
    return lines[0] if len(lines) == 1 else _folded("\n".join(lines))


def _folded(text: str) -> str:
    """`text` with one line for each entry at its left margin."""
    return text.replace("\n ", _DEEPER).replace(f"\n{_DEEPER}", 2 * _DEEPER)


def _field(known: Mapping[str, _Field], name: str) -> _Field:
    _check(name in known)
    return known[name]


def _typed(json: bytes | str, decoder: _Decoder, written: str) -> Any:
    _check(not _NO_DAY.search(written))
    return decoder.decode(json)


def _check(is_canonical: bool) -> None:
    if not is_canonical:
        raise _UnknownError


def _json(text: str) -> str:
    """A value on one line as JSON."""
    return _TOKEN.sub(_json_token, text)


def _json_token(token: re.Match[str]) -> str:
    text = token[0]
    return text if text.startswith('"') else encode(resolve(text)).decode()


def _block(known: Mapping[str, _Field], written: str) -> _Entry:
    head, _, below = written.partition(_DEEPER)
    name, colon, mark = head.partition(":")
    field = _field(known, name)
    return _Entry(field.number, field.attribute, *field.read_below(f"{colon}{mark}", below))


def _block_reader(name: str, shape: Shape, decoder: _Decoder) -> _BlockReader:
    """What reads the values of a field that stand on the lines below its key."""
    match shape:
        case Scalar():
            return partial(_text, name, shape, decoder)
        case TableShape():
            return partial(_table, lru_cache(_LINES_KEPT)(partial(_pair, shape, decoder)))
        case Structure(flow=False):
            return partial(_structure, shape.type)
        case Listing(item=Structure(flow=False) as item):
            return partial(_blocks, item.type)
        case Listing(item=Structure() as item):
            return partial(_items, _item_reader(item))
        case Listing(item=Choice() as choice):
            return _event_reader(choice)
    return _unknown


def _event_reader(choice: Choice) -> _BlockReader:
    day = choice.variants[0].field("date")
    assert day
    read = partial(_event, _item_reader(choice), day.attribute)
    return partial(_events, lru_cache(_LINES_KEPT)(read), attrgetter(day.attribute))


def _unknown(mark: str, below: str) -> tuple[Any, bool]:
    raise _UnknownError


def _text(name: str, shape: Shape, decoder: _Decoder, mark: str, below: str) -> tuple[Any, bool]:
    """The text of several lines."""
    text = _joined(mark, below)
    value = _typed(encode(text), decoder, text)
    _check(_lines_of(shape, name, text) == f"{name}{mark}{_DEEPER}{below}")
    return value, True


def _joined(mark: str, below: str) -> str:
    """The text of the lines below a mark; canonical form leaves out spaces on blank lines."""
    body = f"{_DEEPER}{below}".replace(f"{_DEEPER} ", "\n")[1:].replace(_DEEPER, "\n")
    return body if mark.endswith("-") else f"{body}\n"


def _table(read: Callable[[str], dict[str, Any]], mark: str, below: str) -> tuple[Any, bool]:
    """A mapping with data as keys, each on a line of its own."""
    _check(mark == ":" and below.startswith(" "))
    entries = _inside(below[1:], " ").split("\n")
    table: dict[str, Any] = {}
    for written in entries:
        table |= read(written)
    _check(len(table) == len(entries))
    return table, True


def _pair(shape: TableShape, decoder: _Decoder, written: str) -> Any:
    """A mapping of the one key with its value."""
    key = _key_of(written)
    name = str(plain_of(_json(key)))
    text = written.removeprefix(f"{key}: ")
    mark, _, below = text.partition(_DEEPER)
    is_text = _is_plain(shape.value, text)
    value = text if is_text else _joined(mark, below) if below else plain_of(_json(text))
    table = _typed(encode({name: value}), decoder, text)
    _check(normal(name) == name and _lines_of(shape.value, name, value) == written)
    return table


def _key_of(written: str) -> str:
    token = _TOKEN.match(written)
    return token[0] if token else ""


def _structure(part_type: type[Part], mark: str, below: str) -> tuple[Any, bool]:
    _check(mark == ":" and below.startswith(" "))
    return _part(part_type, _inside(below[1:], " "))


def _blocks(part_type: type[Part], mark: str, below: str) -> tuple[Any, bool]:
    parts = [_part(part_type, _inside(item, "   ")) for item in _split(mark, below)]
    return tuple(part for part, _ in parts), all(is_ordered for _, is_ordered in parts)


def _split(mark: str, below: str) -> list[str]:
    """The items of a list, each behind its dash."""
    first, *items = f"{_DEEPER}{below}".split(f"{_DEEPER} - ")
    _check(mark == ":" and first == "")
    return items


def _inside(text: str, indent: str) -> str:
    """The lines of a block, indented by a space and `indent`, as if it were a file."""
    inside = text.replace(f"{_DEEPER}{indent}", "\n")
    _check(_DEEPER not in inside)
    return inside.replace("\n ", _DEEPER)


def _items(read: Callable[[str], Any], mark: str, below: str) -> tuple[tuple[Any, ...], bool]:
    """Items on one line each."""
    return tuple(map(read, _split(mark, below))), True


def _events(
    read: Callable[[str], Any], day_of: Callable[[Any], date | None], mark: str, below: str
) -> tuple[tuple[Any, ...], bool]:
    """Events on one line each, in order if they are by their days, undated ones last.

    Records share equal events; within a record each is an object of its own.
    """
    lines = _split(mark, below)
    events = [read(written) for written in lines]
    if len(set(lines)) < len(lines):
        events = [replace(event) for event in events]
    days = [day_of(event) or date.max for event in events]
    return tuple(events), days == sorted(days)


def _event(read: Callable[[str], Any], attribute: str, written: str) -> Any:
    """An event; what follows the day is alike in many records, and read once."""
    if not written.startswith("{date: "):
        return read(written)
    event = read(f"{{{written[_DAY:]}")
    _check(getattr(event, attribute) is None and written[_DAY - 2 : _DAY] == ", ")
    return replace(event, **{attribute: exact_day(written[7 : _DAY - 2])})


def _item_reader(shape: Structure | Choice) -> Callable[[str], Any]:
    """What reads an item on one line."""
    variants = shape.variants if isinstance(shape, Choice) else (shape,)
    decoders = {variant.tag: _decoder(variant.type) for variant in variants}
    return lru_cache(_LINES_KEPT)(partial(_item, shape, decoders))


def _item(shape: Structure | Choice, decoders: Mapping[str, _Decoder], written: str) -> Any:
    json = _json(written)
    plain: Any = plain_of(json)
    _check(isinstance(plain, dict))
    tag = plain.get(shape.tag_field, "")
    _check(tag in decoders)
    value = _typed(json, decoders[tag], written)
    _check(flow(shape, normalized(plain)) == written)
    return value
