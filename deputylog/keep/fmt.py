"""Rewrite records in canonical form."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from deputylog.finding import DeputylogError, Fault
from deputylog.keep.change import Change
from deputylog.keep.write import write as write_change
from deputylog.record import slow_parser as slow
from deputylog.record.editing import canonical_text
from deputylog.record.faults import explain
from deputylog.record.kind import RECORDS, Kind
from deputylog.record.reading import read
from deputylog.record.shape import shape_of
from deputylog.repository.folder import record_files
from deputylog.text import counts
from deputylog.words import phrase


def fmt(
    root: Path, names: Sequence[str], *, write: bool, commit: bool = False
) -> tuple[list[str], list[Fault]]:
    """Return the paths that were not in canonical form, and the faults of unreadable files.

    With `write`, those files are rewritten.
    """
    change = Change(root)
    unreadable: list[Fault] = []
    for path, kind in _records_at(root, names):
        raw = change.read(path)
        if raw is None:  # deleted since it was listed
            continue
        if read(kind, path, raw).is_canonical:
            continue
        document = slow.read(path, raw)
        if faults := explain(kind, document):
            unreadable += faults
            continue
        text = canonical_text(shape_of(kind.type), document)
        change.put(path, text)
    changed = list(change.files)
    if write:
        said = phrase(
            "已改成规范格式：{records}",
            "brought into form: {records}",
            records=counts.records(len(changed)),
        )
        write_change(change, said, f"fmt: {len(changed)} changed", commit=commit)
    return changed, unreadable


def _records_at(root: Path, names: Sequence[str]) -> list[tuple[str, Kind]]:
    """Return the records at or below these paths, relative to the current folder or to `root`."""
    records = {path: place.kind for path, place in record_files(root)}
    chosen = {path for name in names or [RECORDS] for path in _at(root, name, list(records))}
    return [(path, kind) for path, kind in records.items() if path in chosen]


def _at(root: Path, name: str, records: Sequence[str]) -> list[str]:
    top = os.path.realpath(root / RECORDS)
    for start in (Path(), root):
        real = os.path.realpath(start / name)
        place = "." if real == str(root) else Path(os.path.relpath(real, top)).as_posix()
        folder = "" if place == "." else f"{RECORDS}/{place}/"
        if found := [path for path in records if f"{path}/".startswith(folder)]:
            return found
    raise DeputylogError(
        "{path}：既不是本台账的记录，也不是存有记录的文件夹",
        "{path} is no record of this repository, nor a folder with records",
        path=name,
    )
