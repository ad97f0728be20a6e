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

T = TypeVar("T")
_MOST = 3
"""So many files of one sort are kept, the latest."""


def of_parts(
    parts: PartsNow,
    sort: str,
    name: str,
    kind: type[T],
    work: Callable[[int], T],
    numbers: Iterable[int] | None = None,
) -> list[T]:
    """Return what `work` makes of the numbers of all parts, or made of a part as it is now; with
    `numbers` of those alone.

    It is kept under that sort and name; of a sort, the latest remain.
    """
    known = load(parts, sort, name, kind)
    wanted = range(len(parts.versions)) if numbers is None else sorted(set(numbers))
    found = known_or_new(parts, known, kind, work, wanted)
    versions = [parts.versions[number] for number in wanted]
    if not known.keys() >= set(versions):
        save(parts, sort, name, {**known, **dict(zip(versions, found, strict=True))})
    return found


def load(parts: PartsNow, sort: str, name: str, kind: type[T]) -> dict[str, T]:
    """Return what is kept of the parts as they are now, by their versions."""
    folder = parts.origin.folder
    found = (kept.load(folder, f"{sort}-{name}", dict[str, Raw]) if folder else None) or {}
    decode = msgspec.msgpack.Decoder(kind).decode
    return {version: decode(found[version]) for version in parts.versions if version in found}


def save(parts: PartsNow, sort: str, name: str, found: Mapping[str, object]) -> None:
    """Keep what was worked out from parts, by their versions."""
    if folder := parts.origin.folder:
        kept.save(folder, f"{sort}-{name}", found)
        kept.leave(folder, f"{sort}-", _MOST)


def known_or_new(
    parts: PartsNow,
    known: Mapping[str, T],
    kind: Any,
    work: Callable[[int], T],
    numbers: Sequence[int],
) -> list[T]:
    """Return what is known of parts by their versions, and work out the rest in processes."""
    versions = parts.versions
    missing = [number for number in numbers if versions[number] not in known]
    for number in missing[:2]:
        parts.district_for(number)  # once for all processes
    if missing:
        gc.freeze()
    divided = parts.shares(missing)
    new = work_out(lambda share: [work(number) for number in share], divided, list[kind])
    return [new[one] if one in new else known[versions[one]] for one in numbers]
