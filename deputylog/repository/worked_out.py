"""What was worked out from each part of a district, kept until that part changes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

from deputylog.processes import work_out
from deputylog.repository import kept
from deputylog.repository.kept_parts import PartsNow

T = TypeVar("T")
_MOST = 3
"""So many files of one sort are kept, the latest."""


def of_parts(
    parts: PartsNow, sort: str, name: str, kind: type[T], work: Callable[[int], T]
) -> list[T]:
    """Return what `work` makes of the number of each part, or made of the part as it is now.

    It is kept under that sort and name; of a sort, the latest remain.
    """
    known = load(parts, sort, name, kind)
    found = known_or_new(parts, known, kind, work)
    if known.keys() != set(parts.versions):
        save(parts, sort, name, found)
    return found


def load(parts: PartsNow, sort: str, name: str, kind: type[T]) -> dict[str, T]:
    """Return what is kept of the parts as they are now, by their versions."""
    folder = parts.origin.folder
    found = (kept.load(folder, f"{sort}-{name}", dict[str, Raw]) if folder else None) or {}
    decode = msgspec.msgpack.Decoder(kind).decode
    return {version: decode(found[version]) for version in parts.versions if version in found}


def save(parts: PartsNow, sort: str, name: str, found: Sequence[object]) -> None:
    """Keep what was worked out from each part."""
    if folder := parts.origin.folder:
        kept.save(folder, f"{sort}-{name}", dict(zip(parts.versions, found, strict=True)))
        kept.leave(folder, f"{sort}-", _MOST)


def known_or_new(
    parts: PartsNow, known: Mapping[str, T], kind: Any, work: Callable[[int], T]
) -> list[T]:
    """Return what is known of each part by its version, and work out the rest in processes."""
    missing = [number for number, one in enumerate(parts.versions) if one not in known]
    for number in missing[:2]:
        parts.district_for(number)  # once for all processes
    if missing:
        gc.freeze()
    divided = parts.shares(missing)
    new = work_out(lambda share: [work(number) for number in share], divided, list[kind])
    return [
        new[number] if number in new else known[version]
        for number, version in enumerate(parts.versions)
    ]
