"""The post-merge and the post-rewrite hook: what is new in the records that came in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from deputylog.check.runner import check_changed, rules_selected
from deputylog.finding import Finding
from deputylog.git.changes import ChangedFiles
from deputylog.git.objects import Blobs, entries_between, open_blobs
from deputylog.git.run import Git
from deputylog.keep.merge_commits import beyond, content_at, united
from deputylog.keep.value_merge import Three
from deputylog.keep.versions import Happened, RecordChange, version_of
from deputylog.record.kind import RECORDS
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


class WrongMerge(Struct, frozen=True):
    """A record that a merge commit does not hold as its two sides say, and what it changed.

    `side` is a commit that has the record, where the merge removed it.
    """

    commit: str
    path: str
    done: Sequence[RecordChange]
    side: str


def wrong_merges(root: Path, base: str) -> Iterator[WrongMerge]:
    """Yield the records that a merge after `base`, for instance on a web page, has merged otherwise
    than the merge driver does, if it still shows. What the sides contradict in is not compared.
    """
    git = Git(root)
    listed = git.answer("rev-list", "--merges", "--parents", f"{base}..HEAD").decode("ascii")
    with open_blobs(git) as blobs:
        for line in listed.splitlines():
            commit, *parents = line.split()
            bases = git.line("merge-base", "--all", *parents[:2]).split()
            if len(bases) == 1 and len(parents) == 2:
                for path in _merged_otherwise(git, Three(bases[0], *parents), commit):
                    yield from _wrong_merge(git, blobs, Three(bases[0], *parents), commit, path)


def _merged_otherwise(git: Git, sides: Three, commit: str) -> list[str]:
    """The paths, from git's top, of records that both sides changed, or that the merge does not
    hold as the only side that changed them.
    """
    versions: dict[str, list[str]] = {}
    for number, name in enumerate((sides.ours, sides.theirs, commit)):
        for entry in entries_between(git, sides.base, name, RECORDS):
            blobs = versions.setdefault(entry.path, [entry.before[0]] * 4)
            blobs[number + 1] = entry.blob
    return sorted(
        path
        for path, (*blobs, merged) in versions.items()
        if not (Three(*blobs).is_settled and Three(*blobs).changed == merged)
    )


def _wrong_merge(
    git: Git, blobs: Blobs, sides: Three, commit: str, path: str
) -> Iterator[WrongMerge]:
    own_path = path.removeprefix(git.prefix)
    place = record_path(own_path)
    if place is None:
        return
    raws = [content_at(blobs, name, path) for name in sides]
    found, shape = [], shape_of(place.kind.type)
    for name in (commit, "HEAD"):
        version = version_of(own_path, content_at(blobs, name, path))
        found += [beyond(shape, right, version) for right in united(own_path, *raws)]
    done = [what for key, what in found[0].items() if all(key in one for one in found)]
    done = [what for what in done if what.happened in (Happened.CHANGED, Happened.REMOVED)]
    if done:
        side = sides.theirs if raws[1] in (None, raws[0]) else sides.ours
        yield WrongMerge(commit, own_path, done, side)
