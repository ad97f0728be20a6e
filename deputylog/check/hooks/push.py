"""The pre-receive hook: check the new state of each branch, and every new commit for private data.

Everything is read from git's object database, where git keeps a push apart until the hook accepts
it. Nothing is checked out, and nothing that was pushed is run: no templates, no settings, no
filters named in its attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from deputylog.check.hooks.districts import district_at, errors_in, places_in
from deputylog.check.hooks.entries import amiss, refused
from deputylog.check.hooks.message import told
from deputylog.finding import Finding, Place, Severity
from deputylog.git.objects import (
    GONE,
    Blobs,
    Entry,
    entries_of_commit,
    entries_of_commits,
    open_blobs,
)
from deputylog.git.run import Git
from deputylog.text.identity import identities_in
from deputylog.tree import record_path
from deputylog.words import phrase

_BRANCHES, _TAGS = "refs/heads/", "refs/tags/"
_MOST_OF_A_MESSAGE = 1 << 20
_TAGGED = re.compile(rb"object (\w+)\ntype \w+\ntag ")
_ADDRESS = re.compile(rb"^(?:author|committer|tagger) .*?<([^<>\n]*)>", re.MULTILINE)


@dataclass(frozen=True)
class Update:
    """A line that git passes to the hook: a branch or tag with its old and its new object.

    The new one is only zeros if the branch or tag is deleted.
    """

    old: str
    new: str
    ref: str


@dataclass(frozen=True)
class Refusal:
    """Why an update is rejected: errors in its new state, or in one of its new commits."""

    ref: str
    findings: tuple[Finding, ...]
    commit: str = ""


def updates(lines: str) -> list[Update]:
    """Parse what git writes to the hook's standard input."""
    return [Update(*each.split(" ", 2)) for each in lines.splitlines() if each.count(" ") >= 2]


def refusals(git: Git, pushed: Iterable[Update], fixed_today: date | None) -> list[Refusal]:
    """Return every reason to reject the push, for all its branches and tags; none to accept it."""
    with open_blobs(git) as blobs:
        seen: set[str] = set()
        return [
            refusal
            for update in pushed
            if update.new.strip("0")
            for refusal in _of_update(git, update, blobs, seen, fixed_today)
        ]


def _of_update(
    git: Git, update: Update, blobs: Blobs, seen: set[str], fixed_today: date | None
) -> Iterator[Refusal]:
    commit = git.commit_of(update.new)
    if not commit or not update.ref.startswith((_BRANCHES, _TAGS)):
        yield Refusal(
            update.ref,
            (
                refused(
                    "R004",
                    update.ref,
                    phrase(
                        "既不是分支，也不是指向提交的标签；请只推送分支和标签",
                        "only branches, and tags of commits, can be pushed here",
                    ),
                ),
            ),
        )
        return
    new = git.answer("rev-list", "--reverse", commit, "--not", "--all").decode("ascii").split()
    commits = entries_of_commits(git, [name for name in new if name not in seen])
    tip = entries_of_commit(git, commit)
    places = places_in(
        (*tip, *entries_of_commit(git, update.old), *chain.from_iterable(commits.values()))
    )
    if (new or update.ref.startswith(_BRANCHES)) and (
        errors := errors_in(tip, places, blobs, fixed_today)
    ):
        yield Refusal(update.ref, errors)
    standing = set(tip)
    for name, entries in commits.items():
        passed = [entry for entry in entries if entry.mode != GONE and entry not in standing]
        if errors := (
            *amiss(passed, places),
            *_identities(passed, places, blobs),
            *_message(name, blobs),
        ):
            yield Refusal(update.ref, errors, name)
    seen.update(new)
    if errors := tuple(
        finding for tag in _tags(update.new, blobs) for finding in _message(tag, blobs)
    ):
        yield Refusal(update.ref, errors)


def language_pushed(git: Git, pushed: Sequence[Update]) -> str | None:
    """Return the language of the first district pushed, else of the one before, or None."""
    with open_blobs(git) as blobs:
        for name in (*chain.from_iterable((update.new, update.old) for update in pushed), "HEAD"):
            entries = entries_of_commit(git, name)
            for place in places_in(entries):
                return district_at(place, entries, blobs).language
    return None


def _identities(entries: Iterable[Entry], places: Iterable[str], blobs: Blobs) -> Iterator[Finding]:
    """Yield personal numbers and addresses in records.

    Even if a later commit removes them, git's history would keep them.
    """
    for entry in entries:
        is_record = any(
            entry.path.startswith(place) and record_path(entry.path.removeprefix(place))
            for place in places
        )
        if is_record and entry.mode.startswith("100"):
            for number, found in identities_in(blobs.read(entry.blob)):
                text = phrase(
                    "记录中含有{kind}；即使以后的提交将其删去，历史中仍会保留",
                    "{kind} in a record; git's history would keep it even if a later commit removed it",
                    kind=found.kind,
                )
                yield Finding(
                    "P001", Severity.ERROR, Place(entry.path, number, found.start + 1), text
                )


def _tags(name: str, blobs: Blobs) -> Iterator[str]:
    """Yield each tag on the way from an object to its commit; a tag can be of another tag."""
    while found := _TAGGED.match(blobs.read(name, _MOST_OF_A_MESSAGE)):
        yield name
        name = found[1].decode("ascii")


def _message(name: str, blobs: Blobs) -> Iterator[Finding]:
    """Yield what identifies a person in the message of a commit or tag."""
    head, _, message = blobs.read(name, _MOST_OF_A_MESSAGE).partition(b"\n\n")
    own = {address.decode("utf-8", "replace") for address in _ADDRESS.findall(head)}
    for number, kind in told(message.decode("utf-8", "replace"), own=own):
        text = phrase(
            "提交说明第{number}行含有{kind}",
            "line {number} of the message contains {kind}",
            number=number,
            kind=kind,
        )
        yield Finding("P001", Severity.ERROR, Place(name[:10], number), text)
