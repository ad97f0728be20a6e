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

from msgspec import Struct

from deputylog.check.hooks.message import identifying_parts
from deputylog.check.hooks.states import district_at, entry_errors, errors_in, places_in, refusal
from deputylog.check.runner import new_findings
from deputylog.finding import Finding, Place, Severity
from deputylog.git import objects
from deputylog.git.objects import Blobs, GitEntry
from deputylog.git.run import Git
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
    entries, old = objects.entries_of_index(git), objects.entries_of_commit(git, "HEAD")
    paths = {entry.path for entry in set(entries).symmetric_difference(old)}
    places = places_in((*entries, *old))
    with objects.open_blobs(git) as blobs:
        now = errors_in(entries, places, blobs, fixed_today)
        if not (paths or git.in_hook):
            return now
        before: tuple[Finding, ...] = ()
        if old and any(finding.place.path not in paths for finding in now):
            before = errors_in(old, places, blobs, fixed_today)
        return new_findings(now, before, paths)


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
    git: Git, pushed: Iterable[Update], fixed_today: date | None, known: Sequence[str] = ("--all",)
) -> list[Refusal]:
    """Every reason to reject the push, for all its branches and tags; none to accept it.

    Commits are judged unless those that are `known`, as `git rev-list` names them, lead to them.
    """
    with objects.open_blobs(git) as blobs:
        seen: set[str] = set()
        return [
            Refusal(update.ref, findings, commit)
            for update in pushed
            if update.new.strip("0")
            for findings, commit in _of_update(git, update, blobs, seen, fixed_today, known)
            if findings
        ]


def _of_update(
    git: Git,
    update: Update,
    blobs: Blobs,
    seen: set[str],
    fixed_today: date | None,
    known: Sequence[str],
) -> Iterator[tuple[tuple[Finding, ...], str]]:
    """The errors in the new state, in each new commit, and in the messages of tags."""
    commit = git.commit_of(update.new)
    if not commit or not update.ref.startswith((_BRANCHES, _TAGS)):
        yield (refusal("R004", update.ref, _NEITHER),), ""
        return
    new = git.answer("rev-list", "--reverse", commit, "--not", *known).decode("ascii").split()
    commits = objects.entries_of_commits(git, [name for name in new if name not in seen])
    tip, old = objects.entries_of_commit(git, commit), objects.entries_of_commit(git, update.old)
    places = places_in((*tip, *old, *chain.from_iterable(commits.values())))
    if new or update.ref.startswith(_BRANCHES):
        yield errors_in(tip, places, blobs, fixed_today), ""
    yield from _of_commits(commits, tip, places, blobs)
    seen.update(new)
    yield tuple(chain.from_iterable(_message(tag, blobs) for tag in _tags(update.new, blobs))), ""


def _of_commits(
    commits: Mapping[str, Sequence[GitEntry]],
    tip: Iterable[GitEntry],
    places: Sequence[str],
    blobs: Blobs,
) -> Iterator[tuple[tuple[Finding, ...], str]]:
    """The errors in what each commit passes through, and in its message."""
    standing = set(tip)
    for name, entries in commits.items():
        passed = [one for one in entries if one.mode != objects.GONE and one not in standing]
        errors = (*entry_errors(passed, places), *_identities(passed, places, blobs))
        yield (*errors, *_message(name, blobs)), name


def language_pushed(git: Git, pushed: Sequence[Update]) -> str | None:
    """The language of the first district pushed, else of the one before, or None."""
    with objects.open_blobs(git) as blobs:
        for name in (*chain.from_iterable((update.new, update.old) for update in pushed), "HEAD"):
            entries = objects.entries_of_commit(git, name)
            for place in places_in(entries):
                return district_at(place, entries, blobs).language
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
