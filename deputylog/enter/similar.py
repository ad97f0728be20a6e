"""Copy place, people and form from another record."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deputylog.enter.context import Desk
from deputylog.enter.entry import Entry
from deputylog.enter.titles import newest
from deputylog.finding import DeputylogError
from deputylog.names.find import find_record
from deputylog.record import slow_parser as slow
from deputylog.record.editing import value_at
from deputylog.record.files import read_bytes


@dataclass(frozen=True)
class Similar:
    """The id of a record, and those of its values that may be copied, by their paths."""

    id: str
    answers: Mapping[str, object]


def similar(desk: Desk, entry: Entry, wanted: str) -> Similar:
    """Return what may be copied from the record named; never its events, dates or matters.

    DeputylogError if it is of another kind.
    """
    found = find_record(desk.root, wanted)
    if found.kind is not entry.kind:
        raise DeputylogError(
            "{id}不是{kind}；请指明一条{kind}",
            "{id} is not a {kind}; name a {kind}",
            id=found.id,
            kind=entry.kind.wording,
        )
    return Similar(found.id, dict(_values(desk, found.path, (*entry.copied, *entry.alike))))


def last_by(desk: Desk, entry: Entry, recorder: str) -> Similar | None:
    """Return the latest record by the same recorder, else by the same group.

    Without a recorder, it is the latest record of all.
    """
    group = _group_of(desk, recorder)
    near: tuple[str, str] | None = None
    for path, wanted, record in newest(desk.root, entry.kind):
        by = getattr(record, "recorded_by", None) or getattr(record, "by", None)
        if not recorder or by == recorder:
            near = (path, wanted)
            break
        if near is None and group and _group_of(desk, str(by)) == group:
            near = (path, wanted)
    if near is None:
        return None
    answers = dict(_values(desk, near[0], entry.copied))
    return Similar(near[1], answers) if answers else None


def _group_of(desk: Desk, officer: str) -> str:
    return next(
        (
            wanted
            for wanted, group in desk.register.groups.items()
            if any(one.id == officer for one in group.officers)
        ),
        "",
    )


def _values(desk: Desk, path: str, ways: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    data = slow.read(path, read_bytes(os.path.join(desk.root, path))).data
    yield from (
        (way, value) for way in ways if (value := value_at(data, tuple(way.split(".")))) is not None
    )
