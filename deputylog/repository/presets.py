"""Presets of local rules: those shipped with the program, and the district's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from deputylog.kinds.preset import Preset
from deputylog.kinds.registry import PRESET
from deputylog.life.record_places import Filed
from deputylog.life.settings_in_force import Numbers, numbers_of
from deputylog.record.files import read_bytes
from deputylog.record.reading import load
from deputylog.repository.folder import read_district, read_records

_SHIPPED = Path(__file__).parents[1] / "presets"


@cache
def shipped() -> Mapping[str, Preset]:
    """Return the presets that come with the program, by name."""
    found = {
        path.stem: load(PRESET, path.name, read_bytes(str(path)))
        for path in sorted(_SHIPPED.glob("*.yaml"))
    }
    return {name: preset for name, preset in found.items() if isinstance(preset, Preset)}


def presets_of(own: Iterable[Filed[Any]]) -> Mapping[str, Preset]:
    """Return every preset by name; the district's own replace shipped ones of the same name."""
    return {**shipped(), **{filed.id: filed.record for filed in own}}


def numbers_in(root: Path) -> Numbers:
    """Return the numbers of a district, reading only the district and its presets."""
    own = [
        Filed(path, Path(path).stem, read)
        for path, read in read_records(root, PRESET)
        if isinstance(read, Preset)
    ]
    return numbers_of(read_district(root), presets_of(own))
