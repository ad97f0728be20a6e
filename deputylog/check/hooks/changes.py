"""The pre-commit and the pre-receive hook: the errors that a commit or a push would bring.

What is staged is judged, whatever is in the work tree. A push is read from git's object database,
where git keeps it apart until the hook accepts it: nothing is checked out, and nothing that was
pushed is run, neither templates nor settings nor filters named in its attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from msgspec import Struct

from deputylog.check.hooks.message import identifying_parts
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
from deputylog.finding import Finding, Place, Severity
from deputylog.git import objects
from deputylog.git.objects import Blobs, GitEntry
from deputylog.git.run import Git, GitError
from deputylog.git.trees import GitTree
from deputylog.record.kind import RECORDS
from deputylog.repository import kept
from deputylog.repository.origins import OF_COMMITS
from deputylog.text.identity import identities_in
from deputylog.tree import record_path
from deputylog.words import Bilingual, phrase

_BRANCHES, _TAGS = "refs/heads/", "refs/tags/"
_MOST_OF_A_MESSAGE = 1 << 20
_TAGGED = re.compile(rb"object (\w+)\ntype \w+\ntag ")
_ADDRESS = re.compile(rb"^(?:author|committer|tagger) .*?<([^<>\n]*)>", re.MULTILINE)
_NEITHER = Bilingual(
    "既不是分支，也不是指向提交的标签；请只推送分支和标签",
    "only branches, and tags of commits, can be pushed here",
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
    now = tip.errors(folder, fixed_today)
    before: tuple[Finding, ...] = ()
    if any(finding.place.path not in tip.paths for finding in now):
        before = errors_in_tree(GitTree(git, blobs, old), tip.places, (), folder, fixed_today)
    return new_findings(now, before, tip.paths)


def _errors_of_whole(git: Git, blobs: Blobs, fixed_today: date | None) -> tuple[Finding, ...]:
    """The same, from all entries."""
    entries, old = objects.entries_of_index(git), objects.entries_of_commit(git, "HEAD")
    paths = {entry.path for entry in set(entries).symmetric_difference(old)}
    places = places_in((*entries, *old))
    now = errors_in(entries, places, blobs, fixed_today)
    if not (paths or git.in_hook):
        return now
    before: tuple[Finding, ...] = ()
    if old and any(finding.place.path not in paths for finding in now):
        before = errors_in(old, places, blobs, fixed_today)
    return new_findings(now, before, paths)


def _kept_in_work_tree(git: Git, places: Iterable[str]) -> Path | None:
    """The folder for what is kept of the only district in a work tree; None if it is not there."""
    folders = [git.where / place for place in places]
    found = [folder for folder in folders if (folder / RECORDS).is_dir()]
    return kept.folder(found[0]) / OF_COMMITS if len(found) == 1 else None


class Update(Struct, frozen=True):
    """A line that git passes to the hook: a branch or tag with its old and its new object.

    The new one is only zeros if the branch or tag is deleted.
    """

    old: str
    new: str
    ref: str


class Refusal(Struct, frozen=True):
    """Why an update is rejected: errors in its new state, or in one of its new commits."""

    ref: str
    findings: tuple[Finding, ...]
    commit: str = ""


def updates(lines: str) -> list[Update]:
    """Parse what git writes to the hook's standard input."""
    return [Update(*each.split(" ", 2)) for each in lines.splitlines() if each.count(" ") >= 2]


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
    with objects.open_blobs(git) as blobs:
        judging = _Judging(git, blobs, fixed_today, known, folder)
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
    _seen: set[str] = set()

    def update(self, update: Update) -> Iterator[tuple[tuple[Finding, ...], str]]:
        """Yield the errors in the new state, in each new commit, and in the messages of tags."""
        git, blobs = self.git, self.blobs
        commit = git.commit_of(update.new)
        if not commit or not update.ref.startswith((_BRANCHES, _TAGS)):
            yield (refusal("R004", update.ref, _NEITHER),), ""
            return
        listed = git.answer("rev-list", "--reverse", commit, "--not", *self.known)
        new = listed.decode("ascii").split()
        names = [name for name in new if name not in self._seen]
        commits = objects.entries_of_commits(git, names)
        tip = self._tip(commit, update.old, list(chain.from_iterable(commits.values())))
        if new or update.ref.startswith(_BRANCHES):
            yield tip.errors(self.folder, self.fixed_today), ""
        yield from _of_commits(commits, tip, blobs)
        self._seen.update(new)
        tags = _tags(update.new, blobs)
        yield tuple(chain.from_iterable(_message(tag, blobs) for tag in tags)), ""

    def _tip(self, commit: str, old: str, passed: Sequence[GitEntry]) -> Tip:
        """Return the new state, seen from an older one if one is kept."""
        tree = GitTree(self.git, self.blobs, self.git.tree_of(commit))
        tip = tip_after_sound(self.folder, tree, old, passed) if self.folder else None
        tip = tip or whole_tip(tree, commit, old, passed)
        if self.folder:
            keep_sound(self.folder, tip)
        return tip


def _of_commits(
    commits: Mapping[str, Sequence[GitEntry]], tip: Tip, blobs: Blobs
) -> Iterator[tuple[tuple[Finding, ...], str]]:
    """Yield the errors in what each commit passes through, and in its message."""
    for name, entries in commits.items():
        passed = [one for one in entries if one.mode != objects.GONE and not tip.stands(one)]
        errors = (*entry_errors(passed, tip.places), *_identities(passed, tip.places, blobs))
        yield (*errors, *_message(name, blobs)), name


def language_pushed(git: Git, pushed: Sequence[Update]) -> str | None:
    """The language of the first district pushed, else of the one before, or None."""
    with objects.open_blobs(git) as blobs:
        for name in (*chain.from_iterable((update.new, update.old) for update in pushed), "HEAD"):
            entries = objects.entries_of_commit(git, name)
            for place in places_in(entries):
                return district_in(objects.GitFiles(entries, blobs, place)).language
    return None


def _identities(
    entries: Iterable[GitEntry], places: Sequence[str], blobs: Blobs
) -> Iterator[Finding]:
    """Personal numbers and addresses in records.

    Even if a later commit removes them, git's history would keep them.
    """
    text = Bilingual(
        "记录中含有{kind}；即使以后的提交将其删去，历史中仍会保留",
        "{kind} in a record; git's history would keep it even if a later commit removed it",
    )
    for entry in entries:
        within = [place for place in places if entry.path.startswith(place)]
        is_record = any(record_path(entry.path.removeprefix(place)) for place in within)
        if is_record and entry.mode.startswith("100"):
            for number, found in identities_in(blobs.read(entry.blob)):
                place = Place(entry.path, number, found.start + 1)
                yield Finding("P001", Severity.ERROR, place, phrase(text, kind=found.kind))


def _tags(name: str, blobs: Blobs) -> Iterator[str]:
    """Each tag on the way from an object to its commit; a tag can be of another tag."""
    while found := _TAGGED.match(blobs.read(name, _MOST_OF_A_MESSAGE)):
        yield name
        name = found[1].decode("ascii")


def _message(name: str, blobs: Blobs) -> Iterator[Finding]:
    """What identifies a person in the message of a commit or tag."""
    head, _, message = blobs.read(name, _MOST_OF_A_MESSAGE).partition(b"\n\n")
    own = {address.decode("utf-8", "replace") for address in _ADDRESS.findall(head)}
    for number, kind in identifying_parts(message.decode("utf-8", "replace"), own=own):
        text = phrase(
            "提交说明第{number}行含有{kind}",
            "line {number} of the message contains {kind}",
            number=number,
            kind=kind,
        )
        yield Finding("P001", Severity.ERROR, Place(name[:10], number), text)
