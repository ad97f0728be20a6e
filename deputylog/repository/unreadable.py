"""The dated records of a district that cannot be read, known without reading them all again."""

from __future__ import annotations

from collections.abc import Sequence

from deputylog.repository.kept_parts import PartsNow
from deputylog.repository.parts import Part
from deputylog.repository.worked_out import of_parts, save
from deputylog.tree import record_path

_NAME = "unreadable"


def unreadable_records(parts: PartsNow) -> list[str]:
    """Return the paths of the dated records that cannot be read."""

    def work(number: int) -> list[str]:
        own = _dated(parts.part(number).own)
        book, _ = parts.district.read(Part(own))
        return list(set(own).intersection(book.unreadable))

    return [path for paths in of_parts(parts, _NAME, list[str], work) for path in paths]


def save_unreadable(parts: PartsNow, paths: Sequence[Sequence[str]]) -> None:
    """Keep which records of each part cannot be read."""
    save(parts, _NAME, dict(enumerate(map(_dated, paths))))


def _dated(paths: Sequence[str]) -> list[str]:
    places = ((path, record_path(path)) for path in paths)
    return [path for path, place in places if place and place.kind.is_dated]
