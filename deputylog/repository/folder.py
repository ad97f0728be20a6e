"""Read parts of a records repository."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from stat import S_ISREG

from deputylog.finding import Fault
from deputylog.kinds.district import District, stand_in_district
from deputylog.kinds.registry import DISTRICT, DISTRICT_PATH
from deputylog.record.fields import Record
from deputylog.record.files import read_bytes, walk
from deputylog.record.kind import RECORDS, Kind
from deputylog.record.reading import load
from deputylog.repository.folder_names import names_in
from deputylog.tree import RecordPath, record_path


def read_district(root: Path, coming: bytes | None = None) -> District:
    """Return the district, from the bytes that its file will hold if there are any; a placeholder
    if it is missing or invalid.
    """
    try:
        raw = coming or read_bytes(str(root / DISTRICT_PATH))
        loaded = load(DISTRICT, DISTRICT_PATH, raw)
    except OSError:
        return stand_in_district()
    return loaded if isinstance(loaded, District) else stand_in_district()


def read_records(
    root: Path, kind: Kind | None = None
) -> Iterator[tuple[str, Record | tuple[Fault, ...]]]:
    """Yield the path of each record file with its record or its faults, of one kind or of all."""
    for path, place in record_files(root, f"{RECORDS}/{kind.folder}" if kind else RECORDS):
        yield path, load(place.kind, path, read_bytes(os.path.join(root, path)))


def record_files(root: Path, folder: str = RECORDS) -> Iterator[tuple[str, RecordPath]]:
    """Yield the path of each record file below a folder, with its kind and id."""
    for file in walk(root, folder):
        place = record_path(file.path)
        if place and file.is_regular and not file.is_link:
            yield file.path, place


def paths_of(root: Path, kind: Kind, part: str = "") -> list[str]:
    """Return the paths of a kind's files with the part in their names, in lower case, sorted.

    Folders are listed; no file is looked at, so what is no file is in it too.
    """
    top = f"{RECORDS}/{kind.folder}"
    folders = [f"{top}/{year}" for year in _listed(str(root / top))] if kind.is_dated else [top]
    return sorted(
        f"{folder}/{name}"
        for folder in folders
        for name in _listed(str(root / folder))
        if not part or part in name.lower()
    )


def is_file(root: Path, path: str) -> bool:
    """Whether there is a file, and no link."""
    try:
        return S_ISREG(os.lstat(os.path.join(root, path)).st_mode)
    except OSError:
        return False


def paths_of_days(root: Path, kind: Kind, days: Iterable[date]) -> Iterator[str]:
    """Yield the paths of a dated kind's files whose ids carry one of the days, and perhaps of some
    that are gone.
    """
    folders: dict[str, set[bytes]] = {}
    for day in days:
        folder = f"{RECORDS}/{kind.folder}/{day:%Y}"
        folders.setdefault(folder, set()).add(f"{kind.letter}{day:%Y%m%d}-".encode())
    for folder, wanted in folders.items():
        for name in names_in(root, folder).split(b"\n"):
            if name[:10] in wanted:
                yield f"{folder}/{os.fsdecode(name)}"


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
