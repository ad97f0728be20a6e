"""What must be true of any bytes in the place of a record, valid or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from random import Random
from typing import Any

from deputylog.finding import DeputylogError, Fault
from deputylog.keep.merge import Side, merge
from deputylog.record import slow_parser as slow
from deputylog.record.document import Document
from deputylog.record.editing import canonical_text, value_at, with_value, without
from deputylog.record.faults import explain, explain_amiss
from deputylog.record.fields import Record
from deputylog.record.form import normalized
from deputylog.record.kind import Kind
from deputylog.record.reading import convert, read, read_quickly
from deputylog.record.shape import shape_of
from deputylog.record.values import values_of
from deputylog.words import words

SAID = [words("zh-CN"), words("en")]
LONGEST = 3_000
"""The characters of the longest message about a file."""


def flaws(kind: Kind, path: str, raw: bytes, random: Random) -> Iterator[str]:
    """What is wrong with how a file is read, written in form and edited."""
    document = slow.read(path, raw)
    record = _read_slowly(kind, document)
    yield from _disagreement(kind, document, raw, record)
    if isinstance(record, tuple):
        yield from _badly_explained(document, raw, record)
        return
    again = read(kind, path, canonical_text(shape_of(kind.type), document).encode())
    if again.record is None or values_of(again.record) != _in_order(normalized(values_of(record))):
        yield "in canonical form it is another record"
    elif not again.is_canonical:
        yield "its canonical form is not canonical"
    yield from _edited_wrongly(kind, document, random)


def _in_order(value: Any) -> Any:
    """The values with events by date, as canonical form has them."""
    if isinstance(value, dict):
        return {key: _in_order(item) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    items = [_in_order(item) for item in value]
    are_events = items and isinstance(items[0], dict) and "event" in items[0]
    return sorted(items, key=lambda one: one.get("date", "~")) if are_events else items


def _read_slowly(kind: Kind, document: Document) -> Record | tuple[Fault, ...]:
    if faults := explain(kind, document):
        return tuple(faults)
    record = convert(kind, document.data)
    return tuple(explain_amiss(document, record.amiss())) or record


def _disagreement(
    kind: Kind, document: Document, raw: bytes, record: Record | tuple[Fault, ...]
) -> Iterator[str]:
    """Whether the fast reader reads otherwise what it reads at all."""
    quick = read_quickly(kind, document.path, raw)
    if quick is None:
        return
    if quick[0] != record or repr(quick[0]) != repr(record):
        yield "the readers disagree"
    elif quick[1] != (canonical_text(shape_of(kind.type), document).encode() == raw):
        yield "the readers disagree about its form"


def _badly_explained(document: Document, raw: bytes, faults: tuple[Fault, ...]) -> Iterator[str]:
    signs = raw.decode("utf-8", "replace") + "\n"
    most = len(re.findall("\r\n|[\r\n\x85]", signs)) + 1
    for fault in faults:
        said = [language.say(fault.text) for language in SAID]
        if not 0 <= fault.place.line <= most or fault.place.path != document.path:
            yield f"a fault in line {fault.place.line} of {most}"
        if not all(0 < len(one) <= LONGEST for one in said):
            yield f"a bad message: {said[1][:200]}"


def _edited_wrongly(kind: Kind, document: Document, random: Random) -> Iterator[str]:
    """What is wrong with a valid file when one of its values is written again, or taken out."""
    shape = shape_of(kind.type)
    keys = [key for key in document.values if key and key[-1] != "event"]
    if not keys:
        return
    key = random.choice(keys)
    wanted = value_at(document.data, key)
    with suppress(DeputylogError):
        text = with_value(document, shape, key, wanted)
        if slow.read(document.path, text.encode()).data != document.data:
            yield f"with {key} written again, it says something else"
    with suppress(DeputylogError):
        without(document, shape, key)


def merged_wrongly(path: str, raw: bytes, valid: bytes, random: Random) -> Iterator[str]:
    """What is wrong with the file merged as one of three sides, of which the others are valid."""
    sides = [raw, valid, valid.replace(b"2026-03-0", b"2026-03-1")]
    random.shuffle(sides)
    base, ours, theirs = sides
    conflicts = merge(path, base, ours, theirs).conflicts
    if len(conflicts) != len(merge(path, base, theirs, ours).conflicts):
        yield "merged the other way round, it has other conflicts"
    for side in Side:
        whole = merge(path, base, ours, theirs, favour=side)
        is_new = whole.raw and whole.raw not in sides
        if is_new and slow.read(path, whole.raw or b"").data is None:
            yield f"merged in favour of {side}, it cannot be read"
