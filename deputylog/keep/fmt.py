"""Rewrite records in canonical form."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from deputylog.finding import DeputylogError, Fault
from deputylog.record import fast_parser as fast
from deputylog.record import slow_parser as slow
from deputylog.record.document import Document
from deputylog.record.editing import canonical_text, is_canonical
from deputylog.record.faults import explain
from deputylog.record.files import read_bytes, rewrite, walk
from deputylog.record.kind import RECORDS
from deputylog.record.shape import shape_of
from deputylog.tree import RecordPath, record_path


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
        if (
            data is not None
            and not explain(spot.kind, Document(path, data))
            and is_canonical(shape, raw.decode("utf-8"), data)
        ):
            continue
        document = slow.read(path, raw)
        faults = list(document.faults) or explain(spot.kind, document)
        if faults:
            unreadable += faults
            continue
        text = canonical_text(shape, document)
        if text.encode("utf-8") != raw:
            changed.append(path)
            if write:
                rewrite(root, path, text)
    return changed, unreadable


def _chosen(root: Path, wanted: Sequence[str]) -> list[tuple[str, RecordPath]]:
    """Return the records at or below the `wanted` paths, which are relative to the current folder
    or to `root`.
    """
    records = [
        (file.path, spot)
        for file in walk(root, RECORDS)
        if file.is_regular and not file.is_link and (spot := record_path(file.path))
    ]
    chosen = {
        path
        for name in wanted or [RECORDS]
        for path in _at(root, name, [path for path, _ in records])
    }
    return [(path, spot) for path, spot in records if path in chosen]


def _at(root: Path, name: str, records: Sequence[str]) -> list[str]:
    top = os.path.realpath(root / RECORDS)
    for start in (Path(), root):
        real = os.path.realpath(start / name)
        place = "." if real == str(root) else Path(os.path.relpath(real, top)).as_posix()
        if found := [
            path for path in records if place == "." or f"{path}/".startswith(f"{RECORDS}/{place}/")
        ]:
            return found
    raise DeputylogError(
        "{path}：既不是本台账的记录，也不是存有记录的文件夹",
        "{path} is no record of this repository, nor a folder with records",
        path=name,
    )
