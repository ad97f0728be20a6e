"""Read parts of a records repository."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from deputylog.finding import CannotReadError, Fault, utf8
from deputylog.model.district import District, stand_in_district
from deputylog.model.fields import Record
from deputylog.model.kinds import DISTRICT, DISTRICT_PATH, LETTER, RECORDS, Kind
from deputylog.schema.records import load
from deputylog.store import fast, slow
from deputylog.store.files import read_bytes, walk
from deputylog.tree import spot_of
from deputylog.words import N_


def private_folder(root: Path) -> Path:
    """Return the folder of private files: DEPUTYLOG_PRIVATE, from `root` if relative, or `private/`.

    CannotReadError if it is no folder, or if there is no folder to make it in.
    """
    folder = root / (utf8(os.environ.get("DEPUTYLOG_PRIVATE", ""), "DEPUTYLOG_PRIVATE") or "private")
    if not os.path.isdir(folder if os.path.lexists(folder) else folder.parent):
        raise CannotReadError(N_("DEPUTYLOG_PRIVATE: there is no folder {folder}"), folder=str(folder))
    return folder


def private_letters(root: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the id of each letter with a readable private file, and the values of that file."""
    for path in sorted((private_folder(root) / LETTER.folder).glob("*/*.yaml")):
        try:
            raw = read_bytes(str(path))
        except OSError:
            continue
        if (values := fast.parse(raw) or slow.read(path.name, raw).data) is not None:
            yield path.stem, values


def read_district(root: Path) -> District:
    """Return the district; a placeholder if its file is missing or invalid."""
    try:
        loaded = load(DISTRICT, DISTRICT_PATH, read_bytes(str(root / DISTRICT_PATH)))
    except OSError:
        return stand_in_district()
    return loaded if isinstance(loaded, District) else stand_in_district()


def read_records(root: Path, kind: Kind | None = None) -> Iterator[tuple[str, Record | tuple[Fault, ...]]]:
    """Yield the path of each record file with its record or its faults, of one kind or of all."""
    for file in walk(root, f"{RECORDS}/{kind.folder}" if kind else RECORDS):
        spot = spot_of(file.path)
        if spot and file.is_regular and not file.is_link:
            yield file.path, load(spot.kind, file.path, read_bytes(os.path.join(root, file.path)))
