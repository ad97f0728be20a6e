"""Add events to a matter, and change nothing else in its file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from deputylog.finding import InvalidFileError
from deputylog.keep.new_record import NotARecordError, tidy
from deputylog.keep.objections import Objection, advice_on
from deputylog.names.find import Found
from deputylog.names.register import Register
from deputylog.record import slow_parser as slow
from deputylog.record.editing import item_line, with_event
from deputylog.record.fields import Data
from deputylog.record.files import read_bytes, rewrite
from deputylog.record.reading import load
from deputylog.record.shape import shape_of


@dataclass(frozen=True)
class Logged:
    """The lines added to a record, and what `check` advises about them."""

    lines: Sequence[str]
    advice: Sequence[Objection]


def log_all(
    root: Path,
    found: Found,
    events: Sequence[Data],
    register: Register,
    today: date,
    *,
    dry_run: bool = False,
) -> Logged:
    """Add events, all or none; with `dry_run`, only say what would be added.

    NotARecordError if the record would be invalid, ObjectionError if it would be an error.
    """
    raw, lines = read_bytes(os.path.join(root, found.path)), []
    for event in events:
        raw, line = _added(found, raw, event)
        lines.append(line)
    loaded = load(found.kind, found.path, raw)
    if isinstance(loaded, tuple):
        raise NotARecordError(found.kind, [fault.text for fault in loaded])
    advice = advice_on(root, register, {found.path: raw}, today)
    if not dry_run:
        rewrite(root, found.path, raw.decode("utf-8"))
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
