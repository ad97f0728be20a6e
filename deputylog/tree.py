"""The files of a repository as values: what R and P rules see besides the Book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deputylog.finding import Fault
from deputylog.model.kinds import DISTRICT, DISTRICT_PATH, KINDS, RECORDS, Kind


@dataclass(frozen=True, slots=True)
class Spot:
    """What a path says about a file: its kind and id, when it lies where a record may lie."""

    kind: Kind
    id: str
    year: str = ""


_BY_FOLDER = {kind.folder: kind for kind in KINDS if kind.folder}


def spot_of(path: str) -> Spot | None:
    """Kind and id by path alone; None where no record lives."""
    if path == DISTRICT_PATH:
        return Spot(DISTRICT, "district")
    match path.split("/"):
        case [top, folder, name] if top == RECORDS and name.endswith(".yaml"):
            kind = _BY_FOLDER.get(folder)
            return Spot(kind, name[:-5]) if kind and not kind.is_dated else None
        case [top, folder, year, name] if top == RECORDS and name.endswith(".yaml"):
            kind = _BY_FOLDER.get(folder)
            return Spot(kind, name[:-5], year) if kind and kind.is_dated else None
    return None


@dataclass(frozen=True)
class Tree:
    """Paths with what was read of them, and facts about the repository that a rule may ask."""

    contents: Mapping[str, bytes] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    links: tuple[str, ...] = ()
    out_of_form: tuple[str, ...] = ()
    tracked_private: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self.contents)
