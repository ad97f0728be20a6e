"""Read a whole records repository into a Book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from deputylog.book import Book
from deputylog.finding import Fault, Place, reason_of
from deputylog.kinds.deputy import Deputy
from deputylog.kinds.district import District, stand_in_district
from deputylog.kinds.group import Group
from deputylog.kinds.registry import DISTRICT, DISTRICT_PATH, KINDS
from deputylog.life.first_days import dated_deputy, dated_filed
from deputylog.life.record_places import Filed
from deputylog.record.fields import Record
from deputylog.record.files import File
from deputylog.record.kind import RECORDS
from deputylog.record.reading import load
from deputylog.record.source import Source, WorkTree
from deputylog.repository.presets import presets_of
from deputylog.tree import RecordPath, Tree, record_path
from deputylog.words import Bilingual, Phrase, phrase


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
    """Read every record below `records/`: valid ones into the Book, faults into the Tree."""
    return read_source(WorkTree(root), as_of=as_of, today=today)


def read_source(source: Source, *, as_of: date, today: date) -> tuple[Book, Tree]:
    """Like `read_repository`, for any source of files, listed in any order."""
    reading = _Reading()
    for file in sorted(source.files(), key=lambda file: file.path):
        _read_file(source, file, reading)
    if DISTRICT_PATH not in reading.contents:
        reading.faults.append(Fault("R001", Place(DISTRICT_PATH), phrase(_NO_DISTRICT)))
        reading.incomplete.add(DISTRICT.name)
    return _book(reading, as_of, today), Tree(
        reading.contents, tuple(reading.faults), tuple(reading.links)
    )


_NO_DISTRICT = Bilingual(
    "缺少此文件：每个台账库都必须有；请从以前的版本恢复，或者用“deputylog init”新建",
    "is missing: every records repository has this file; bring it back from an "
    "older version, or make one with 'deputylog init'",
)


def _cannot_be_read(file: File, reason: Phrase | str) -> Fault:
    return Fault(
        "R001",
        Place(file.path),
        phrase("无法读取：{reason}", "cannot be read: {reason}", reason=reason),
    )


def _read_file(source: Source, file: File, reading: _Reading) -> None:
    if file.problem:
        reading.faults.append(_cannot_be_read(file, file.problem))
        reading.incomplete.update(
            kind.name for kind in KINDS if f"{RECORDS}/{kind.folder}/".startswith(f"{file.path}/")
        )
        return
    if file.is_link or not file.is_regular:
        reading.links.append(file.path)
        return
    spot = record_path(file.path)
    try:
        raw = source.read(file) if spot else b""
    except OSError as error:
        reading.faults.append(_cannot_be_read(file, reason_of(error)))
        reading.incomplete.update([spot.kind.name] if spot else [])
        raw, spot = b"", None
    reading.contents[file.path] = raw
    if spot:
        _file_record(spot, file.path, load(spot.kind, file.path, raw), reading)


def _file_record(
    spot: RecordPath, path: str, loaded: Record | tuple[Fault, ...], reading: _Reading
) -> None:
    if isinstance(loaded, tuple):
        reading.faults.extend(loaded)
        reading.incomplete.add(spot.kind.name)
    else:
        reading.filed.setdefault(spot.kind.name, []).append(Filed(path, spot.id, loaded))


def _book(reading: _Reading, as_of: date, today: date) -> Book:
    districts: tuple[Filed[District], ...] = reading.of("district")
    district = districts[0].record if districts else None
    groups = {filed.id: filed for filed in reading.of("group")}
    groups = dated_filed(groups, district) if district else groups
    deputies = _dated_deputies(reading.of("deputy"), district)
    return Book(
        as_of=as_of,
        today=today,
        district=district or stand_in_district(),
        groups=groups,
        presets=presets_of(reading.of("preset")),
        deputies=deputies,
        as_written=_as_written(reading, groups, deputies),
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


def _dated_deputies(
    several: Iterable[Filed[Deputy]], district: District | None
) -> Mapping[str, Filed[Deputy]]:
    """Return the deputies by id with missing first days filled in; unchanged without a district."""
    if district is None:
        return {filed.id: filed for filed in several}
    return {
        filed.id: replace(filed, record=dated_deputy(filed.record, district)) for filed in several
    }


def _as_written(
    reading: _Reading, groups: Mapping[str, Filed[Group]], deputies: Mapping[str, Filed[Deputy]]
) -> dict[str, Filed[Any]]:
    """Return, by path, the original records of those that got first days."""
    written = (*reading.of("group"), *reading.of("deputy"))
    dated: dict[str, Record] = {filed.path: filed.record for filed in groups.values()}
    dated |= {filed.path: filed.record for filed in deputies.values()}
    return {filed.path: filed for filed in written if filed.record is not dated[filed.path]}
