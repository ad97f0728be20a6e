"""Merge two versions of a record: events are united, all other values merged one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

import msgspec
from msgspec import Struct

from deputylog.keep.value_merge import Conflict, Three, ValueMerge, resolved
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.references import Directory
from deputylog.kinds.registry import PRIVATE_FILE
from deputylog.names.in_words import head_in_words, value_in_words
from deputylog.record import slow_parser as slow
from deputylog.record.canonical_reader import canonical_values
from deputylog.record.document import Document
from deputylog.record.editing import comments_by_key, value_at, with_comments
from deputylog.record.fields import Key
from deputylog.record.form import Line, entry, lines, normal, normalized
from deputylog.record.kind import PRIVATE, RECORDS, Kind
from deputylog.record.reading import convert
from deputylog.record.shape import Listing, Scalar, shape_at, shape_of
from deputylog.tree import record_path
from deputylog.words import Bilingual, Phrase, phrase

UNREADABLE = Bilingual(
    "有一个版本不是有效的记录，或者合并后不再有效，无法逐项合并",
    "one of the versions is no valid record, or both together would be none; they cannot be merged "
    "field by field",
)
_TEXT = Scalar("text")


class Side(StrEnum):
    """A version of a record in a merge."""

    BASE = "base"
    OURS = "ours"
    THEIRS = "theirs"


class Merged(Struct, frozen=True):
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
    if ours is not None and theirs is not None:
        with suppress(_UnreadableError):
            return _Merge(path, sides, favour).merged(authors, marker_size)
    side = favour or (Side.THEIRS if ours is None else Side.OURS)
    return Merged(getattr(sides, side), (Conflict((), sides),))


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
        self._values = ValueMerge(self._shape, Three(*data), favour or "")

    def _read(self, raw: bytes) -> Document:
        data = canonical_values(self._shape, raw)
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
        self._refuse_open_accusation()
        is_decided = bool(self._favour) or not conflicts
        if is_decided and self._read(text.encode()).data != self._values.tree:
            raise _UnreadableError
        ends = Three(*(b"\r\n" in (raw or b"") for raw in self._sides))
        return Merged(text.replace("\n", "\r\n" if ends.changed else "\n").encode(), conflicts)

    def _refuse_open_accusation(self) -> None:
        """Raise _UnreadableError if one side made an accusation of a letter and the other wrote
        into it what belongs in private/.
        """
        sides = [one.data for one in self._documents if one]
        if self._is_open(resolved(self._values.tree, _either)) and not any(
            map(self._is_open, sides)
        ):
            raise _UnreadableError

    def _is_open(self, data: object) -> bool:
        """Whether it is an accusation that says what belongs in private/."""
        is_accusation = isinstance(data, Mapping) and data.get("kind") == MatterKind.ACCUSATION
        return is_accusation and any(convert(self._kind, data).amiss())

    def _lines(self, markers: tuple[str, str, str]) -> list[str]:
        """The merged lines with their comments, undecided conflicts between markers."""
        written = lines(self._shape, resolved(self._values.tree, _either))
        begun = {key[:length] for key, _ in written for length in range(1, len(key) + 1)}
        undecided = () if self._favour else self._values.conflicts
        disputed = {_part_in(begun, one.key) for one in undecided}
        comments = self._comments([key for key, _ in written], disputed)
        out: list[Line] = []
        for key, group in groupby(written, lambda line: _part_in(disputed, line[0])):
            if key:
                first = next(group)[1]
                indent = len(first) - len(first.lstrip(" "))
                out += ((key, " " * indent + one.lstrip()) for one in comments.pop(key, ()))
                out += ((key, line) for line in self._halves(key, indent, markers))
            else:
                out += group
        return with_comments(out, comments)

    def _halves(self, key: Key, indent: int, markers: tuple[str, str, str]) -> Iterator[str]:
        """The lines of an entry with conflicts, as they are on each side."""
        part, shape = value_at(self._values.tree, key), shape_at(self._shape, key)
        for marker, side in zip(markers, (Side.OURS, Side.THEIRS), strict=False):
            yield marker
            value = resolved(part, attrgetter(f"values.{side}"))
            if value is not None:
                yield from (line for _, line in entry(shape, key, value, indent))
        yield markers[2]

    def _comments(self, written: Iterable[Key], disputed: Collection[Key]) -> dict[Key, list[str]]:
        """The comments of all versions, merged, by the keys of the merged values.

        Those in an entry with conflicts come before it, and those of an entry that is gone last.
        """
        versions = [*map(self._comments_of, self._documents, self._values.keys)]
        places = dict.fromkeys((*written, ()))
        elsewhere = {key for one in versions for key in one}.difference(places)
        found: dict[Key, list[str]] = {}
        for key in (*places, *sorted(elsewhere, key=repr)):
            lists = Three(*(one.get(key, []) for one in versions))
            place = _part_in(disputed, key) or (key if key in places else ())
            found.setdefault(place, []).extend(ValueMerge(Listing(_TEXT), lists).tree)
        return found

    def _comments_of(
        self, document: Document | None, keys: Mapping[Key, Key]
    ) -> dict[Key, list[str]]:
        """The comments of a version by the keys of the merged values."""
        if not (document and document.comments):
            return {}
        written = lines(self._shape, normalized(document.data))
        found = comments_by_key(document, written, 0, len(document.text))
        known = {key: _part_in(keys, key) for key in found}
        return {
            (*keys[known[key]], *key[len(known[key]) :]): several for key, several in found.items()
        }


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
