"""Rewrite records in canonical form."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from deputylog.finding import DeputylogError, Fault
from deputylog.model.kinds import RECORDS
from deputylog.model.shape import shape_of
from deputylog.schema.explain import explain
from deputylog.store import fast, slow
from deputylog.store.document import Document
from deputylog.store.edit import formatted, is_canonical
from deputylog.store.files import read_bytes, rewrite, walk
from deputylog.tree import Spot, spot_of
from deputylog.words import N_


def fmt(root: Path, wanted: Sequence[str], *, write: bool) -> tuple[list[str], list[Fault]]:
    """Return the paths that were not in canonical form, and the faults of unreadable files.

    With `write`, those files are rewritten.
    """
    changed: list[str] = []
    unreadable: list[Fault] = []
    for path, spot in _chosen(root, wanted):
        raw = read_bytes(os.path.join(root, path))
        data = fast.parse(raw)
        shape = shape_of(spot.kind.type)
        if data is not None and not explain(spot.kind, Document(path, data)) and is_canonical(shape, raw.decode("utf-8"), data):
            continue
        document = slow.read(path, raw)
        faults = list(document.faults) or explain(spot.kind, document)
        if faults:
            unreadable += faults
            continue
        text = formatted(shape, document)
        if text.encode("utf-8") != raw:
            changed.append(path)
            if write:
                rewrite(root, path, text)
    return changed, unreadable


def _chosen(root: Path, wanted: Sequence[str]) -> Iterator[tuple[str, Spot]]:
    prefixes = [_inside(root, name) for name in wanted]
    for file in walk(root, RECORDS):
        spot = spot_of(file.path)
        if spot and file.is_regular and not file.is_link and (not prefixes or any(_within(file.path, prefix) for prefix in prefixes)):
            yield file.path, spot


def _inside(root: Path, name: str) -> str:
    path = Path(name).absolute() if Path(name).exists() else root / name
    if not path.exists() or not path.is_relative_to(root):
        raise DeputylogError(N_("{path} is not a file of this repository"), path=name)
    return path.relative_to(root).as_posix()


def _within(path: str, prefix: str) -> bool:
    return prefix in (".", path) or path.startswith(f"{prefix}/")
