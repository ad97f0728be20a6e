"""Read records: quickly if the file is valid, else again to explain every fault."""

from __future__ import annotations

import msgspec

from deputylog.finding import Fault
from deputylog.record import fast_parser as fast
from deputylog.record.fields import Data, Record, decode
from deputylog.record.kind import Kind


def load(kind: Kind, path: str, raw: bytes) -> Record | tuple[Fault, ...]:
    """The record in the bytes of a file, or all its faults."""
    data = fast.parse(raw) if path.isascii() else None
    if data is not None:
        try:
            record = convert(kind, data)
        except msgspec.ValidationError:
            pass
        else:
            if not any(record.amiss()):
                return record
    return _slowly(kind, path, raw)


def convert(kind: Kind, data: object) -> Record:
    """The typed record of plain values; raises msgspec.ValidationError if one does not fit."""
    return msgspec.convert(data, kind.type, dec_hook=decode)


def plain_values(path: str, raw: bytes) -> Data | None:
    """The values in the bytes of a file, whatever its schema; None if they are not valid YAML."""
    from deputylog.record import slow_parser as slow

    data = fast.parse(raw)
    return slow.read(path, raw).data if data is None else data


def _slowly(kind: Kind, path: str, raw: bytes) -> Record | tuple[Fault, ...]:
    from deputylog.record import slow_parser as slow
    from deputylog.record.faults import explain, explain_amiss

    document = slow.read(path, raw)
    if faults := explain(kind, document):
        return tuple(faults)
    record = convert(kind, document.data)
    return tuple(explain_amiss(document, record.amiss())) or record
