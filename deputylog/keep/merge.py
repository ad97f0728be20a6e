"""Merge two versions of a record: events are united, all other values merged one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

import msgspec

from deputylog.keep.value_merge import Clash, Head, Three, ValueMerge, resolved
from deputylog.kinds.references import Directory
from deputylog.kinds.registry import PRIVATE_FILE
from deputylog.names.in_words import head_in_words, value_in_words
from deputylog.record import fast_parser as fast
from deputylog.record import slow_parser as slow
from deputylog.record.document import Document
from deputylog.record.editing import (
    Comments,
    canonical_text,
    comments_by_key,
    normalized,
    value_at,
    with_comments,
)
from deputylog.record.fields import Key, Record
from deputylog.record.form import Line, entry, flow, lines, normal
from deputylog.record.kind import PRIVATE, RECORDS, Kind
from deputylog.record.reading import convert
from deputylog.record.shape import Listing, Scalar, Shape, shape_at, shape_of
from deputylog.tree import record_path
from deputylog.words import Phrase, phrase

_TEXT = Scalar("text")


class Side(StrEnum):
    """A version of a record in a merge."""

    BASE = "base"
    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True)
class Conflict:
    """A value that both sides changed differently; None where a side has none.

    With the key `()` it is the whole record: deleted on one side, or not readable.
    """

    key: Key
    base: object
    ours: object
    theirs: object
    shape: Shape = field(default=_TEXT, repr=False)
    head: Head = field(default=(), repr=False)
    is_unreadable: bool = False


@dataclass(frozen=True)
class Merged:
    """The merged file, None if it is deleted; with markers where a conflict is undecided."""

    raw: bytes | None
    conflicts: tuple[Conflict, ...] = ()

    @property
    def text(self) -> str | None:
        return None if self.raw is None else self.raw.decode("utf-8", "replace")


def merge(
    path: str,
    base: bytes | None,
    ours: bytes | None,
    theirs: bytes | None,
    *,
    favour: Side | None = None,
    authors: tuple[str, str] = ("ours", "theirs"),
    marker_size: int = 7,
) -> Merged:
    """Merge the versions of the record at `path`; None, or an empty base, is no file.

    Where both sides changed a value differently, that of `favour` is taken; without it, the lines
    of the field are put between git's conflict markers, ours first.
    """
    sides = Three(base or None, ours, theirs)
    if ours in (sides.theirs, sides.base):
        return Merged(theirs)
    if theirs == sides.base:
        return Merged(ours)
    is_readable = True
    if ours is not None and theirs is not None:
        try:
            return _Merge(path, sides, favour).merged(authors, marker_size)
        except _UnreadableError:
            is_readable = False
    side = favour or (Side.THEIRS if ours is None else Side.OURS)
    conflict = Conflict((), *sides, is_unreadable=not is_readable)
    return Merged(getattr(sides, side), (conflict,))


def in_words(names: Directory, conflict: Conflict, authors: tuple[str, str]) -> Phrase:
    """Which field two people changed, and what each of them wrote."""
    first, second = authors
    if conflict.is_unreadable:
        return phrase(
            "有一方的内容不是有效的记录，无法逐项合并",
            "one version is no valid record and cannot be merged field by field",
        )
    if not conflict.key:
        deleted, changed = authors if conflict.ours is None else (second, first)
        return phrase(
            "{deleted} 删除了这条记录，{changed} 修改了它",
            "{deleted} deleted the record, {changed} changed it",
            deleted=deleted,
            changed=changed,
        )
    return phrase(
        "{head}：{ours}；{theirs}",
        "{head}: {ours}; {theirs}",
        head=head_in_words(names, conflict.head),
        ours=_written(names, conflict, conflict.ours, first),
        theirs=_written(names, conflict, conflict.theirs, second),
    )


def _written(names: Directory, conflict: Conflict, value: object, author: str) -> Phrase:
    if value is None and conflict.base is None:
        return phrase("{author} 没有写", "{author} left it out", author=author)
    if value is None:
        return phrase("{author} 已删去", "{author} deleted it", author=author)
    return phrase(
        "{author} 写的是“{value}”",
        "{author} wrote '{value}'",
        author=author,
        value=value_in_words(names, conflict.shape, value),
    )


class _UnreadableError(Exception):
    """A version is no valid record, or the merged one would not be."""


class _Merge:
    """One merge of versions that are all there."""

    def __init__(self, path: str, sides: Three, favour: Side | None) -> None:
        self._path = path
        self._sides = sides
        self._favour = favour
        self._kind = _kind_at(path)
        self._shape = shape_of(self._kind.type)
        self._documents = Three(*(None if raw is None else self._read(raw) for raw in sides))
        data = (document and normalized(document.data) for document in self._documents)
        self._values = ValueMerge(self._shape, Three(*data))
        if not self._values.clashes and (disputed := self._amiss_together()):
            self._values = ValueMerge(self._shape, self._values.values, disputed)

    def _amiss_together(self) -> set[Key]:
        """The keys of what is wrong in the merged record, if nothing is on either side."""
        merged = resolved(self._values.tree, self._ours)
        ours, theirs, both = (
            {key for key, _ in self._record(data).amiss() if key}
            for data in (*self._values.values[1:], merged)
        )
        return set() if ours or theirs else both

    def _read(self, raw: bytes) -> Document:
        data = None if b"#" in raw else fast.parse(raw)
        document = slow.read(self._path, raw) if data is None else Document(self._path, data)
        self._record(document.data)
        return document

    def _record(self, data: object) -> Record:
        try:
            return convert(self._kind, data)
        except msgspec.ValidationError:
            raise _UnreadableError from None

    def merged(self, authors: tuple[str, str], marker_size: int) -> Merged:
        """The merged file; _UnreadableError if the record would not be valid."""
        clashes = self._values.clashes
        conflicts = (Conflict(one.key, *one.values, one.shape, one.head) for one in clashes)
        markers = (
            f"{'<' * marker_size} {authors[0]}",
            "=" * marker_size,
            f"{'>' * marker_size} {authors[1]}",
        )
        text = "".join(f"{normal(line)}\n" for line in self._lines(markers))
        if self._favour or not clashes:
            text = self._checked(text)
        return Merged(text.replace("\n", self._newline()).encode(), tuple(conflicts))

    def _checked(self, text: str) -> str:
        """The text in canonical form; _UnreadableError if it does not hold the merged values."""
        if self._read(text.encode()).data != resolved(self._values.tree, self._ours):
            raise _UnreadableError
        if not self._values.clashes:
            return text
        return canonical_text(self._shape, slow.read(self._path, text.encode()))

    def _newline(self) -> str:
        """The line break of the base, unless a side changed it."""
        base, ours, theirs = (raw is not None and b"\r\n" in raw for raw in self._sides)
        return "\r\n" if (theirs if ours is base else ours) else "\n"

    def _ours(self, clash: Clash) -> object:
        return getattr(clash.values, self._favour or Side.OURS)

    def _theirs(self, clash: Clash) -> object:
        return getattr(clash.values, self._favour or Side.THEIRS)

    def _lines(self, markers: tuple[str, str, str]) -> list[str]:
        """The merged lines with their comments, undecided conflicts between markers."""
        written = lines(self._shape, resolved(self._values.tree, _either))
        begun = {key[:length] for key, _ in written for length in range(1, len(key) + 1)}
        disputed = {_part_in(begun, clash.key) for clash in self._values.clashes}
        comments = self._comments([key for key, _ in written], disputed)
        out: list[Line] = []
        for key, group in groupby(written, lambda line: _part_in(disputed, line[0])):
            if key:
                first = next(group)[1]
                indent = len(first) - len(first.lstrip(" "))
                halves = [*self._halves(key, indent, markers)]
                above = (" " * indent + comment for comment in comments.before.pop(key, ()))
                out += ((key if halves else (), line) for line in (*above, *halves))
            else:
                out += group
        parents = {key[:-1] for key in begun}.difference(disputed, [()])
        return [line for _, line in with_comments(_without_empty(out, parents), comments)]

    def _halves(self, key: Key, indent: int, markers: tuple[str, str, str]) -> Iterator[str]:
        """The lines of an entry with conflicts, as they are on each side unless decided."""
        part, shape = value_at(self._values.tree, key), shape_at(self._shape, key)
        values = (resolved(part, pick) for pick in (self._ours, self._theirs))
        ours, theirs = (
            [] if value is None else [line for _, line in entry(shape, key, value, indent)]
            for value in values
        )
        if ours == theirs:
            yield from ours
        else:
            yield from (markers[0], *ours, markers[1], *theirs, markers[2])

    def _comments(self, written: Sequence[Key], disputed: Collection[Key]) -> Comments:
        """The comments of all versions, by the keys of the merged values.

        Those in an entry with conflicts come before it, and so do two that were written behind the
        same value. New ones of an entry that is gone come last.
        """
        sides = [*map(self._comments_of, self._documents, self._values.keys)]
        above: dict[Key, list[str]] = {}
        behind: dict[Key, str] = {}
        places = dict.fromkeys((*written, ()))
        elsewhere = {key for one in sides for key in (*one.before, *one.behind)}.difference(places)
        for key in (*places, *sorted(elsewhere, key=repr)):
            lists = Three(*(one.before.get(key, []) for one in sides))
            ends = Three(*([one.behind[key]] if key in one.behind else [] for one in sides))
            before, after = (ValueMerge(Listing(_TEXT), one).tree for one in (lists, ends))
            entry = _part_in(disputed, key)
            if key in places and not entry and len(after) == 1:
                behind[key] = after.pop()
            place = entry or (key if key in places else ())
            above.setdefault(place, []).extend((*before, *(one.strip() for one in after)))
        return Comments(above, behind)

    def _comments_of(self, document: Document | None, keys: Mapping[Key, Key]) -> Comments:
        """The comments of a version by the keys of the merged values."""
        if not (document and document.comments):
            return Comments({}, {})
        heads = {key for key, _ in lines(self._shape, normalized(document.data))}
        found = comments_by_key(document, heads, 0, len(document.text))

        def merged(key: Key) -> Key:
            known = _part_in(keys, key)
            return (*keys[known], *key[len(known) :])

        before = {merged(key): several for key, several in found.before.items()}
        return Comments(before, {merged(key): one for key, one in found.behind.items()})


def _kind_at(path: str) -> Kind:
    """The kind of the record at a path, which may begin above the folder of the records."""
    parts = path.split("/")
    for number, folder in enumerate(parts):
        if folder == RECORDS and (place := record_path("/".join(parts[number:]))):
            return place.kind
    if PRIVATE in parts:
        return PRIVATE_FILE
    raise _UnreadableError


def _either(clash: Clash) -> object:
    """A value of a conflict, the same whichever side is ours."""
    there = [value for value in clash.values[1:] if value is not None]
    return min(there, key=lambda value: flow(clash.shape, value))


def _part_in(parts: Collection[Key], key: Key) -> Key:
    """The longest of `parts` with which a key begins; `()` if there is none."""
    starts = (key[:length] for length in range(len(key), 0, -1))
    return next((start for start in starts if start in parts), ())


def _without_empty(written: Sequence[Line], parents: Collection[Key]) -> list[Line]:
    """The lines without those of `parents` below which nothing is left."""
    kept: list[Line] = []
    for key, line in reversed(written):
        if key not in parents or (kept and kept[-1][0][: len(key)] == key):
            kept.append((key, line))
    return kept[::-1]
