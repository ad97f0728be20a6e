"""The pre-commit and the pre-receive hook: the errors that a commit or a push would bring.

What is staged is judged, whatever is in the work tree. A push is read from git's object database,
where git keeps it apart until the hook accepts it: nothing is checked out, and nothing that was
pushed is run, neither templates nor settings nor filters named in its attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from msgspec import Struct

from deputylog.check.hooks.contents import (
    MOST_BYTES,
    errors_in_contents,
    errors_in_message,
    errors_in_name,
    is_record,
    tags_to,
    too_large,
)
from deputylog.check.hooks.history import Refusal, Update
from deputylog.check.hooks.states import (
    district_in,
    entry_errors,
    errors_in,
    errors_in_tree,
    places_in,
    refusal,
)
from deputylog.check.hooks.tips import (
    DISTRICTS,
    Tip,
    keep_sound,
    tip_after,
    tip_after_sound,
    whole_tip,
)
from deputylog.check.runner import new_findings
from deputylog.finding import Finding
from deputylog.git import objects
from deputylog.git.objects import GONE, Blobs, GitEntry
from deputylog.git.run import Git, GitError
from deputylog.git.trees import GitTree
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.processes import limited_memory
from deputylog.record.kind import RECORDS
from deputylog.repository import kept
from deputylog.repository.origins import OF_COMMITS
from deputylog.words import Bilingual

_BRANCHES, _TAGS = "refs/heads/", "refs/tags/"
_MOST_BYTES = 10 << 20
_TIMES = 100
"""All files of a push may have so many times the bytes that one may have."""
_MOST_MEMORY = 2 << 30
"""What may be held while a push is judged: folders that hold one another, each ten times the next,
cannot be listed.
"""
_NEITHER = Bilingual(
    "既不是分支，也不是指向提交的标签；请只推送分支和标签",
    "only branches, and tags of commits, can be pushed here",
)
_UNLISTED = Bilingual(
    "无法列出所推送的文件（{reason}）；请减少每次推送的文件",
    "the files of this push cannot be listed ({reason}); push fewer of them",
)
_LARGE_IN_ALL = Bilingual(
    "推送的文件合计超过 {most} MB；请分几次推送",
    "the files of this push are larger than {most} MB in all; push the commits in several parts",
)


def staged_errors(git: Git, fixed_today: date | None) -> tuple[Finding, ...]:
    """The errors that the staged change introduces.

    Where nothing is staged and no commit is going on (`pre-commit run --all-files`), all errors.
    """
    with objects.open_blobs(git) as blobs:
        found = _errors_of_change(git, blobs, fixed_today)
        return _errors_of_whole(git, blobs, fixed_today) if found is None else found


def _errors_of_change(
    git: Git, blobs: Blobs, fixed_today: date | None
) -> tuple[Finding, ...] | None:
    """The errors that the staged change introduces; None unless what it does not change can be left
    out of account.
    """
    try:
        tree, old = GitTree(git, blobs, git.line("write-tree")), git.tree_of("HEAD")
    except GitError:  # a conflict, or no commit yet
        return None
    tip = tip_after(old, tree, places_in(objects.entries_of_commit(git, "HEAD", DISTRICTS)))
    if tip is None or not tip.entries:
        return None
    folder = _kept_in_work_tree(git, tip.places)
    now = (
        *tip.errors(folder, fixed_today),
        *_errors_beside(tip.entries, tip.places, blobs, _most(git)),
    )
    before: tuple[Finding, ...] = ()
    if any(finding.place.path not in tip.paths for finding in now):
        before = errors_in_tree(GitTree(git, blobs, old), tip.places, (), folder, fixed_today)
    return new_findings(now, before, tip.paths)


def _errors_of_whole(git: Git, blobs: Blobs, fixed_today: date | None) -> tuple[Finding, ...]:
    """The same, from all entries."""
    entries, old = objects.entries_of_index(git), objects.entries_of_commit(git, "HEAD")
    paths = {entry.path for entry in set(entries).symmetric_difference(old)}
    places = places_in((*entries, *old))
    beside = _errors_beside(entries, places, blobs, _most(git))
    now = (*errors_in(entries, places, blobs, fixed_today), *beside)
    if not (paths or git.in_hook):
        return now
    before: tuple[Finding, ...] = ()
    if old and any(finding.place.path not in paths for finding in now):
        before = errors_in(old, places, blobs, fixed_today)
    return new_findings(now, before, paths)


def _errors_beside(
    entries: Iterable[GitEntry], places: Sequence[str], blobs: Blobs, most: int
) -> Iterator[Finding]:
    """Yield what identifies a person in files that no rule looks into."""
    beside = [one for one in entries if one.mode != GONE and not is_record(one.path, places)]
    return errors_in_contents(beside, blobs, most)


def _most(git: Git) -> int:
    """Return how many bytes a file may have."""
    return int(git.line("config", "--type=int", MOST_BYTES) or _MOST_BYTES)


def _kept_in_work_tree(git: Git, places: Iterable[str]) -> Path | None:
    """The folder for what is kept of the only district in a work tree; None if it is not there."""
    folders = [git.where / place for place in places]
    found = [folder for folder in folders if (folder / RECORDS).is_dir()]
    return kept.folder(found[0]) / OF_COMMITS if len(found) == 1 else None


def refusals(
    git: Git,
    pushed: Iterable[Update],
    fixed_today: date | None,
    known: Sequence[str] = ("--all",),
    folder: Path | None = None,
) -> list[Refusal]:
    """Every reason to reject the push, for all its branches and tags; none to accept it.

    Commits are judged unless those that are `known`, as `git rev-list` names them, lead to them.
    What is worked out is kept in a folder, and found there the next time.
    """
    with limited_memory(_MOST_MEMORY), objects.open_blobs(git) as blobs:
        judging = _Judging(git, blobs, fixed_today, known, folder, _most(git))
        return [
            Refusal(update.ref, findings, commit)
            for update in pushed
            if update.new.strip("0")
            for findings, commit in judging.update(update)
            if findings
        ]


class _Judging(Struct):
    """Judges the updates of one push."""

    git: Git
    blobs: Blobs
    fixed_today: date | None
    known: Sequence[str]
    folder: Path | None
    most: int
    _seen: set[str] = set()

    def update(self, update: Update) -> Iterator[tuple[tuple[Finding, ...], str]]:
        """Yield the errors in the name, in each new commit, in the new state, and in the messages
        of tags.
        """
        git, blobs = self.git, self.blobs
        yield tuple(errors_in_name(update.ref)), ""
        commit = git.commit_of(update.new)
        if not commit or not update.ref.startswith((_BRANCHES, _TAGS)):
            yield (refusal("R004", update.ref, _NEITHER),), ""
            return
        listed = git.answer("rev-list", "--reverse", commit, "--not", *self.known)
        new = listed.decode("ascii").split()
        names = [name for name in new if name not in self._seen]
        try:
            commits = objects.entries_of_commits(git, names)
        except GitError as error:
            yield (refusal("R004", update.ref, _UNLISTED, reason=error.reason),), ""
            return
        if large := list(self._too_large(commits, update.ref)):
            yield from large
            return
        tip = self._tip(commit, update.old, list(chain.from_iterable(commits.values())))
        found = list(self._errors_of_commits(commits, tip))
        yield from found
        if new or update.ref.startswith(_BRANCHES):
            known = {(one.place.path, one.code) for errors, _ in found for one in errors}
            errors = tip.errors(self.folder, self.fixed_today)
            yield tuple(one for one in errors if (one.place.path, one.code) not in known), ""
        self._seen.update(new)
        tags = tags_to(update.new, blobs)
        yield tuple(chain.from_iterable(errors_in_message(tag, blobs) for tag in tags)), ""

    def _too_large(
        self, commits: Mapping[str, Sequence[GitEntry]], ref: str
    ) -> Iterator[tuple[tuple[Finding, ...], str]]:
        """Yield the files that are not read because of their size."""
        every = chain.from_iterable(commits.values())
        sizes = objects.sizes(self.git, {one.blob for one in every if one.mode.startswith("100")})
        for name, entries in commits.items():
            large = [one.path for one in entries if sizes.get(one.blob, 0) > self.most]
            if large:
                yield tuple(too_large(path, self.most) for path in large), name
        if sum(sizes.values()) > _TIMES * self.most:
            most = _TIMES * self.most >> 20
            yield (refusal("R004", ref, _LARGE_IN_ALL, most=most),), ""

    def _errors_of_commits(
        self, commits: Mapping[str, Sequence[GitEntry]], tip: Tip
    ) -> Iterator[tuple[tuple[Finding, ...], str]]:
        """Yield the errors in what each commit adds, and in its message."""
        for name, entries in commits.items():
            new = [one for one in entries if one.mode != GONE]
            contents = errors_in_contents(new, self.blobs, self.most)
            errors = (*entry_errors(new, tip.places), *contents)
            yield (*errors, *errors_in_message(name, self.blobs)), name

    def _tip(self, commit: str, old: str, passed: Sequence[GitEntry]) -> Tip:
        """Return the new state, seen from an older one if one is kept."""
        tree = GitTree(self.git, self.blobs, self.git.tree_of(commit))
        tip = tip_after_sound(self.folder, tree, old, passed) if self.folder else None
        tip = tip or whole_tip(tree, commit, old, passed)
        if self.folder:
            keep_sound(self.folder, tip)
        return tip


def language_pushed(git: Git, pushed: Sequence[Update]) -> str | None:
    """The language of the first district pushed, else of the one before, or None."""
    pairs = [(update.new, update.old) for update in pushed]
    names = [name for name in (*chain.from_iterable(pairs), "HEAD") if git.commit_of(name)]
    with objects.open_blobs(git) as blobs:
        for name in names:
            tree = GitTree(git, blobs, git.tree_of(name))
            if tree.file(DISTRICT_PATH).blob:
                return district_in(tree).language
        for name in reversed(names):  # what was pushed may be too much to be listed
            entries = objects.entries_of_commit(git, name)
            for place in places_in(entries):
                return district_in(objects.GitFiles(entries, blobs, place)).language
    return None
