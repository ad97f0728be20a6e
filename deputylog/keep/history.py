"""Who changed a record, when and what: its commits in git, and what is not committed yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from deputylog.finding import DeputylogError
from deputylog.git.changes import is_shallow
from deputylog.git.objects import Blobs, entries_of_commits, open_blobs
from deputylog.git.run import Git
from deputylog.keep.merge_commits import Identity, beyond, content_at, united
from deputylog.keep.versions import (
    Happened,
    RecordChange,
    Version,
    difference,
    is_accusation,
    values_without_content,
    version_of,
    version_on_disk,
    without_content,
)
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.names.find import Found, NothingFoundError, SeveralFoundError, find_anything
from deputylog.record.kind import RECORDS
from deputylog.record.shape import Structure, shape_at, shape_of
from deputylog.tree import record_path
from deputylog.words import Phrase, phrase


class Commit(NamedTuple):
    """A commit that touched a record: its id, its author, and when it was made."""

    id: str
    by: str
    when: datetime
    parents: tuple[str, ...]


class Edit(Struct, frozen=True):
    """What a commit did to a record; without a commit, what is not committed yet.

    `data` holds the values of a record that was added.
    """

    commit: Commit | None
    what: RecordChange
    data: Mapping[str, object]


class History(Struct, frozen=True):
    """The edits of a record or matter, the first one first; `is_cut` in a shallow clone."""

    found: Found
    shape: Structure
    edits: tuple[Edit, ...]
    is_cut: bool

    @property
    def notes(self) -> Iterator[Phrase]:
        """What the history does not show."""
        if self.is_cut:
            yield phrase(
                "这个克隆只取回了部分历史，更早的修改没有列出；可运行“git fetch --unshallow”",
                "this clone is shallow, so earlier changes are not listed; 'git fetch "
                "--unshallow' brings them",
            )
        if any(one.is_private for one in self.found.kind.inputs):
            yield phrase(
                "private/ 中的内容不进 git，没有修改记录",
                "what private/ holds is not in git and has no history",
            )


def history(root: Path, wanted: str, time_zone: str) -> History:
    """Return the history of the record or matter that `wanted` names, even if it was deleted.

    DeputylogError if there is no git, or nothing of that name.
    """
    git = Git(root)
    refuse_without_git(git)
    found = _find(root, git, wanted)
    shape = _shape(found)
    with open_blobs(git) as blobs:
        reading = _Versions(root, git, blobs, found)
        edits = [*reading.edits(_commits(git, found.path, time_zone), shape)]
    if "#" in found.id:  # a matter: other parts of the visit have changed
        edits = [edit for edit in edits if edit.what.happened is not Happened.RELAID]
    if not edits:
        raise NothingFoundError(wanted)
    is_cut = is_shallow(git)
    if is_cut:
        edits = [_earliest(edit) for edit in edits]
    if any(map(_shows_accusation, edits)):
        edits = [*map(_without_content, edits)]
    return History(found, shape, tuple(edits), is_cut)


def _shows_accusation(edit: Edit) -> bool:
    kinds = [one.before for one in edit.what.changes if one.key == ("kind",)]
    return is_accusation(edit.data) or MatterKind.ACCUSATION in kinds


def _without_content(edit: Edit) -> Edit:
    """The edit of a letter that is an accusation now, or was, without what it says."""
    what, data = without_content(edit.what), values_without_content(edit.data)
    return replace(edit, what=what, data=data)


def _earliest(edit: Edit) -> Edit:
    """The edit in a shallow clone: what its first commits hold was there before."""
    if edit.commit is None or edit.commit.parents:
        return edit
    return replace(edit, what=RecordChange(Happened.EARLIEST))


def refuse_without_git(git: Git) -> None:
    """Raise DeputylogError if the records are not kept in git."""
    if not git.in_work_tree():
        raise DeputylogError(
            "此台账没有用 git 保存，查不到以前的内容；运行“git init”并提交之后才有修改记录",
            "these records are not kept in git, so nothing is known of earlier versions; after "
            "'git init' and a first commit there is a history",
        )


def _shape(found: Found) -> Structure:
    """The shape of the record, or of the matter in it."""
    shape = shape_of(found.kind.type)
    if "#" in found.id:
        shape = shape_at(shape, ("matters", 0))  # type: ignore[assignment]
    return shape


def _find(root: Path, git: Git, wanted: str) -> Found:
    """Find a record by id or title; one that git alone still has by its id."""
    try:
        return find_anything(root, wanted)
    except NothingFoundError:
        found = list(_deleted(git, wanted))
        if not found:
            raise
        if len(found) > 1:
            raise SeveralFoundError(wanted, found) from None
        return found[0]


def _deleted(git: Git, wanted: str) -> Iterator[Found]:
    """Yield the records that a commit touched and that have the wanted text in their ids."""
    record, sign, matter = wanted.partition("#")
    if not re.fullmatch(r"[A-Za-z0-9_-]{2,80}", record) or not git.commit_of():
        return
    pattern = f":(icase,glob){RECORDS}/**/*{record}*.yaml"
    listed = git.answer("rev-list", "--full-history", "HEAD", "--", pattern)
    commits = listed.decode("ascii").split()
    touched = entries_of_commits(git, commits, pattern).values()
    paths = {entry.path.removeprefix(git.prefix) for entries in touched for entry in entries}
    for path in sorted(paths):
        if place := record_path(path):
            yield Found(path, f"{place.id}{sign}{matter}", place.kind)


def _commits(git: Git, path: str, time_zone: str) -> list[Commit]:
    """Return the commits that touched the file, parents first, on every branch that was merged."""
    if not git.commit_of():
        return []
    options = "--full-history --date-order --reverse --encoding=UTF-8".split()
    output = git.answer(
        "rev-list", *options, "--format=%at %P%n%aN", "HEAD", "--", f":(literal){path}"
    )
    lines = iter(output.decode("utf-8", "replace").split("\n"))
    found = []
    for line in lines:
        if line:
            seconds, *parents = next(lines).split()
            when = datetime.fromtimestamp(int(seconds), ZoneInfo(time_zone))
            found.append(Commit(line.split()[1], next(lines), when, tuple(parents)))
    return found


class _Versions(Struct, frozen=True):
    """Reads the versions of one record."""

    root: Path
    git: Git
    blobs: Blobs
    found: Found

    def edits(self, commits: Iterable[Commit], shape: Structure) -> Iterator[Edit]:
        """Yield what each commit did, then what is not committed."""
        for commit in commits:
            after = self._content(commit.id)
            before = [self._content(parent) for parent in commit.parents]
            if len(before) > 1:
                yield from self._of_merge(commit, shape, before, after)
            elif after not in before:  # else only the mode has changed
                parent = before[0] if before else None
                yield from _edit(shape, commit, self._version(parent), self._version(after))
        last = self._version(self._content("HEAD"))
        on_disk = self._part(version_on_disk(self.root, self.found.path))
        if last != on_disk:
            yield from _edit(shape, None, last, on_disk)

    def _of_merge(
        self, commit: Commit, shape: Structure, sides: Sequence[bytes | None], after: bytes | None
    ) -> Iterator[Edit]:
        """Yield what a merge did beyond uniting its sides, and which of two values it dropped."""
        ours, theirs, *_ = commit.parents
        base = self.git.line("merge-base", ours, theirs)
        path, version = self.found.path, self._version(after)
        done: dict[Identity, RecordChange] = {}
        for right in united(path, self._content(base), *sides[:2]):
            done |= beyond(shape, self._part(right), version)
        for what in done.values():
            yield Edit(commit, what, version.data or {})

    def _content(self, commit: str) -> bytes | None:
        return content_at(self.blobs, commit, f"{self.git.prefix}{self.found.path}")

    def _version(self, raw: bytes | None) -> Version:
        return self._part(version_of(self.found.path, raw))

    def _part(self, version: Version) -> Version:
        """The version of the matter alone, if one of a visit is wanted."""
        _, sign, wanted = self.found.id.partition("#")
        if not sign or version.data is None:
            return version
        matters = version.data.get("matters")
        for one in matters if isinstance(matters, list) else ():
            if isinstance(one, Mapping) and one.get("id") == wanted:
                return Version(True, one)
        return Version()


def _edit(
    shape: Structure, commit: Commit | None, before: Version, after: Version
) -> Iterator[Edit]:
    if what := difference(shape, before, after):
        yield Edit(commit, what, after.data or {})
