"""What a record names, found in its bytes without parsing them.

Marks decide only which records are judged together, so one too many costs time and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from deputylog.kinds.registry import OPENING, SUBMISSION, VISIT
from deputylog.record.kind import Kind

_WORD = re.compile(rb"[0-9A-Za-z_-]+")
_RECORD = re.compile(rb"[A-Z][0-9]{8}-[0-9a-z]{5}(?![0-9A-Za-z_-])")
_PLACE = re.compile(rb"(?:mailbox|constituency)[\"']?: *[\"']?([0-9a-z][0-9a-z_-]*)")
_REF = re.compile(rb"\bref[\"']?: *([^\n#,}]*)")
_DAY = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SERIES = re.compile(rb"([^:{},\"'\[\]\n]*?) *20[0-9]{2}-[0-9]{1,5}")


class Marks(NamedTuple):
    """What a record names: ids of the register, with mailboxes and constituencies that may be in
    no register; ids of records; the number it had outside.

    `more` are the days in a visit, and what short numbers begin with in a list handed in.
    """

    words: tuple[bytes, ...] = ()
    records: tuple[bytes, ...] = ()
    refs: tuple[bytes, ...] = ()
    more: tuple[bytes, ...] = ()


_MORE = {VISIT: _DAY, SUBMISSION: _SERIES}


def marks_of(kind: Kind, raw: bytes, known: Set[bytes]) -> Marks:
    """Return what a record names; `known` are the ids of the register."""
    if b"\\" in raw:
        raw = b"\n".join([raw, *_texts_in(kind, raw)])
    words = set(_WORD.findall(raw))
    if kind is not OPENING:  # which names mailboxes as keys
        words = (words & known).union(_PLACE.findall(raw))
    refs = {re.sub(rb"[\"' ]", b"", one) for one in _REF.findall(raw)} - {b""}
    more = _MORE[kind].findall(raw) if kind in _MORE else ()
    return Marks(*(tuple(sorted(set(one))) for one in (words, _RECORD.findall(raw), refs, more)))


def _texts_in(kind: Kind, raw: bytes) -> Iterator[bytes]:
    """Yield all texts of a file, without the escapes that hide ids; `ref` with its key."""
    from deputylog.record.reading import plain_values

    data = plain_values(kind, "", raw) or {}
    yield f"ref: {data.get('ref', '')}".encode("utf-8", "replace")
    left: list[object] = [data]
    while left:
        match left.pop():
            case dict() as table:
                left += [*table.keys(), *table.values()]
            case list() as several:
                left += several
            case value:
                yield str(value).encode("utf-8", "replace")
