"""What was worked out from each part of a district, kept until that part changes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

from deputylog.processes import work_out
from deputylog.repository import kept
from deputylog.repository.kept_parts import PartsNow

T = TypeVar("T")
Work = Callable[[int], T]
"""What makes something of the part with that number."""
_MOST = 3
"""So many files of one sort are kept, the latest."""


def of_parts(
    parts: PartsNow, name: str, kind: type[T], work: Work[T], numbers: Iterable[int] | None = None
) -> list[T]:
    """Return what `work` makes of the parts with these numbers, or of all.

    It is kept in a file of that name, and found there while a part is as it was.
    """
    wanted = range(len(parts.versions)) if numbers is None else sorted(set(numbers))
    known = load(parts, name, kind)
    new = work_out_parts(parts, set(wanted) - known.keys(), kind, work)
    if new:
        save(parts, name, known | new)
    return [new[number] if number in new else known[number] for number in wanted]


def load(parts: PartsNow, name: str, kind: type[T]) -> dict[int, T]:
    """Return what is kept of the parts as they are now, by their numbers."""
    folder = parts.origin.folder
    found = (kept.load(folder, name, dict[str, Raw]) if folder else None) or {}
    decode = msgspec.msgpack.Decoder(kind).decode
    return {
        number: decode(found[version])
        for number, version in enumerate(parts.versions)
        if version in found
    }


def save(parts: PartsNow, name: str, values: Mapping[int, object]) -> None:
    """Keep what was worked out from parts."""
    if folder := parts.origin.folder:
        kept.save(folder, name, {parts.versions[number]: one for number, one in values.items()})
        kept.leave(folder, name.partition("-")[0], _MOST)


def work_out_parts(
    parts: PartsNow,
    numbers: Iterable[int],
    kind: Any,
    work: Work[T],
    pack: Callable[[T], object] | None = None,
) -> dict[int, T]:
    """Return what `work` makes of these parts, in several processes if they are many; `pack` makes
    it ready to leave its process.
    """
    wanted = sorted(numbers)
    if not wanted:
        return {}
    for number in wanted[:2]:
        parts.district_for(number)  # once for all processes
    gc.freeze()
    return work_out(lambda share: list(map(work, share)), parts.shares(wanted), list[kind], pack)
