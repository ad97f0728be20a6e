"""Read parts of a records repository."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from stat import S_ISREG

from deputylog.finding import CannotReadError, Fault, utf8
from deputylog.kinds.district import District, stand_in_district
from deputylog.kinds.registry import DISTRICT, DISTRICT_PATH, PRIVATE_FILE
from deputylog.record.fields import Data, Record
from deputylog.record.files import read_bytes, walk
from deputylog.record.kind import RECORDS, Kind
from deputylog.record.reading import load, plain_values
from deputylog.repository.folder_names import names_in
from deputylog.tree import RecordPath, record_path
from deputylog.words import Bilingual, phrase


def private_folder(root: Path) -> Path:
    """Return the folder of private files: DEPUTYLOG_PRIVATE, from `root` if relative, or
    `private/`, which need not exist.

    CannotReadError if there is no such folder. The one named is not made: its disk may be locked,
    and another one lie in its place.
    """
    named = utf8(os.environ.get("DEPUTYLOG_PRIVATE", ""), "DEPUTYLOG_PRIVATE")
    folder = root / (named or "private")
    if not os.path.isdir(folder) and (named or os.path.lexists(folder)):
        raise CannotReadError(
            "{name}：没有文件夹 {folder}；如该磁盘尚未解锁或者接入，请先解锁、接入，"
            "如系初次使用，请先建立",
            "{name}: there is no folder {folder}; unlock or connect its disk, or make the folder "
            "if it is to be new",
            name="DEPUTYLOG_PRIVATE" if named else "private",
            folder=str(folder),
        )
    return folder


def private_record(root: Path, kind: Kind, record_id: str) -> Record | tuple[Fault, ...] | None:
    """What private/ holds of a record, or its faults; None if it holds nothing, OSError if it
    cannot be read.
    """
    path = str(private_folder(root) / kind.folder / record_id[1:5] / f"{record_id}.yaml")
    try:
        return load(PRIVATE_FILE, path, read_bytes(path))
    except FileNotFoundError:
        return None


def private_files(root: Path) -> Iterator[tuple[str, Data]]:
    """Yield the id that each private file is named after, and its values; CannotReadError or
    OSError if one cannot be read.
    """
    folder = private_folder(root)
    for file in walk(folder, "."):
        if file.is_link or file.path.endswith(".yaml"):
            path = str(folder / file.path)
            raw = read_bytes(path)
            data = plain_values(PRIVATE_FILE, path, raw)
            if data is None:
                raise _unreadable(path, raw)
            yield Path(path).stem, data


def _unreadable(path: str, raw: bytes) -> CannotReadError:
    """The error for a private file; the fault itself may quote it."""
    from deputylog.record import slow_parser as slow

    text = Bilingual("{path}：无法读取：{reason}", "{path}: cannot be read: {reason}")
    reason = phrase("不是有效的 YAML", "not valid YAML")
    return CannotReadError(text, path=str(slow.read(path, raw).faults[0].place), reason=reason)


def read_district(root: Path) -> District:
    """Return the district; a placeholder if its file is missing or invalid."""
    try:
        loaded = load(DISTRICT, DISTRICT_PATH, read_bytes(str(root / DISTRICT_PATH)))
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
    folders: dict[str, list[str]] = {}
    for day in days:
        folders.setdefault(f"{RECORDS}/{kind.folder}/{day:%Y}", []).append(f"{day:%Y%m%d}")
    for folder, wanted in folders.items():
        pattern = rf"^{kind.letter}(?:{'|'.join(wanted)})-.*$"
        for name in re.findall(pattern.encode(), names_in(root, folder), re.MULTILINE):
            yield f"{folder}/{os.fsdecode(name)}"


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
