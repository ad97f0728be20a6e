"""What a change would take away although other records refer to it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from deputylog.finding import DeputylogError
from deputylog.keep.change import FileChange
from deputylog.kinds.deputy import Deputy
from deputylog.kinds.district import District, stand_in_district
from deputylog.kinds.excuse import Excuse
from deputylog.kinds.group import Group
from deputylog.kinds.letter import Letter
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.references import NAMABLE, RECORDED, Directory
from deputylog.kinds.registry import SUBMISSION
from deputylog.kinds.visit import Visit
from deputylog.record.fields import Record
from deputylog.record.files import read_bytes
from deputylog.record.reading import load
from deputylog.repository.folder import record_files
from deputylog.rules.dangling_reference import references_in
from deputylog.text import counts
from deputylog.tree import RecordPath, record_path

_WORD = re.compile(rb"[\w#-]+", re.ASCII)
_MOST_NAMED = 5
Objects: TypeAlias = set[tuple[str, str]]
"""What can be referred to: the kind of reference and the id."""


class StillInUseError(DeputylogError):
    """Records refer to what would be gone."""

    def __init__(self, ids: list[str], paths: list[str]) -> None:
        super().__init__(
            "{ids}还被{paths}等{count}引用；没有作任何改动。请先更正这些记录（deputylog edit），"
            "或者先撤销后来的登记",
            "{ids}: still named in {count}: {paths}; nothing was changed. Correct "
            "those records first ('deputylog edit'), or undo what was entered later",
            ids=ids,
            paths=paths[:_MOST_NAMED],
            count=counts.records(len(paths)),
        )


def refuse_if_in_use(root: Path, files: Mapping[str, FileChange]) -> None:
    """Raise StillInUseError if a record, other than a list handed in, refers to what files lose."""
    before, after = (
        _objects((path, change[number]) for path, change in files.items()) for number in (0, 1)
    )
    lost = before - after
    if any(kind not in RECORDED for kind, _ in lost):
        records = _records(root, files)
        lost -= _objects((path, raw) for path, place, raw in records if not place.kind.is_dated)
    found = dict(_naming(root, files, lost)) if lost else {}
    if found:
        raise StillInUseError(sorted(set().union(*found.values())), list(found))


def _naming(
    root: Path, files: Mapping[str, FileChange], lost: Objects
) -> Iterator[tuple[str, set[str]]]:
    """Yield the path of each record that refers to what is lost, and the ids; one that cannot be
    read counts if an id is in its text.
    """
    ids = {wanted.encode(): wanted for _, wanted in lost}
    for path, place, raw in _records(root, files):
        words = ids.keys() & set(_WORD.findall(raw))
        if place.kind is SUBMISSION or not words:
            continue
        record = load(place.kind, path, raw)
        if isinstance(record, tuple):
            yield path, {ids[word] for word in words}
        elif named := _references(record) & lost:
            yield path, {wanted for _, wanted in named}


def _references(record: Record) -> Objects:
    if isinstance(record, Excuse):
        return {(kind, record.subject) for kind in NAMABLE if kind != "source"}
    return {(kind, wanted) for _, kind, wanted in references_in(record)}


def _records(
    root: Path, files: Mapping[str, FileChange]
) -> Iterator[tuple[str, RecordPath, bytes]]:
    """Yield the path, place and content of every record as it will be."""
    for path, place in record_files(root):
        raw = files[path].after if path in files else read_bytes(os.path.join(root, path))
        if raw is not None:
            yield path, place, raw


def _objects(contents: Iterable[tuple[str, bytes | None]]) -> Objects:
    """Return what files hold that others can refer to."""
    return {
        one
        for path, raw in contents
        if raw is not None and (place := record_path(path))
        for one in _objects_of(path, place, raw)
    }


def _objects_of(path: str, place: RecordPath, raw: bytes) -> Objects:
    """Return a record and its parts."""
    record = load(place.kind, path, raw)
    if place.kind.is_dated:
        matters = record.matters if isinstance(record, Visit) else ()
        ids = (place.id, *(f"{place.id}#{matter.id}" for matter in matters))
        is_source = not (isinstance(record, Letter) and record.kind is MatterKind.ACCUSATION)
        kinds = RECORDED if is_source else set(RECORDED) - {"source"}
        return {(kind, wanted) for kind in kinds for wanted in ids}
    directory = Directory(
        record if isinstance(record, District) else stand_in_district(),
        {place.id: record} if isinstance(record, Group) else {},
        {place.id: record} if isinstance(record, Deputy) else {},
    )
    return {(kind, wanted) for kind in NAMABLE for wanted in directory.ids(kind)}
