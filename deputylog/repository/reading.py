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
from deputylog.record.reading import read
from deputylog.repository.presets import presets_of
from deputylog.tree import RecordPath, Tree, record_path
from deputylog.words import Bilingual, Phrase, phrase


class Reading(Struct):
    """What has been read so far, records by the name of their kind."""

    contents: dict[str, bytes] = {}
    faults: list[Fault] = []
    links: list[str] = []
    records: dict[str, list[Filed[Any]]] = {}
    unreadable: list[str] = []
    out_of_form: list[str] = []

    def refuse(self, path: str, reason: Phrase | str) -> None:
        text = phrase("无法读取：{reason}", "cannot be read: {reason}", reason=reason)
        self.faults.append(Fault("R001", Place(path), text))
        self.unreadable.append(path)

    def read(self, source: Source, file: File) -> None:
        """Read a file, or note why that cannot be done."""
        place = record_path(file.path)
        if file.problem:
            self.refuse(file.path, file.problem)
        elif file.is_link or not file.is_regular:
            self.links.append(file.path)
            self.unreadable.append(file.path)
        elif place is None:
            self.contents[file.path] = b""
            self.unreadable += [file.path] if file.path.endswith(".yaml") else []
        else:
            self._read_record(source, file, place)

    def _read_record(self, source: Source, file: File, place: RecordPath) -> None:
        self.contents[file.path] = b""
        try:
            raw = self.contents[file.path] = source.read(file)
        except OSError as error:
            self.refuse(file.path, reason_of(error))
            return
        content = read(place.kind, file.path, raw)
        if content.record is None:
            self.faults.extend(content.faults)
            self.unreadable.append(file.path)
            return
        filed = Filed(file.path, place.id, content.record)
        self.records.setdefault(place.kind.name, []).append(filed)
        if not content.is_canonical:
            self.out_of_form.append(file.path)

    def miss_district(self) -> None:
        """Note that the district's file is missing, if it is."""
        if DISTRICT_PATH not in self.contents:
            self.faults.append(Fault("R001", Place(DISTRICT_PATH), phrase(_NO_DISTRICT)))
            self.unreadable.append(DISTRICT_PATH)

    def book(self, as_of: date) -> Book:
        presets = presets_of(self.records.get(PRESET.name, ()))
        return Book(as_of, self.records, presets, tuple(self.unreadable))

    def tree(self) -> Tree:
        return Tree(self.contents, tuple(self.faults), tuple(self.links), tuple(self.out_of_form))


def read_repository(root: Path, *, as_of: date) -> tuple[Book, Tree]:
    """Read every record below `records/`: valid ones into the Book, faults into the Tree.

    CannotReadError if the district cannot be read: nobody knows then what is due.
    """
    book, tree = read_source(WorkTree(root), as_of=as_of)
    refuse_without_district(book)
    return book, tree


def refuse_without_district(book: Book) -> None:
    """Raise CannotReadError if the district's own file could not be read."""
    if not book.every(DISTRICT):
        raise CannotReadError(
            "{path} 无法读取，无从判断职责和期限；“deputylog check”写明所在行和原因，请先改正",
            "{path} cannot be read, so nobody knows what is due; 'deputylog check' shows the line "
            "and the reason, correct it first",
            path=DISTRICT_PATH,
        )


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
    reading = Reading()
    for file in sorted(source.files(), key=lambda file: file.path):
        reading.read(source, file)
    reading.miss_district()
    return reading.book(as_of), reading.tree()


_NO_DISTRICT = Bilingual(
    "缺少此文件：每个台账库都必须有；请从以前的版本恢复，或者用“deputylog init”新建",
    "is missing: every records repository has this file; bring it back from an "
    "older version, or make one with 'deputylog init'",
)
