"""Read a whole records repository into a Book."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from deputylog.book import Book
from deputylog.finding import CannotReadError, Fault, Place, reason_of
from deputylog.kinds.registry import DISTRICT, DISTRICT_PATH, KINDS, PRESET, SUBMISSION
from deputylog.life.record_places import Filed
from deputylog.record.files import File, Source, WorkTree, entries
from deputylog.record.kind import RECORDS
from deputylog.record.reading import load
from deputylog.repository.presets import presets_of
from deputylog.tree import RecordPath, Tree, record_path
from deputylog.words import Bilingual, Phrase, phrase


class _Reading(Struct):
    """What has been read so far, records by the name of their kind."""

    contents: dict[str, bytes] = {}
    faults: list[Fault] = []
    links: list[str] = []
    records: dict[str, list[Filed[Any]]] = {}
    unreadable: list[str] = []

    def refuse(self, path: str, reason: Phrase | str) -> None:
        text = phrase("无法读取：{reason}", "cannot be read: {reason}", reason=reason)
        self.faults.append(Fault("R001", Place(path), text))


def read_repository(root: Path, *, as_of: date) -> tuple[Book, Tree]:
    """Read every record below `records/`: valid ones into the Book, faults into the Tree.

    CannotReadError if the district cannot be read: nobody knows then what is due.
    """
    book, tree = read_source(WorkTree(root), as_of=as_of)
    if not book.every(DISTRICT):
        raise CannotReadError(
            "{path} 无法读取，无从判断职责和期限；“deputylog check”写明所在行和原因，请先改正",
            "{path} cannot be read, so nobody knows what is due; 'deputylog check' shows the line "
            "and the reason, correct it first",
            path=DISTRICT_PATH,
        )
    return book, tree


class _Some(WorkTree, frozen=True):
    """The register and the lists handed in, with some of the other files."""

    others: Collection[str]

    def files(self) -> Iterable[File]:
        kinds = [kind for kind in KINDS if not kind.is_dated or kind is SUBMISSION]
        folders = [f"{RECORDS}/{kind.folder}" for kind in kinds if kind.folder]
        yield from (file for folder in folders for file in entries(self.root, folder))
        wanted = [DISTRICT_PATH, *self.others]
        yield from (File(path) for path in wanted if os.path.isfile(self.root / path))


def read_register(root: Path, others: Collection[str], *, as_of: date) -> Book:
    """Read the register, the lists handed in, and those of the other records that exist."""
    return read_source(_Some(root, others), as_of=as_of)[0]


def read_source(source: Source, *, as_of: date) -> tuple[Book, Tree]:
    """Like `read_repository`, for any source of files, listed in any order."""
    reading = _Reading()
    for file in sorted(source.files(), key=lambda file: file.path):
        _read_file(source, file, reading)
    if DISTRICT_PATH not in reading.contents:
        reading.faults.append(Fault("R001", Place(DISTRICT_PATH), phrase(_NO_DISTRICT)))
        reading.unreadable.append(DISTRICT_PATH)
    tree = Tree(reading.contents, tuple(reading.faults), tuple(reading.links))
    presets = presets_of(reading.records.get(PRESET.name, ()))
    return Book(as_of, reading.records, presets, tuple(reading.unreadable)), tree


_NO_DISTRICT = Bilingual(
    "缺少此文件：每个台账库都必须有；请从以前的版本恢复，或者用“deputylog init”新建",
    "is missing: every records repository has this file; bring it back from an "
    "older version, or make one with 'deputylog init'",
)


def _read_file(source: Source, file: File, reading: _Reading) -> None:
    place = record_path(file.path)
    if file.problem:
        reading.refuse(file.path, file.problem)
        reading.unreadable.append(file.path)
    elif file.is_link or not file.is_regular:
        reading.links.append(file.path)
        reading.unreadable.append(file.path)
    elif place is None:
        reading.contents[file.path] = b""
        reading.unreadable += [file.path] if file.path.endswith(".yaml") else []
    else:
        _read_record(source, file, place, reading)


def _read_record(source: Source, file: File, place: RecordPath, reading: _Reading) -> None:
    reading.contents[file.path] = b""
    try:
        raw = reading.contents[file.path] = source.read(file)
    except OSError as error:
        reading.refuse(file.path, reason_of(error))
        reading.unreadable.append(file.path)
        return
    loaded = load(place.kind, file.path, raw)
    if isinstance(loaded, tuple):
        reading.faults.extend(loaded)
        reading.unreadable.append(file.path)
    else:
        filed = Filed(file.path, place.id, loaded)
        reading.records.setdefault(place.kind.name, []).append(filed)
