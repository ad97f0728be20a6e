"""Read records: quickly if the file is valid, else again to explain every fault."""

from __future__ import annotations

from datetime import date

import msgspec

from deputylog.finding import Fault
from deputylog.record import fast_parser as fast
from deputylog.record.fields import Data, Part, Record, decode
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


def values_of(record: Part) -> dict[str, object]:
    """The values of a record or a part of it as in its file, without defaults and empty parts.

    The keys are in the order in which the types declare them.
    """
    values = _plain(record)
    assert isinstance(values, dict)
    return values


def _plain(value: object) -> object:
    from deputylog.record.shape import shape_of

    match value:
        case msgspec.Struct():
            shape = shape_of(type(value))
            fields = {field.attribute: field for field in shape.fields}
            found: dict[str, object] = {shape.tag_field: shape.tag} if shape.tag_field else {}
            for attribute in value.__struct_fields__:
                part, field = getattr(value, attribute), fields[attribute]
                if part != field.default and (plain := _plain(part)) != {}:
                    found[field.name] = plain
            return found
        case tuple():
            return [_plain(item) for item in value]
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case bool() | int():
            return value
    return value.isoformat() if isinstance(value, date) else str(value)


def _slowly(kind: Kind, path: str, raw: bytes) -> Record | tuple[Fault, ...]:
    from deputylog.record import slow_parser as slow
    from deputylog.record.faults import explain, explain_amiss

    document = slow.read(path, raw)
    if faults := explain(kind, document):
        return tuple(faults)
    record = convert(kind, document.data)
    return tuple(explain_amiss(document, record.amiss())) or record
