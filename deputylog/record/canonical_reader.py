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
from typing import Annotated, Any, NamedTuple, TypeAlias, get_args, get_origin

import msgspec
from msgspec.json import decode as plain_of
from msgspec.json import encode
from msgspec.structs import fields, replace

from deputylog.record.fields import Data, Part, decode, exact_day
from deputylog.record.form import (
    canonical,
    entry,
    fits_block,
    flow,
    key_text,
    normal,
    normalized,
    scalar,
)
from deputylog.record.shape import (
    Choice,
    Listing,
    OneOrList,
    Scalar,
    Shape,
    Structure,
    TableShape,
    shape_of,
)
from deputylog.record.values import resolve, values_of

_LINES_KEPT = 1 << 13
_DEEPER = "\0"
"""Stands for a line break and a space: a line that belongs to the entry above it."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^\W_][\w.+/-]*')
_NO_DAY = re.compile(r"(?<![^\[ ])(?!19|2[01])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![^,}\]])")
"""A day outside the years 1900 to 2199, which no record has."""

_AFTER_DAY = len("{date: 2026-03-14, ")
_NOT_RECOGNIZED = (
    msgspec.DecodeError,
    LookupError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)
"""The errors of text that is not as canonical form would write it."""


class _Entry(NamedTuple):
    """A key with its value; `number` is the key's place in the schema's order."""

    number: int
    name: str
    value: Any
    is_ordered: bool = True


_Converter: TypeAlias = Callable[[bytes], Any]
_LineReader: TypeAlias = Callable[[str], _Entry]
_BlockReader: TypeAlias = Callable[[str], tuple[Any, bool]]
"""Reads the lines below a key: the value, and whether it is in order."""


class _Field(NamedTuple):
    number: int
    attribute: str
    shape: Shape
    to_type: _Converter
    read_below: _BlockReader


def recognized(record_type: type[Part], text: str) -> tuple[Any, bool] | None:
    """The record in a file, and whether the file is canonical; None if it must be parsed.

    A file whose entries are canonical, but stand in another order, is not.
    """
    if _DEEPER in text or " \n" in text or not text.endswith("\n"):
        return None
    try:
        return _part(record_type, _folded(text[:-1]))
    except _NOT_RECOGNIZED:
        return None


def canonical_values(shape: Structure, raw: bytes) -> Data | None:
    """The plain values of a file in canonical form; None for any other."""
    found = recognized(shape.type, raw.decode("utf-8", "replace"))
    data = values_of(found[0]) if found else {}
    return data if data and canonical(shape, data).encode() == raw else None


def _part(part_type: type[Part], text: str) -> tuple[Any, bool]:
    """The part of a record that stands in `text`, and whether it is in order."""
    values, is_ordered = _values(*_readers(part_type), text)
    return part_type(**values), is_ordered


def _values(
    read_line: _LineReader, read_block: _LineReader, text: str
) -> tuple[dict[str, Any], bool]:
    """The values in entries that each stand on one line, with those below it."""
    values = {}
    last = 0
    is_ordered = True
    for written in text.split("\n"):
        found = read_block(written) if _DEEPER in written else read_line(written)
        number, name, value, is_inside_ordered = found
        is_ordered = is_ordered and number >= last and is_inside_ordered
        last = number
        _check(name not in values)
        values[name] = value
    return values, is_ordered


@cache
def _readers(part_type: type[Part]) -> tuple[_LineReader, _LineReader]:
    """What reads an entry on one line, and one on several."""
    types = {field.encode_name: field.type for field in fields(part_type)}
    known: dict[str, _Field] = {}
    for number, field in enumerate(shape_of(part_type).fields):
        to_type = _converter(field.shape, types[field.name])
        below = _block_reader(field.shape, to_type)
        known[field.name] = _Field(number, field.attribute, field.shape, to_type, below)
    read_line = lru_cache(_LINES_KEPT)(partial(_line, known))
    return read_line, partial(_block, known, read_line)


def _converter(shape: Shape, wanted: Any) -> _Converter:
    """What turns JSON into a type."""
    if not isinstance(shape, OneOrList):
        return msgspec.json.Decoder(wanted, dec_hook=decode).decode
    # msgspec 0.22 frees the pattern of a text wrongly with a type that is a text or a list.
    one, listing = (_converter(shape.one, each) for each in _alternatives(wanted))
    return lambda json: listing(json) if json.startswith(b"[") else one(json)


def _alternatives(wanted: Any) -> tuple[Any, ...]:
    """The types that a union consists of."""
    kinds = get_args(wanted)
    return _alternatives(kinds[0]) if get_origin(wanted) is Annotated else kinds


def _line(known: Mapping[str, _Field], written: str) -> _Entry:
    name, _, text = written.partition(": ")
    field = known[name]
    plain, is_in_form = _plain(field.shape, text)
    value = _typed(encode(plain), field.to_type, text)
    if not is_in_form:
        _check_form(field.shape, name, plain, text)
    return _Entry(field.number, field.attribute, value)


def _block(known: Mapping[str, _Field], read_line: _LineReader, written: str) -> _Entry:
    head, _, below = written.partition(_DEEPER)
    if not head.endswith(":"):  # a text, behind its mark
        return read_line(written)
    field = known[head[:-1]]
    return _Entry(field.number, field.attribute, *field.read_below(below))


def _plain(shape: Shape, text: str) -> tuple[object, bool]:
    """The plain value behind a key, and whether it is text that is written just so."""
    mark, _, below = text.partition(_DEEPER)
    if below:
        return _text_below(mark, below)
    if isinstance(shape, Scalar) and shape.kind not in ("int", "bool"):
        value = text[1:-1] if text.startswith('"') else text
        if scalar(value, quoted=shape.quoted) == text:
            return value, True
    return plain_of(_json(text)), False


def _check_form(shape: Shape, name: str, plain: object, text: str) -> None:
    """ValueError if canonical form would write a plain value otherwise, or not at all."""
    _check(plain is not None)
    lines = [line for _, line in entry(shape, (name,), normalized(plain), 0)]
    _check(_folded("\n".join(lines)) == f"{key_text(name)}: {text}")


def _text_below(mark: str, below: str) -> tuple[str, bool]:
    """The text of the lines below a mark, and whether it is surely written just so."""
    body = f"{_DEEPER}{below}".replace(f"{_DEEPER} ", "\n")
    text = body[1:].replace(_DEEPER, "\n") + ("" if mark.endswith("-") else "\n")
    is_simple = body.startswith("\n") and _DEEPER not in body and "\n\n" not in body
    return text, is_simple and mark in ("|", "|-") and fits_block(text) and normal(text) == text


def _folded(text: str) -> str:
    """`text` with one line for each entry at its left margin."""
    return text.replace("\n ", _DEEPER).replace(f"\n{_DEEPER}", 2 * _DEEPER)


def _json(text: str) -> str:
    """A value on one line as JSON."""
    return _TOKEN.sub(_json_token, text)


def _json_token(token: re.Match[str]) -> str:
    text = token[0]
    return text if text.startswith('"') else encode(resolve(text)).decode()


def _typed(json: bytes, to_type: _Converter, written: str) -> Any:
    _check(not _NO_DAY.search(written))
    return to_type(json)


def _check(is_canonical: bool) -> None:
    if not is_canonical:
        raise ValueError


def _block_reader(shape: Shape, to_type: _Converter) -> _BlockReader:
    """What reads the values of a field that stand on the lines below its key."""
    match shape:
        case TableShape():
            return partial(_table, lru_cache(_LINES_KEPT)(partial(_pair, shape, to_type)))
        case Structure(flow=False):
            return partial(_structure, shape.type)
        case Listing(item=Structure(flow=False) as item):
            return partial(_blocks, item.type)
        case Listing(item=Structure() as item):
            return partial(_items, lru_cache(_LINES_KEPT)(partial(_item, item, to_type)))
        case Listing(item=Choice() as choice):
            return _event_reader(choice, to_type)
    return _refuse


def _refuse(below: str) -> tuple[Any, bool]:
    raise ValueError


def _table(read_pair: _LineReader, below: str) -> tuple[Any, bool]:
    return _values(read_pair, read_pair, _inside(below, " "))


def _pair(shape: TableShape, to_type: _Converter, written: str) -> _Entry:
    """An entry of a mapping with data as keys."""
    end = written.index(": ", 1 + written.find('"', 1)) if written.startswith('"') else 0
    key, _, text = written[end:].partition(": ")
    name = _name(written[:end] + key)
    plain, is_in_form = _plain(shape.value, text)
    value = _typed(encode({name: plain}), to_type, text)[name]
    if not is_in_form:
        _check_form(shape.value, name, plain, text)
    return _Entry(0, name, value)


@lru_cache
def _name(key: str) -> str:
    """The name that a key is written for."""
    name = str(plain_of(_json(key)))
    _check(key_text(normal(name)) == key)
    return name


def _structure(part_type: type[Part], below: str) -> tuple[Any, bool]:
    return _part(part_type, _inside(below, " "))


def _blocks(part_type: type[Part], below: str) -> tuple[Any, bool]:
    parts = [_part(part_type, _inside(f"   {item}", "   ")) for item in _split(below)]
    return tuple(part for part, _ in parts), all(is_ordered for _, is_ordered in parts)


def _split(below: str) -> list[str]:
    """The items of a list, each behind its dash."""
    first, *items = f"{_DEEPER}{below}".split(f"{_DEEPER} - ")
    _check(first == "")
    return items


def _inside(below: str, indent: str) -> str:
    """The lines of a block, indented by a space and `indent`, as if it were a file."""
    inside = f"{_DEEPER}{below}".replace(f"{_DEEPER}{indent}", "\n")
    _check(_DEEPER not in inside)
    return inside[1:].replace("\n ", _DEEPER)


def _items(read: Callable[[str], Any], below: str) -> tuple[Any, bool]:
    """Items on one line each."""
    return tuple(map(read, _split(below))), True


def _item(shape: Structure | Choice, to_type: _Converter, written: str) -> Any:
    json = _json(written)
    (value,) = _typed(f"[{json}]".encode(), to_type, written)
    _check(flow(shape, normalized(plain_of(json))) == written)
    return value


def _event_reader(choice: Choice, to_type: _Converter) -> _BlockReader:
    day = choice.variants[0].field("date")
    assert day
    read_item = lru_cache(_LINES_KEPT)(partial(_item, choice, to_type))
    read = lru_cache(_LINES_KEPT)(partial(_event, read_item, day.attribute))
    return partial(_events, read, attrgetter(day.attribute))


def _events(
    read: Callable[[str], Any], day_of: Callable[[Any], date | None], below: str
) -> tuple[Any, bool]:
    """Events on one line each, in order if they are by their days, undated ones last.

    Records share equal events; within a record each is an object of its own.
    """
    lines = _split(below)
    events = [read(written) for written in lines]
    if len(set(lines)) < len(lines):
        events = [replace(event) for event in events]
    days = [day_of(event) or date.max for event in events]
    return tuple(events), days == sorted(days)


def _event(read_item: Callable[[str], Any], attribute: str, written: str) -> Any:
    """An event; what follows the day is alike in many records, and read once."""
    if not written.startswith("{date: "):
        return read_item(written)
    event = read_item(f"{{{written[_AFTER_DAY:]}")
    _check(getattr(event, attribute) is None and written[_AFTER_DAY - 2 : _AFTER_DAY] == ", ")
    return replace(event, **{attribute: exact_day(written[7 : _AFTER_DAY - 2])})
