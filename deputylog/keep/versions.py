"""Versions of a record in git and on disk, and what distinguishes two of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from deputylog.git.objects import Blobs
from deputylog.kinds.letter import KEPT_APART
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.record.changes import FieldChange, changes
from deputylog.record.fields import Data
from deputylog.record.files import read_bytes
from deputylog.record.reading import plain_values
from deputylog.record.shape import Scalar, Structure
from deputylog.tree import record_path
from deputylog.words import Term


class Happened(Term):
    """What happened to a record between two versions."""

    ADDED = "added", "新增", "added"
    CHANGED = "changed", "修改", "changed"
    REMOVED = "removed", "删除", "removed"
    UNREADABLE = "unreadable", "无法读取", "unreadable"
    READABLE = "readable", "恢复可读", "readable again"
    EARLIEST = "earliest", "现有最早", "earliest known"
    RELAID = "layout", "只改格式、注释", "layout and comments only"


_APART = (*KEPT_APART, "accused")
_WITHHELD = "***"
"""What is shown of a value that an accusation has only in private/, and had in git before."""
WHOLE = (Happened.ADDED, Happened.READABLE, Happened.EARLIEST)
"""After these, the record itself is what is new."""


class Version(NamedTuple):
    """The values of a record; None if it cannot be read, or if there was none."""

    exists: bool = False
    data: Data | None = None


class RecordChange(Struct, frozen=True):
    """What happened to a record, and for one that was changed the changes."""

    happened: Happened
    changes: tuple[FieldChange, ...] = ()


def version_of(path: str, raw: bytes | None) -> Version:
    if raw is None:
        return Version()
    place = record_path(path)
    return Version(True, plain_values(place and place.kind, path, raw))


def version_in_git(blobs: Blobs, path: str, blob: str) -> Version:
    """Return the version in an object; an empty id, or one of zeros, stands for none."""
    return version_of(path, blobs.read(blob)) if blob.strip("0") else Version()


def version_on_disk(root: Path, path: str) -> Version:
    try:
        return version_of(path, read_bytes(os.path.join(root, path)))
    except FileNotFoundError:
        return Version()
    except OSError:
        return Version(exists=True)


def difference(shape: Structure, before: Version, after: Version) -> RecordChange | None:
    """Return what happened between two versions; None if there was none before and after."""
    if not after.exists:
        return RecordChange(Happened.REMOVED) if before.exists else None
    if after.data is None:
        return RecordChange(Happened.UNREADABLE)
    if before.data is None:
        return RecordChange(Happened.READABLE if before.exists else Happened.ADDED)
    found = tuple(changes(shape, before.data, after.data))
    what = RecordChange(Happened.CHANGED if found else Happened.RELAID, found)
    is_withheld = is_accusation(before.data) or is_accusation(after.data)
    return without_content(what) if is_withheld else what


def is_accusation(data: Data | None) -> bool:
    """Return whether these are the values of a letter that is an accusation."""
    return data is not None and data.get("kind") == MatterKind.ACCUSATION


def without_content(what: RecordChange) -> RecordChange:
    """Return what changed in an accusation, without what it says (信访工作条例 30)."""
    return RecordChange(what.happened, tuple(map(_withheld, what.changes)))


def _withheld(change: FieldChange) -> FieldChange:
    if change.key[0] not in _APART:
        return change
    before, after = (value and _WITHHELD for value in (change.before, change.after))
    return FieldChange(change.key[:1], before, after, Scalar("text"), change.head[:1])


def values_without_content(data: Data) -> Data:
    """Return the values of an accusation, or of what became one, without what it says."""
    return {name: _WITHHELD if name in _APART else value for name, value in data.items()}
