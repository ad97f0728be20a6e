"""What was worked out from each part of a district, kept until that part changes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

from deputylog.processes import work_out
from deputylog.repository import kept
from deputylog.repository.kept_parts import PartsNow
from deputylog.repository.parts import Part
from deputylog.tree import record_path

T = TypeVar("T")
Work = Callable[[int], T]
"""What makes something of the part with that number."""
_UNREADABLE = "unreadable"
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


def unreadable_records(parts: PartsNow) -> list[str]:
    """Return the paths of the dated records that cannot be read."""

    def work(number: int) -> list[str]:
        own = set(filter(_is_dated, parts.part(number).own))
        book, _ = parts.district.read(Part(sorted(own)))
        return [path for path in book.unreadable if path in own]

    return [path for paths in of_parts(parts, _UNREADABLE, list[str], work) for path in paths]


def save_unreadable(parts: PartsNow, paths: Sequence[Sequence[str]]) -> None:
    """Keep which dated records of each part cannot be read."""
    dated = [[path for path in several if _is_dated(path)] for several in paths]
    save(parts, _UNREADABLE, dict(enumerate(dated)))


def _is_dated(path: str) -> bool:
    place = record_path(path)
    return place is not None and place.kind.is_dated
