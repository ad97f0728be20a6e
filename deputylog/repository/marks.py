"""What a record names, found in its bytes without parsing them.

Marks decide only which records are judged together, so one too many costs time and nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Set
from typing import NamedTuple

from deputylog.kinds.registry import (
    ACTIVITY,
    EXCUSE,
    LETTER,
    OPENING,
    SPOT_CHECK,
    SUBMISSION,
    VISIT,
)
from deputylog.record.fields import WORKING_BODY
from deputylog.record.kind import Kind

_OF_WORDS = b"-_" + "".join(filter(str.isalnum, map(chr, range(128)))).encode()
_BLANKS = bytes(one if one in _OF_WORDS else 32 for one in range(256))
"""Turns into a blank all that is in no id."""
_RECORD = re.compile(rb"[A-Z][0-9]{8}-[0-9a-z]{5}")
_GAP = rb"(?:\s|#[^\r\n]*[\r\n])*"
_COLON = rb"[\"']?" + _GAP + rb":" + _GAP + rb"(?:[|>][-+0-9]*" + _GAP + rb")?"
"""What may stand between a key and its value, with the quotes of the key."""
_PLACES = tuple(
    re.compile(name + _COLON + rb"[\"']?([0-9a-z][0-9a-z_-]*)")
    for name in (b"mailbox", b"constituency")
)
_DEPUTIES = re.compile(rb"deputies" + _COLON + rb"(\[(?:#[^\n]*|[^]#])*|(?:\s*-\s[^\n]*\n?)*)")
_COUNTED = re.compile(
    rb"([0-9a-z][0-9a-z_-]*)" + _COLON + rb"[\"'+]?[0-9][0-9A-Za-z_]*[\"']?\s*(?:[,}#\r\n]|$)"
)
_OBJECT = re.compile(rb"\b(?:subject|who)" + _COLON + rb"[\"']?([0-9A-Za-z_-]+)")
_OF_SOME = re.compile(rb"^(?:group|who|deputies|constituencies): [\[\"']*[0-9A-Za-z]", re.MULTILINE)
_REF = re.compile(rb"\bref[\"']?\s*: *(?:\"([^\"]*)\"|'((?:[^']|'')*)'|([^\n]*))")
_REF_GOES_ON = re.compile(rb"\bref\b[^\n]*(?:\n\s|$)")
_DAY = re.compile(rb"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_NUMBER = re.compile(
    rb"[LV][0-9]{8}-[0-9a-z]{5}(?:#[0-9a-z]{4})?"
    + _COLON
    + rb"[\"']?(?![0-9a-f]{12}\b)([^\"'\r\n,}]*)"
)


class Marks(NamedTuple):
    """What a record names: ids of the register, with mailboxes, constituencies and deputies that
    may be in no register; ids of records; the number it had outside.

    `more` are the days in a visit, and the short numbers in a list handed in.
    """

    words: tuple[bytes, ...] = ()
    records: tuple[bytes, ...] = ()
    refs: tuple[bytes, ...] = ()
    more: tuple[bytes, ...] = ()


def marks_of(kind: Kind, raw: bytes, known: Set[bytes]) -> Marks:
    """Return what a record names; `known` are the ids of the register."""
    if b"\\" in raw or (b"ref" in raw and _REF_GOES_ON.search(raw)):
        raw = _plainly(kind, raw)
    words = _words_in(raw)
    named = words & known
    if kind in (ACTIVITY, SPOT_CHECK) and _is_of_all(kind, raw, words):
        named = set()
    named |= _of_no_register(kind, raw)
    records = {one for one in words if len(one) == 15 and _RECORD.fullmatch(one)}
    if kind in (ACTIVITY, EXCUSE):
        records.update(set(_OBJECT.findall(raw)) - known - {_WORKING_BODY})
    refs = _refs_in(raw) if b"ref" in raw else ()
    return Marks(_in_order(named), _in_order(records), _in_order(refs), _in_order(_more(kind, raw)))


def _words_in(raw: bytes) -> set[bytes]:
    return set(raw.translate(_BLANKS).split())


def _in_order(several: Collection[bytes]) -> tuple[bytes, ...]:
    return tuple(sorted(several)) if several else ()


_WORKING_BODY = WORKING_BODY.encode()


def _is_of_all(kind: Kind, raw: bytes, words: Set[bytes]) -> bool:
    """Whether a record may concern all groups, whatever else it names."""
    may_be = kind is SPOT_CHECK or (kind is ACTIVITY and _WORKING_BODY in words)
    return may_be and not _OF_SOME.search(raw)


def _of_no_register(kind: Kind, raw: bytes) -> set[bytes]:
    """Return the ids of places, and of a visit's deputies, which may be in no register."""
    if kind is OPENING:
        first = raw.find(b"mailboxes")
        return set(_COUNTED.findall(raw, first)) if first >= 0 else set()
    found = set[bytes]()
    for place in _PLACES if kind in (VISIT, LETTER) else ():
        found.update(place.findall(raw))
    if kind is VISIT:
        found.update(*map(_words_in, _DEPUTIES.findall(raw)))
    return found


def _refs_in(raw: bytes) -> set[bytes]:
    """Return the numbers outside, however they are quoted; a comma may belong to it or end it."""
    found = set[bytes]()
    for double, single, plain in _REF.findall(raw):
        whole = double or single or re.sub(rb" #.*", b"", plain)
        ends = (whole, *re.split(rb"[,}]", plain)[:1])
        found.update(re.sub(rb"[\"'\s]", b"", one) for one in ends)
    return found - {b""}


def _more(kind: Kind, raw: bytes) -> Collection[bytes]:
    """Return days of visits, a month as its first; numbers in lists, without what is no number."""
    if kind is VISIT:
        return {f"{one.decode()}-01"[:10].encode() for one in _DAY.findall(raw)}
    return {one.strip() for one in _NUMBER.findall(raw)} if kind is SUBMISSION else ()


def _plainly(kind: Kind, raw: bytes) -> bytes:
    """Return the record without the escapes and line breaks that hide what it names."""
    from deputylog.record.reading import plain_values

    data = plain_values(kind, "", raw) or {}
    ref = str(data.get("ref", "")).replace("'", "''")
    text = json.dumps(data, ensure_ascii=False, default=str)
    return f"{text}\nref: '{ref}'\n".encode("utf-8", "replace")
