"""Logging what became of a matter: one event more, and nothing else in the file changed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from deputylog.app.add import NotARecordError, tidy
from deputylog.app.find import Found
from deputylog.finding import DeputylogError
from deputylog.model.shape import shape_of
from deputylog.schema.explain import faults_in
from deputylog.schema.records import convert
from deputylog.store import slow
from deputylog.store.edit import item_line, with_item
from deputylog.store.files import read_bytes, rewrite
from deputylog.words import N_


def log(root: Path, found: Found, event: Mapping[str, object]) -> str:
    """Add an event to a matter; gives the line that was added. DeputylogError when the record would not stand with it."""
    tidied = tidy(event)
    assert isinstance(tidied, Mapping)
    document = slow.read(found.path, read_bytes(os.path.join(root, found.path)))
    if document.data is None:
        raise DeputylogError(
            N_("{place}: {fault}; mend the file first"), place=str(document.faults[0].place), fault=document.faults[0].text
        )
    received = document.data.get("received") or document.data.get("date")
    if received and str(tidied.get("date", "9999")) < str(received):
        raise DeputylogError(N_("{day} is before the matter itself, {received}"), day=tidied["date"], received=str(received))
    shape = shape_of(found.kind.type)
    changed = with_item(document, shape, (*found.at, "events"), tidied)
    again = slow.read(found.path, changed.encode("utf-8"))
    assert again.data is not None
    reasons = faults_in(found.kind, again.data) or [text for _, text in convert(found.kind, again.data).amiss()]
    if reasons:
        raise NotARecordError(found.kind, reasons)
    rewrite(root, found.path, changed)
    return item_line(shape, (*found.at, "events"), tidied)
