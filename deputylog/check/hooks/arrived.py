"""The post-merge and the post-rewrite hook: what is new in the records that came in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from deputylog.check.runner import check_changed, rules_selected
from deputylog.finding import Finding
from deputylog.git.changes import ChangedFiles
from deputylog.git.objects import Blobs, open_blobs
from deputylog.git.run import Git
from deputylog.keep.merge import Side, merge
from deputylog.record.changes import FieldChange, changes
from deputylog.record.fields import Data, Key
from deputylog.record.kind import RECORDS, Kind
from deputylog.record.reading import load, values_of
from deputylog.record.shape import shape_of
from deputylog.tree import record_path


def findings_of_arrival(root: Path, base: str, *, today: date) -> list[Finding]:
    """Return what the commits after `base` have brought, the worst first; nothing where they
    changed no record.
    """
    git = Git(root)
    paths = frozenset(path.removeprefix(git.prefix) for path in _records(git, base, "HEAD"))
    if not paths:
        return []
    rules = rules_selected((), (), local=False)
    change = ChangedFiles(base, base, paths)
    return check_changed(root, change, rules, as_of=today, today=today).worst_first


def _records(git: Git, old: str, new: str) -> list[str]:
    """The paths, from git's top, of the records that differ between two commits."""
    options = ("-r", "-z", "--name-only", "--no-renames")
    return git.names("diff-tree", *options, old, new, "--", f":(literal){RECORDS}")


@dataclass(frozen=True)
class WrongMerge:
    """A record that a merge commit does not hold as its two sides say, and what it changed."""

    commit: str
    path: str
    done: Sequence[FieldChange]


def wrong_merges(root: Path, base: str) -> Iterator[WrongMerge]:
    """Yield the records that a merge after `base`, for instance on a web page, has merged otherwise
    than the merge driver does. A value that both sides changed differently is not compared.
    """
    git = Git(root)
    listed = git.answer("rev-list", "--merges", "--parents", f"{base}..HEAD").decode("ascii")
    with open_blobs(git) as blobs:
        for line in listed.splitlines():
            commit, *parents = line.split()
            bases = git.line("merge-base", "--all", *parents[:2]).split()
            if len(bases) != 1 or len(parents) > 2:
                continue
            common = bases[0]
            on_both_sides = set(_records(git, common, parents[0])).intersection(
                _records(git, common, parents[1])
            )
            for path in sorted(on_both_sides):
                names = (common, *parents, commit, "HEAD")
                versions = [_content(blobs, f"{name}:{path}") for name in names]
                own_path = path.removeprefix(git.prefix)
                if done := _done(own_path, *versions):
                    yield WrongMerge(commit, own_path, done)


def _content(blobs: Blobs, name: str) -> bytes | None:
    try:
        return blobs.read(name)
    except OSError:
        return None


def _done(path: str, *versions: bytes | None) -> list[FieldChange]:
    """What a merge did beyond uniting its sides, if it still shows; nothing where a version is
    missing or cannot be read.

    The versions are the base, both sides, the result, and the record as it is now.
    """
    base, ours, theirs, result, now = versions
    merged = merge(path, base, ours, theirs, favour=Side.OURS)
    disputed = {conflict.key for conflict in merged.conflicts}
    place = record_path(path)
    if place is None or () in disputed:
        return []
    kind = place.kind
    right, was, still = (_values(kind, path, raw) for raw in (merged.raw, result, now))
    if right is None or was is None or still is None:
        return []
    shows = _differing(kind, still, right, disputed)
    return [one for one in _differing(kind, was, right, disputed) if one in shows]


def _values(kind: Kind, path: str, raw: bytes | None) -> Data | None:
    record = () if raw is None else load(kind, path, raw)
    return None if isinstance(record, tuple) else values_of(record)


def _differing(kind: Kind, was: Data, right: Data, disputed: set[Key]) -> list[FieldChange]:
    """What makes `was` of what is right, wherever in a list it stands, but for what is disputed."""
    found = changes(shape_of(kind.type), was, right)
    gone = [one.before for one in found if one.after is None]
    new = [one.after for one in found if one.before is None]
    return [
        replace(one, key=(), before=one.after, after=one.before)
        for one in found
        if not any(one.key[: len(key)] == key for key in disputed)
        and not (one.before is None and one.after in gone)
        and not (one.after is None and one.before in new)
    ]
