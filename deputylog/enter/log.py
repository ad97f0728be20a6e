"""Add events to a matter, and change nothing else in its file."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from deputylog.finding import InvalidFileError
from deputylog.keep.change import Change
from deputylog.keep.lock import locked
from deputylog.keep.new_record import NotARecordError, tidy
from deputylog.keep.objections import Objection, advice_on
from deputylog.keep.write import write
from deputylog.names.find import Found
from deputylog.names.register import Register
from deputylog.record import slow_parser as slow
from deputylog.record.editing import item_line, with_event
from deputylog.record.fields import Data
from deputylog.record.reading import load
from deputylog.record.shape import shape_of
from deputylog.words import phrase


@dataclass(frozen=True)
class Logged:
    """The lines added to a record, and what `check` advises about them."""

    lines: Sequence[str]
    advice: Sequence[Objection]


def log(
    root: Path, found: Found, event: Data, register: Register, today: date, *, commit: bool
) -> Logged:
    """Add an event and write it; errors as of `add_events`."""
    with locked(root):
        change = Change(root)
        logged = add_events(change, found, [event], register, today)
        said = phrase("{id}：{line}", "{id}: {line}", id=found.id, line=logged.lines[0])
        write(change, said, f"{found.kind.name} {found.id}: {event['event']}", commit=commit)
    return logged


def add_events(
    change: Change, found: Found, events: Sequence[Data], register: Register, today: date
) -> Logged:
    """Add events to a change, all or none.

    NotARecordError if the record would be invalid, ObjectionError if it would be an error.
    """
    raw, lines = change.read(found.path), []
    if raw is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), found.path)
    for event in events:
        raw, line = _added(found, raw, event)
        lines.append(line)
    loaded = load(found.kind, found.path, raw)
    if isinstance(loaded, tuple):
        raise NotARecordError(found.kind, [fault.text for fault in loaded])
    advice = advice_on(change.root, register, {found.path: raw}, today)
    change.put(found.path, raw)
    return Logged(lines, advice)


def _added(found: Found, raw: bytes, event: Data) -> tuple[bytes, str]:
    """Return the text of the record with one more event, and the line of that event."""
    shape, key = shape_of(found.kind.type), (*found.at, "events")
    tidied = tidy(event)
    assert isinstance(tidied, Mapping)
    document = slow.read(found.path, raw)
    if document.data is None:
        raise InvalidFileError(document.faults[0])
    return with_event(document, shape, key, tidied).encode("utf-8"), item_line(shape, key, tidied)
