"""Reading a whole records repository into a Book."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from deputylog.app.presets import presets_of
from deputylog.book import Book
from deputylog.finding import Fault, Place
from deputylog.model.district import stand_in_district
from deputylog.model.fields import Record
from deputylog.model.filed import Filed
from deputylog.model.kinds import RECORDS
from deputylog.schema.records import load
from deputylog.store.files import File, read_bytes, walk
from deputylog.tree import Spot, Tree, spot_of
from deputylog.words import N_, phrase


@dataclass
class _Reading:
    """What has been read so far."""

    contents: dict[str, bytes] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    filed: dict[str, list[Filed[Any]]] = field(default_factory=dict)
    incomplete: set[str] = field(default_factory=set)

    def of(self, kind: str) -> tuple[Filed[Any], ...]:
        return tuple(self.filed.get(kind, ()))


def read_repository(root: Path, *, as_of: date, today: date) -> tuple[Book, Tree]:
    """Every record below `records/`: the good ones as a Book, what is wrong with the others in the Tree."""
    reading = _Reading()
    for file in walk(root, RECORDS):
        _read_file(root, file, reading)
    return _book(reading, as_of, today), Tree(reading.contents, tuple(reading.faults), tuple(reading.links))


def _read_file(root: Path, file: File, reading: _Reading) -> None:
    if file.is_link or not file.is_regular:
        reading.links.append(file.path)
        return
    spot = spot_of(file.path)
    try:
        raw = read_bytes(os.path.join(root, file.path)) if spot else b""
    except OSError as error:
        reading.faults.append(Fault("R001", Place(file.path), phrase(N_("cannot be read: {reason}"), reason=error.strerror or "")))
        raw, spot = b"", None
    reading.contents[file.path] = raw
    if spot:
        _file_record(spot, file.path, load(spot.kind, file.path, raw), reading)


def _file_record(spot: Spot, path: str, loaded: Record | tuple[Fault, ...], reading: _Reading) -> None:
    if isinstance(loaded, tuple):
        reading.faults.extend(loaded)
        reading.incomplete.add(spot.kind.name)
    else:
        reading.filed.setdefault(spot.kind.name, []).append(Filed(path, spot.id, loaded))


def _book(reading: _Reading, as_of: date, today: date) -> Book:
    districts = reading.of("district")
    return Book(
        as_of=as_of,
        today=today,
        district=districts[0].record if districts else stand_in_district(),
        groups={filed.id: filed for filed in reading.of("group")},
        presets=presets_of(reading.of("preset")),
        deputies={filed.id: filed for filed in reading.of("deputy")},
        all_visits=reading.of("visit"),
        all_openings=reading.of("opening"),
        all_letters=reading.of("letter"),
        all_suggestions=reading.of("suggestion"),
        all_activities=reading.of("activity"),
        all_spot_checks=reading.of("spot-check"),
        all_excuses=reading.of("excuse"),
        all_submissions=reading.of("submission"),
        incomplete=frozenset(reading.incomplete),
    )
