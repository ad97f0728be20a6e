"""Merge two versions of a record: events are united, all other values merged one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import msgspec

from deputylog.keep.value_merge import Conflict, Three, ValueMerge, resolved
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
from deputylog.record.fields import Key
from deputylog.record.form import Line, entry, lines, normal
from deputylog.record.kind import PRIVATE, RECORDS, Kind
from deputylog.record.reading import convert
from deputylog.record.shape import Listing, Scalar, shape_at, shape_of
from deputylog.tree import record_path
from deputylog.words import Bilingual, Phrase, phrase

UNREADABLE = Bilingual(
    "有一个版本不是有效的记录，无法逐项合并",
    "one of the versions is no valid record and cannot be merged field by field",
)
_TEXT = Scalar("text")


class Side(StrEnum):
    """A version of a record in a merge."""

    BASE = "base"
    OURS = "ours"
    THEIRS = "theirs"


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
    if sides.is_settled:
        return Merged(sides.changed)
    conflict = Conflict((), sides)
    if conflict.is_unreadable:  # unless it proves readable
        with suppress(_UnreadableError):
            return _Merge(path, sides, favour).merged(authors, marker_size)
    side = favour or (Side.THEIRS if ours is None else Side.OURS)
    return Merged(getattr(sides, side), (conflict,))


def in_words(names: Directory, conflict: Conflict, authors: tuple[str, str]) -> Phrase:
    """Which field two people changed, and what each of them wrote."""
    if conflict.is_unreadable:
        return phrase(UNREADABLE)
    written = [
        _written(names, conflict, value, author)
        for value, author in zip(conflict.values[1:], authors, strict=True)
    ]
    head = head_in_words(names, conflict.head) if conflict.key else phrase("记录", "the record")
    text = Bilingual("{head}：{ours}；{theirs}", "{head}: {ours}; {theirs}")
    return phrase(text, head=head, ours=written[0], theirs=written[1])


def _written(names: Directory, conflict: Conflict, value: object, author: str) -> Phrase:
    if value is None:
        return phrase("{author} 已删去", "{author} deleted it", author=author)
    if not conflict.key:
        return phrase("{author} 作了修改", "{author} changed it", author=author)
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

    def _read(self, raw: bytes) -> Document:
        data = None if b"#" in raw else fast.parse(raw)
        document = slow.read(self._path, raw) if data is None else Document(self._path, data)
        try:
            convert(self._kind, document.data)
        except msgspec.ValidationError:
            raise _UnreadableError from None
        return document

    def merged(self, authors: tuple[str, str], marker_size: int) -> Merged:
        """The merged file; _UnreadableError if the record would not be valid."""
        markers = (
            f"{'<' * marker_size} {authors[0]}",
            "=" * marker_size,
            f"{'>' * marker_size} {authors[1]}",
        )
        text = "".join(f"{normal(line)}\n" for line in self._lines(markers))
        conflicts = tuple(self._values.conflicts)
        if self._favour or not conflicts:
            self._check(text)
        if self._favour and conflicts:
            text = canonical_text(self._shape, slow.read(self._path, text.encode()))
        ends = Three(*(b"\r\n" in (raw or b"") for raw in self._sides))
        return Merged(text.replace("\n", "\r\n" if ends.changed else "\n").encode(), conflicts)

    def _check(self, text: str) -> None:
        """_UnreadableError if the text does not hold the merged values."""
        if self._read(text.encode()).data != resolved(self._values.tree, self._ours):
            raise _UnreadableError

    def _ours(self, conflict: Conflict) -> object:
        return getattr(conflict.values, self._favour or Side.OURS)

    def _theirs(self, conflict: Conflict) -> object:
        return getattr(conflict.values, self._favour or Side.THEIRS)

    def _lines(self, markers: tuple[str, str, str]) -> list[str]:
        """The merged lines with their comments, undecided conflicts between markers."""
        written = lines(self._shape, resolved(self._values.tree, _either))
        begun = {key[:length] for key, _ in written for length in range(1, len(key) + 1)}
        disputed = {_part_in(begun, one.key) for one in self._values.conflicts}
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


def _either(conflict: Conflict) -> object:
    """A value of a conflict, the same whichever side is ours."""
    return min((value for value in conflict.values[1:] if value is not None), key=repr)


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
