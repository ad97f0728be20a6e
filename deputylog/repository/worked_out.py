"""What was worked out from each part of a district, kept until that part changes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec
from msgspec import Raw

from deputylog.processes import work_out
from deputylog.repository import kept
from deputylog.repository.kept_parts import PartsNow

T = TypeVar("T")
_MOST = 3
"""So many files of one sort are kept, the latest."""


def of_parts(
    parts: PartsNow, name: str, kind: type[T], work: Callable[[int], T], *, sort: str = ""
) -> list[T]:
    """Return what `work` makes of the number of each part, or made of the part as it is now.

    It is kept under that name; of those whose names begin with `sort`, the latest remain.
    """
    folder = parts.origin.folder
    known = (kept.load(folder, name, dict[str, Raw]) if folder else None) or {}
    found = still_known(parts, known, kind, work)
    if folder and known.keys() != set(parts.versions):
        save(parts, name, found, sort=sort or name)
    return found


def save(parts: PartsNow, name: str, found: list[T], *, sort: str) -> None:
    """Keep what was worked out from each part."""
    if folder := parts.origin.folder:
        kept.save(folder, name, dict(zip(parts.versions, found, strict=True)))
        kept.leave(folder, sort, _MOST)


def still_known(
    parts: PartsNow, known: Mapping[str, Raw], kind: type[T], work: Callable[[int], T]
) -> list[T]:
    """Return what is known of each part by its version, and work out the rest in processes."""
    missing = [number for number, one in enumerate(parts.versions) if one not in known]
    divided = parts.shares(missing)
    for number in missing[:2]:
        parts.district_for(number)  # once for all processes
    if missing:
        gc.freeze()
    encode = msgspec.msgpack.Encoder().encode
    answers = work_out(lambda share: encode([work(number) for number in share]), divided)
    several = map(msgspec.msgpack.Decoder(list[kind]).decode, answers)  # type: ignore[valid-type]
    new = {
        number: one
        for share, ones in zip(divided, several, strict=True)
        for number, one in zip(share, ones, strict=True)
    }
    decode = msgspec.msgpack.Decoder(kind).decode
    return [
        new[number] if number in new else decode(known[version])
        for number, version in enumerate(parts.versions)
    ]
