"""The files of a repository as values, for the rules R and P."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from deputylog.finding import Fault
from deputylog.kinds.registry import DISTRICT, DISTRICT_PATH, KINDS
from deputylog.record.fields import SLUG
from deputylog.record.ids import date_of_id
from deputylog.record.kind import RECORDS, Kind
from deputylog.words import Phrase, phrase


class RecordPath(NamedTuple):
    """The kind and id of a record, derived from its path."""

    kind: Kind
    id: str
    year: str = ""


_BY_FOLDER = {kind.folder: kind for kind in KINDS if kind.folder}


def record_path(path: str) -> RecordPath | None:
    """Kind and id of the record at `path`; None if records do not belong there."""
    if path == DISTRICT_PATH:
        return RecordPath(DISTRICT, "district")
    match path.split("/"):
        case [top, folder, *year, name] if top == RECORDS and name.endswith(".yaml"):
            kind = _BY_FOLDER.get(folder)
            if kind and len(year) == kind.is_dated:
                return RecordPath(kind, name[:-5], *year)
    return None


def may_hold(path: str, kind: Kind) -> bool:
    """Whether a file or folder belongs to the folder of that kind, or that folder to it."""
    own = DISTRICT_PATH if kind is DISTRICT else f"{RECORDS}/{kind.folder}"
    return f"{path}/".startswith(f"{own}/") or f"{own}/".startswith(f"{path}/")


def public_name(path: str) -> str:
    """Return what names a record in a paper: its id, the path of a record of the register, or the
    folder of a file that is no valid record, since its name may say anything.
    """
    place = record_path(path)
    if place and (place.kind is DISTRICT or path_problem(path) is None):
        return place.id if place.kind.is_dated else path
    folders = (f"{RECORDS}/{kind.folder}" for kind in KINDS if kind.folder)
    return next((folder for folder in folders if f"{path}/".startswith(f"{folder}/")), RECORDS)


OF_WINDOWS = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""File names that Windows reserves, with any extension."""


def path_problem(path: str) -> Phrase | None:
    """Why no record may have that path; None if it is valid."""
    place = record_path(path)
    if place is None:
        return phrase(
            "此处不存放记录；各类记录的位置见“deputylog explain R004”",
            "records do not belong in this folder; 'deputylog explain R004' shows where "
            "each kind belongs",
        )
    if not place.kind.is_dated:
        if re.fullmatch(SLUG, place.id) and not OF_WINDOWS.fullmatch(place.id):
            return None
        return phrase(
            "“{id}”不能作编号：只能用小写字母、数字和连字符，且不能是Windows的设备名",
            "'{id}' cannot be an id: use only lower-case letters, digits and hyphens, and "
            "no Windows device name",
            id=place.id,
        )
    day = date_of_id(place.id)
    if day is None or not place.id.startswith(place.kind.letter):
        example = f"{place.kind.letter}20260316-9qw2e"
        return phrase(
            "“{id}”不是此类记录的编号，编号形如{example}",
            "'{id}' is not an id of this kind; it looks like {example}",
            id=place.id,
            example=example,
        )
    if place.year != f"{day.year:04d}":
        return phrase(
            "本记录应放入{year}文件夹",
            "this record belongs in the folder {year}",
            year=f"{day.year:04d}",
        )
    return None


class Tree(Struct, frozen=True):
    """The files of the repository, faults found while reading them."""

    contents: Mapping[str, bytes] = {}
    faults: tuple[Fault, ...] = ()
    links: tuple[str, ...] = ()
    out_of_form: tuple[str, ...] = ()
    """The paths of readable records that are not in canonical form."""

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self.contents)
