"""Add events to a matter, and change nothing else in its file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from deputylog.app.add import NotARecordError, tidy
from deputylog.app.find import Found
from deputylog.finding import DeputylogError
from deputylog.model.shape import shape_of
from deputylog.schema.records import load
from deputylog.store import slow
from deputylog.store.document import Document
from deputylog.store.edit import item_line, with_item
from deputylog.store.files import read_bytes, rewrite
from deputylog.words import N_


def log(root: Path, found: Found, event: Mapping[str, object]) -> str:
    """Add an event and return the line added; DeputylogError if the record would be invalid."""
    return log_all(root, found, [event])[0]


def log_all(root: Path, found: Found, events: Sequence[Mapping[str, object]], *, dry_run: bool = False) -> list[str]:
    """Add events, all or none, and return the lines added, or with `dry_run` those to be added."""
    shape, key = shape_of(found.kind.type), (*found.at, "events")
    raw, added = read_bytes(os.path.join(root, found.path)), []
    for event in events:
        tidied = tidy(event)
        assert isinstance(tidied, Mapping)
        document = slow.read(found.path, raw)
        _refuse_early(document, tidied)
        raw = with_item(document, shape, key, tidied).encode("utf-8")
        added.append(item_line(shape, key, tidied))
    loaded = load(found.kind, found.path, raw)
    if isinstance(loaded, tuple):
        raise NotARecordError(found.kind, [fault.text for fault in loaded])
    if not dry_run:
        rewrite(root, found.path, raw.decode("utf-8"))
    return added


def _refuse_early(document: Document, event: Mapping[str, object]) -> None:
    """Raise DeputylogError if the file is invalid, or if the event is earlier than the matter."""
    if document.data is None:
        raise DeputylogError(
            N_("{place}: {fault}; correct the file first"), place=str(document.faults[0].place), fault=document.faults[0].text
        )
    received = document.data.get("received") or document.data.get("date")
    if received and str(event.get("date", "9999")) < str(received):
        raise DeputylogError(N_("{day} is before the matter was received on {received}"), day=event["date"], received=str(received))
