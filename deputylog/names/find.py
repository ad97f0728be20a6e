"""Find a record or matter by part of its id or words of its title, without reading everything."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deputylog.finding import DeputylogError, InvalidFileError
from deputylog.kinds.activity import Activity
from deputylog.kinds.letter import Letter
from deputylog.kinds.registry import (
    ACTIVITY,
    DEPUTY,
    DISTRICT_PATH,
    GROUP,
    KINDS,
    LETTER,
    SUBMISSION,
    SUGGESTION,
    VISIT,
)
from deputylog.kinds.submission import Submission
from deputylog.kinds.suggestion import Suggestion
from deputylog.kinds.visit import Visit
from deputylog.life.numbers import as_number, fixed_numbers
from deputylog.life.record_places import Filed
from deputylog.names.register import Register
from deputylog.names.titles import titles_in
from deputylog.record.fields import Key, Record
from deputylog.record.files import read_bytes, refuse_link
from deputylog.record.ids import RECORD_ID
from deputylog.record.kind import Kind
from deputylog.record.reading import load
from deputylog.repository.folder import is_file, paths_of, read_records
from deputylog.text.spelling import plain
from deputylog.tree import record_path
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from deputylog.book import Book

_SHOWN = 5
"""How many of several records are named."""


class NothingFoundError(DeputylogError):
    def __init__(self, wanted: str) -> None:
        super().__init__(
            "找不到“{wanted}”：编号和标题中都没有",
            "nothing found for '{wanted}': no id and no title contains it; 'deputylog "
            "list' shows what there is",
            wanted=wanted,
        )


class UnknownNumberError(NothingFoundError):
    def __init__(self, wanted: str) -> None:
        DeputylogError.__init__(
            self,
            "没有编号为“{wanted}”的问题；“deputylog list matters”列出全部问题",
            "there is no matter with the number '{wanted}'; 'deputylog list matters' shows them "
            "all",
            wanted=wanted,
        )


class SeveralFoundError(DeputylogError):
    def __init__(self, wanted: str, found: Sequence[object]) -> None:
        text = Bilingual(
            "“{wanted}”可能指：{found}；请写得更具体",
            "'{wanted}' matches several: {found}; give more of the title, or the id",
        )
        if len(found) > _SHOWN:
            text = Bilingual(
                "“{wanted}”可能指：{found}，另有{more}个；请写得更具体",
                "'{wanted}' matches several: {found} and {more} more; give more of the title, "
                "or the id",
            )
        super().__init__(
            text,
            wanted=wanted,
            found=[str(one) for one in found[:_SHOWN]],
            more=len(found) - _SHOWN,
        )


class Found(Struct, frozen=True):
    """A record, or a matter inside a visit; `at` is its key in the file."""

    path: str
    id: str
    kind: Kind
    at: Key = ()
    title: str = ""

    def __str__(self) -> str:
        return f"{self.id} {self.title}".strip()


MATTERS = (LETTER, VISIT)
WITH_A_LIFE = (LETTER, VISIT, SUGGESTION)
"""Kinds of record that have a history of events."""


def find_matter(root: Path, wanted: str) -> Found:
    """Return the one letter or matter of a visit that `wanted` names."""
    return _find(root, wanted, MATTERS)


def find_with_a_life(root: Path, wanted: str) -> Found:
    """Return the one letter, matter of a visit or suggestion that `wanted` names."""
    return _find(root, wanted, WITH_A_LIFE)


def find_agenda(root: Path, wanted: str) -> Found:
    """Return the one activity that `wanted` names."""
    return _only(
        root, wanted, _by_id(root, wanted, (ACTIVITY,)) or _by_title(root, wanted, (ACTIVITY,))
    )


def find_record(root: Path, wanted: str) -> Found:
    """Return the one record of any kind, or matter, that `wanted` names."""
    wanted = _id_of(root, wanted)
    found = [] if "#" in wanted else _by_id(root, wanted, KINDS)
    found = found or _matters_by_id(root, wanted, KINDS)
    return _only(root, wanted, found or _by_title(root, wanted, WITH_A_LIFE))


def find_anything(root: Path, wanted: str) -> Found:
    """Return the one record or matter that `wanted` names, or the deputy or group of that name."""
    try:
        return find_record(root, wanted)
    except NothingFoundError:
        kinds = {kind.name: kind for kind in (DEPUTY, GROUP)}
        name, record_id = Register(root).first_named(kinds, wanted) or ("", "")
        if not name:
            raise
        return Found(kinds[name].path(record_id), record_id, kinds[name])


def _id_of(root: Path, wanted: str) -> str:
    """Return the id of the matter if `wanted` is a short number, else `wanted` unchanged.

    Lists handed in are read first. UnknownNumberError if no matter has the number.
    """
    number = as_number(wanted)
    if number is None:
        return wanted
    lists = [
        Filed(path, Path(path).stem, list_)
        for path, list_ in read_records(root, SUBMISSION)
        if isinstance(list_, Submission)
    ]
    found = {as_number(text): matter for matter, text in fixed_numbers(lists).items()}
    if number not in found:
        numbers = _book_of_matters(root).numbers
        found = {as_number(short.text): matter for matter, short in numbers.items()}
    if number not in found and number.group:
        raise UnknownNumberError(wanted)
    return found.get(number, wanted)


def _book_of_matters(root: Path) -> Book:
    """Return the register, the matters and the lists handed in, as of the last of their days."""
    from deputylog.repository.reading import read_register

    matters = [path for kind in MATTERS for path in paths_of(root, kind)]
    book = read_register(root, matters, as_of=date.max)
    dated = (*MATTERS, SUBMISSION)
    days = [kind.day_of(filed.record) for kind in dated for filed in book.every(kind)]
    return book.known_on(max(filter(None, days), default=date.min))


def _find(root: Path, wanted: str, kinds: tuple[Kind, ...]) -> Found:
    wanted = _id_of(root, wanted)
    return _only(
        root, wanted, _matters_by_id(root, wanted, kinds) or _by_title(root, wanted, kinds)
    )


def _only(root: Path, wanted: str, found: Sequence[Found]) -> Found:
    if not found:
        raise NothingFoundError(wanted)
    if len(found) > 1:
        titled = _by_title(root, wanted, tuple({one.kind: None for one in found}))
        exact = [one for one in titled if plain(one.title) == plain(wanted)]
        if len(exact) == 1:
            return exact[0]
        shown = [one if one.title else _titled(root, one) for one in found[:_SHOWN]]
        raise SeveralFoundError(wanted, [*shown, *found[_SHOWN:]])
    return found[0]


def _titled(root: Path, found: Found) -> Found:
    loaded = load(found.kind, found.path, read_bytes(os.path.join(root, found.path)))
    return replace(found, title=getattr(loaded, "title", None) or "")


def _by_id(root: Path, wanted: str, kinds: tuple[Kind, ...]) -> list[Found]:
    """Return what has `wanted` in its id, or the exact match alone if there is one.

    Folders are listed, no file is read; a whole id needs no list either.
    """
    record = wanted.partition("#")[0].lower()
    if not re.fullmatch(r"[A-Za-z0-9_-]{2,80}", record):
        return []
    if whole := _with_id(root, record, kinds):
        return [whole]
    found = [one for kind in kinds for one in _records(root, kind, record)]
    return [one for one in found if one.id.lower() == record] or found


def _with_id(root: Path, record: str, kinds: tuple[Kind, ...]) -> Found | None:
    """Return the dated record with this id, in any case of its letters; LinkRefusedError if its
    place holds a link.
    """
    wanted = record[:1].upper() + record[1:]
    kind = next((one for one in kinds if one.letter and one.letter == wanted[:1]), None)
    if kind is None or not RECORD_ID.fullmatch(wanted):
        return None
    path = kind.path(wanted)
    refuse_link(root / path, path)
    return Found(path, wanted, kind) if is_file(root, path) else None


def _matters_by_id(root: Path, wanted: str, kinds: tuple[Kind, ...]) -> list[Found]:
    """Return the records, and of visits the matters, whose ids contain `wanted`, or whose
    four-character id it is.
    """
    records, matter = _by_id(root, wanted, kinds), wanted.partition("#")[2].lower()
    if len(records) > _SHOWN and not matter:
        return records
    whole = [part for one in records for part in _matters_in(root, one)]
    found = [one for one in whole if matter in one.id.partition("#")[2]]
    own = wanted.removeprefix("#")
    if found or not re.fullmatch(r"[a-z][0-9a-z]{3}", own):
        return found
    return [
        one
        for visit in _records(root, VISIT)
        if own.encode() in read_bytes(os.path.join(root, visit.path))
        for one in _matters_in(root, visit)
        if one.id.endswith(f"#{own}")
    ]


def _records(root: Path, kind: Kind, part: str = "") -> Iterator[Found]:
    """Yield the records of a kind with the part in their ids, by their paths."""
    for path in paths_of(root, kind, part) if kind.folder else [DISTRICT_PATH]:
        place = record_path(path)
        if place and part in place.id.lower() and is_file(root, path):
            yield Found(path, place.id, kind)


def read_found(root: Path, found: Found) -> Record:
    """Return the record; InvalidFileError with the first fault if its file is invalid."""
    loaded = load(found.kind, found.path, read_bytes(os.path.join(root, found.path)))
    if isinstance(loaded, tuple):
        raise InvalidFileError(loaded[0])
    return loaded


def _matters_in(root: Path, found: Found) -> list[Found]:
    """Return the parts of a record that have events: each matter of a visit, else the record."""
    loaded = load(found.kind, found.path, read_bytes(os.path.join(root, found.path)))
    if isinstance(loaded, (Letter, Suggestion, Activity)):
        return [replace(found, title=loaded.title or "")]
    if isinstance(loaded, Visit):
        return [
            Found(found.path, f"{found.id}#{one.id}", found.kind, ("matters", at), one.title or "")
            for at, one in enumerate(loaded.matters)
        ]
    return [found] if isinstance(loaded, tuple) else []


def _by_title(root: Path, wanted: str, kinds: tuple[Kind, ...]) -> list[Found]:
    """Matters and suggestions whose title holds every word of `wanted`, and invalid records that
    may have such a title; only files that hold the first are parsed.
    """
    words = list(filter(None, map(plain, wanted.split())))
    if not words:
        return []
    return [
        one
        for kind in kinds
        for path, titles in titles_in(root, kind).items()
        if words[0] in titles
        for record in [Found(path, Path(path).stem, kind)]
        for one in _matters_in(root, record)
        if all(word in (titles if one is record else plain(one.title)) for word in words)
    ]
