"""Read records: quickly if the file is valid, else again to explain every fault."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from deputylog.finding import Fault
from deputylog.record.canonical_reader import canonical_values, recognized
from deputylog.record.document import MOST_BYTES, Document
from deputylog.record.fields import Data, Record, decode
from deputylog.record.kind import Kind
from deputylog.record.shape import shape_of


class FileContent(NamedTuple):
    """A record, or the faults of its file; and whether the file is in canonical form."""

    record: Record | None
    faults: tuple[Fault, ...] = ()
    is_canonical: bool = False


def load(kind: Kind, path: str, raw: bytes) -> Record | tuple[Fault, ...]:
    """The record in the bytes of a file, or all its faults."""
    quick = read_quickly(kind, path, raw)
    return quick[0] if quick else _explained(kind, _slowly(path, raw))


def read(kind: Kind, path: str, raw: bytes) -> FileContent:
    """The record in the bytes of a file, or all its faults, and whether it is canonical."""
    if quick := read_quickly(kind, path, raw):
        return FileContent(quick[0], (), quick[1])
    document = _slowly(path, raw)
    record = _explained(kind, document)
    if isinstance(record, tuple):
        return FileContent(None, record)
    from deputylog.record.editing import canonical_text

    return FileContent(record, (), canonical_text(shape_of(kind.type), document).encode() == raw)


def convert(kind: Kind, data: object) -> Record:
    """The typed record of plain values; raises msgspec.ValidationError if one does not fit."""
    return msgspec.convert(data, kind.type, dec_hook=decode)


def plain_values(kind: Kind | None, path: str, raw: bytes) -> Data | None:
    """The values in the bytes of a file, whatever its schema; None if they are not valid YAML.

    A file that is a record of `kind` is read quickly.
    """
    data = canonical_values(shape_of(kind.type), raw) if kind else None
    return _slowly(path, raw).data if data is None else data


def read_quickly(kind: Kind, path: str, raw: bytes) -> tuple[Record, bool] | None:
    """A valid record, and whether its file is canonical.

    None for a file that is not written in canonical form, nor as people usually write by hand.
    """
    if len(raw) > MOST_BYTES or not path.isascii():
        return None
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    found = recognized(kind.type, text)
    if found is None:
        from deputylog.record.hand_written import recognized_by_hand

        found = recognized_by_hand(kind.type, text)
    return found if found and not any(found[0].amiss()) else None


def _slowly(path: str, raw: bytes) -> Document:
    from deputylog.record import slow_parser as slow

    return slow.read(path, raw)


def _explained(kind: Kind, document: Document) -> Record | tuple[Fault, ...]:
    from deputylog.record.faults import explain, explain_amiss

    if faults := explain(kind, document):
        return tuple(faults)
    record = convert(kind, document.data)
    return tuple(explain_amiss(document, record.amiss())) or record
