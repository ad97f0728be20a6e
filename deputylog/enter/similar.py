"""Copy place, people and form from another record."""

from __future__ import annotations

import os

from msgspec import Struct

from deputylog.enter.context import EntryContext
from deputylog.enter.entry import RecordEntry
from deputylog.enter.titles import newest
from deputylog.finding import DeputylogError
from deputylog.names.find import find_record
from deputylog.record import slow_parser as slow
from deputylog.record.editing import value_at
from deputylog.record.fields import Data
from deputylog.record.files import read_bytes


class Similar(Struct, frozen=True):
    """The id of a record, and those of its values that may be copied, by their paths."""

    id: str
    answers: Data


def similar(entry: RecordEntry, wanted: str) -> Similar:
    """Return what may be copied from the record named; never its events, dates or matters.

    DeputylogError if it is of another kind.
    """
    found = find_record(entry.context.root, wanted)
    if found.kind is not entry.kind:
        raise DeputylogError(
            "{id}不是{kind}；请指明一条{kind}",
            "{id} is not a {kind}; name a {kind}",
            id=found.id,
            kind=entry.kind.wording,
        )
    copied = [item.field for item in entry.kind.inputs if item.copied or item.alike]
    return Similar(found.id, _values(entry.context, found.path, copied))


def last_by(entry: RecordEntry, recorder: str) -> Similar | None:
    """Return the latest record by the same recorder, else by the same group.

    Without a recorder, it is the latest record of all. None if it has nothing to be copied.
    """
    copied = [item.field for item in entry.kind.inputs if item.copied]
    if not copied:
        return None
    group = _group_of(entry.context, recorder)
    near: tuple[str, str] | None = None
    for path, wanted, record in newest(entry.context.root, entry.kind):
        by = getattr(record, "recorded_by", None) or getattr(record, "by", None)
        if not recorder or by == recorder:
            near = (path, wanted)
            break
        if near is None and group and _group_of(entry.context, str(by)) == group:
            near = (path, wanted)
    answers = _values(entry.context, near[0], copied) if near else {}
    return Similar(near[1], answers) if near and answers else None


def _group_of(context: EntryContext, officer: str) -> str:
    groups = context.register.groups.items()
    found = (wanted for wanted, group in groups if any(one.id == officer for one in group.officers))
    return next(found, "")


def _values(context: EntryContext, path: str, fields: list[str]) -> dict[str, object]:
    data = slow.read(path, read_bytes(os.path.join(context.root, path))).data
    found = {field: value_at(data, tuple(field.split("."))) for field in fields}
    return {field: value for field, value in found.items() if value is not None}
