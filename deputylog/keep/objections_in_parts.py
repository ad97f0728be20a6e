"""What `check` objects to in many records that are about to be written, judged part by part, as
`check` does: what the rules work out of all records of a large table fits no memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from deputylog.book import Book, grouped
from deputylog.keep.objections import Files, Objection, kind_at, objections_of, with_files
from deputylog.kinds.registry import DEPUTY, DISTRICT, GROUP
from deputylog.life.record_places import Filed
from deputylog.record.fields import Record
from deputylog.repository.marks import marks_of
from deputylog.repository.parts import Part, Register, parts_of
from deputylog.tree import record_path


def found_in_parts(
    book: Book, contents: Files, files: Files, read: Mapping[str, Record]
) -> list[Objection]:
    """Like `found_in`, in the order of the files; `contents` are those of the files of the book."""
    paths = list({kind_at(path).name: path for path in files}.values())
    now = with_files(book, files, read)
    found = list(_objections(now, paths, {**contents, **files}, files))
    held = {path: contents[path] for path in files if path in contents}
    known = {one.mark for one in _objections(book, paths, contents, held)} if found else set()
    order = {path: number for number, path in enumerate(files)}
    new = (one for one in found if one.mark not in known)
    return sorted(new, key=lambda one: order.get(one.path, -1))


def _objections(
    book: Book, paths: Sequence[str], contents: Files, judged: Files
) -> Iterator[Objection]:
    """Yield what the rules about the kinds of these paths say of a book with these contents."""
    filed = {one.path: one for several in book.by_kind.values() for one in several}
    register = [one for one in filed.values() if not kind_at(one.path).is_dated]
    whole = replace(book, by_kind=grouped(register, lambda one: kind_at(one.path).name))
    order = {path: number for number, path in enumerate(filed)}
    for part in _parts(whole, filed, contents):
        own = {path: judged[path] for path in part.own if path in judged}
        here, inside = _book_of(whole, filed, order, part), frozenset(part.own)
        yield from (one for one in objections_of(here, paths, own) if one.path in inside)


def _parts(whole: Book, filed: Mapping[str, Filed[Any]], contents: Files) -> list[Part]:
    register = Register(whole)
    places = {path: record_path(path) for path in filed}
    marked = {
        path: (place, marks_of(place.kind, contents[path], register.words))
        for path, place in places.items()
        if place and place.kind.is_dated
    }
    found = parts_of(register, marked)
    for path, place in places.items():
        if path not in marked:
            found[register.home_of(place)].own.append(path)
    return [part for part in found.values() if part.own]


def _book_of(
    whole: Book, filed: Mapping[str, Filed[Any]], order: Mapping[str, int], part: Part
) -> Book:
    """Return the book of a part, with the records that are also seen in it, in the same order: of
    two that clash, it is the later one that is wrong.
    """
    paths = sorted((*part.own, *part.guests), key=order.__getitem__)
    records = grouped(map(filed.__getitem__, paths), lambda one: kind_at(one.path))
    of_part = {
        kind.name: found
        for kind, found in records.items()
        if kind.is_dated or kind in (GROUP, DEPUTY)
    }
    return replace(whole, by_kind={DISTRICT.name: whole.every(DISTRICT), **of_part}, whole=whole)
