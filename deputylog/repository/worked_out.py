"""What was worked out from each part of a district, kept until that part changes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

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
    folder = parts.origin.folder
    known = (kept.load(folder, name, dict[str, Raw]) if folder else None) or {}
    wanted = range(len(parts.versions)) if numbers is None else sorted(set(numbers))
    found = still_known(parts, known, kind, work, wanted)
    if any(parts.versions[number] not in known for number in wanted):
        still = {version: known[version] for version in parts.versions if version in known}
        new = {parts.versions[number]: one for number, one in zip(wanted, found, strict=True)}
        _save(parts, name, {**still, **new})
    return found


def _save(parts: PartsNow, name: str, values: Mapping[str, object]) -> None:
    if folder := parts.origin.folder:
        kept.save(folder, name, values)
        kept.leave(folder, name.partition("-")[0], _MOST)


def still_known(
    parts: PartsNow,
    known: Mapping[str, Raw],
    kind: type[T],
    work: Work[T],
    numbers: Sequence[int] | None = None,
) -> list[T]:
    """Return what is known of parts by their versions, and work out the rest in processes."""
    wanted = range(len(parts.versions)) if numbers is None else numbers
    missing = [number for number in wanted if parts.versions[number] not in known]
    for number in missing[:2]:
        parts.district_for(number)  # once for all processes
    if missing:
        gc.freeze()
    divided = parts.shares(missing)
    new = work_out(lambda share: list(map(work, share)), divided, list[kind])  # type: ignore[valid-type]
    decode = msgspec.msgpack.Decoder(kind).decode
    return [
        new[number] if number in new else decode(known[parts.versions[number]]) for number in wanted
    ]


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
    _save(parts, _UNREADABLE, dict(zip(parts.versions, dated, strict=True)))


def _is_dated(path: str) -> bool:
    place = record_path(path)
    return place is not None and place.kind.is_dated
