"""What a merge commit did to a record beyond uniting its two sides."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.git.objects import Blobs
from deputylog.keep.merge import Side, merge
from deputylog.keep.versions import Happened, RecordChange, Version, difference, version_of
from deputylog.record.shape import Structure

Identity = tuple[str, ...]
"""What a change of one version shares with the same change of another one."""


def content_at(blobs: Blobs, commit: str, path: str) -> bytes | None:
    """The file at a path from git's top in a commit; None without one."""
    try:
        return blobs.read(f"{commit}:{path}") if commit and "\n" not in path else None
    except OSError:
        return None


def united(
    path: str, base: bytes | None, ours: bytes | None, theirs: bytes | None
) -> Iterator[Version]:
    """Yield the record as its two sides make it, in favour of each where they contradict."""
    for side in (Side.OURS, Side.THEIRS):
        yield version_of(path, merge(path, base, ours, theirs, favour=side).raw)


def beyond(shape: Structure, right: Version, after: Version) -> dict[Identity, RecordChange]:
    """Return what distinguishes a version from a united one, each change alone.

    The order of the entries in a list and the layout do not count.
    """
    what = difference(shape, right, after)
    if what is None or what.happened is Happened.RELAID:
        return {}
    if what.happened is not Happened.CHANGED:
        return {(what.happened,): what}
    gone = [one.before for one in what.changes if one.after is None]
    new = [one.after for one in what.changes if one.before is None]
    found: dict[Identity, RecordChange] = {}
    for one in what.changes:
        is_moved = one.after in gone if one.before is None else one.before in new
        if not is_moved:
            names = (part for part in one.key if isinstance(part, str))
            found[*names, repr(one.before), repr(one.after)] = RecordChange(what.happened, (one,))
    return found
