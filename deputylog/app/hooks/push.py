"""The pre-receive hook: check the new state of each branch, and every new commit for private data.

Everything is read from git's object database, where git keeps a push apart until the hook accepts
it. Nothing is checked out, and nothing that was pushed is run: no templates, no settings, no
filters named in its attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from deputylog.app.check import check_source
from deputylog.app.git import answer, line
from deputylog.app.hooks.commit import hook_rules, with_entries
from deputylog.app.hooks.entries import amiss, refused
from deputylog.app.hooks.message import told
from deputylog.app.objects import Blobs, Entry, GitFiles, entries_of_tree, open_blobs
from deputylog.finding import Finding, Place, Severity
from deputylog.model.district import District, stand_in_district
from deputylog.model.identity import identities_in
from deputylog.model.kinds import DISTRICT, DISTRICT_PATH
from deputylog.schema.records import load
from deputylog.tree import spot_of
from deputylog.words import N_, phrase

_BRANCHES, _TAGS = "refs/heads/", "refs/tags/"
_MOST_OF_A_MESSAGE = 1 << 20
_ADDRESS = re.compile(rb"^(?:author|committer|tagger) .*?<([^<>\n]*)>", re.MULTILINE)


@dataclass(frozen=True)
class Update:
    """A line that git passes to the hook: a branch or tag with its old and its new object."""

    old: str
    new: str
    ref: str

    @property
    def is_deletion(self) -> bool:
        return not self.new.strip("0")


@dataclass(frozen=True)
class Refusal:
    """Why an update is rejected: errors in its new state, or in one of its new commits."""

    ref: str
    findings: tuple[Finding, ...]
    commit: str = ""


def updates(lines: str) -> list[Update]:
    """Parse what git writes to the hook's standard input."""
    return [Update(*each.split(" ", 2)) for each in lines.splitlines() if each.count(" ") >= 2]


def refusals(where: Path, pushed: Iterable[Update], fixed_today: date | None) -> list[Refusal]:
    """Return every reason to reject the push, for all its branches and tags; none to accept it."""
    with open_blobs(where) as blobs:
        seen: set[str] = set()
        return [refusal for update in pushed if not update.is_deletion for refusal in _of_update(where, update, blobs, seen, fixed_today)]


def _of_update(where: Path, update: Update, blobs: Blobs, seen: set[str], fixed_today: date | None) -> Iterator[Refusal]:
    commit = line(where, "rev-parse", "--verify", "--quiet", f"{update.new}^{{commit}}")
    if commit is None or not update.ref.startswith((_BRANCHES, _TAGS)):
        yield Refusal(update.ref, (refused("R004", update.ref, phrase(N_("only branches, and tags of commits, can be pushed here"))),))
        return
    new = answer(where, "rev-list", "--reverse", commit, "--not", "--all").decode("ascii").split()
    tip: list[Entry] = []
    if update.ref.startswith(_BRANCHES) or (update.ref.startswith(_TAGS) and new):
        tip = entries_of_tree(where, commit)
        if errors := _errors_of(tip, blobs, fixed_today):
            yield Refusal(update.ref, errors)
    standing = {(entry.path, entry.mode, entry.blob) for entry in tip}
    for name, entries in _brought(where, [name for name in new if name not in seen]):
        passed = [entry for entry in entries if (entry.path, entry.mode, entry.blob) not in standing]
        if errors := (*amiss(passed), *_identities(passed, blobs), *_message(name, blobs)):
            yield Refusal(update.ref, errors, name)
    seen.update(new)
    if update.new != commit and (errors := tuple(_message(update.new, blobs))):
        yield Refusal(update.ref, errors)


def _errors_of(entries: list[Entry], blobs: Blobs, fixed_today: date | None) -> tuple[Finding, ...]:
    district = district_in(entries, blobs)
    today = fixed_today or datetime.now(ZoneInfo(district.time_zone)).date()
    outcome = with_entries(check_source(GitFiles(entries, blobs), hook_rules(), as_of=today, today=today, every=True), entries)
    return tuple(finding for finding in outcome.findings if finding.severity is Severity.ERROR)


def district_in(entries: Iterable[Entry], blobs: Blobs) -> District:
    """Return the district as pushed; a placeholder if its file is missing or invalid."""
    for entry in entries:
        if entry.path == DISTRICT_PATH and entry.mode.startswith("100"):
            loaded = load(DISTRICT, DISTRICT_PATH, blobs.read(entry.blob))
            return loaded if isinstance(loaded, District) else stand_in_district()
    return stand_in_district()


def language_pushed(where: Path, pushed: Sequence[Update]) -> str | None:
    """Return the language of the first district pushed, else of the one before, or None."""
    with open_blobs(where) as blobs:
        for commit in (*(update.new for update in pushed), *(update.old for update in pushed), "HEAD"):
            found = f"{commit}:{DISTRICT_PATH}"
            if commit.strip("0") and line(where, "cat-file", "-t", found) == "blob":
                return district_in([Entry(DISTRICT_PATH, "100644", found)], blobs).language
    return None


def _brought(where: Path, commits: list[str]) -> Iterator[tuple[str, list[Entry]]]:
    """Yield each commit with the entries that none of its parents has."""
    options = ("--stdin", "-r", "-z", "--root", "-c", "--no-renames", "--raw", "--no-abbrev", "--always", "--no-ext-diff")
    listed = answer(where, "diff-tree", *options, given="".join(f"{name}\n" for name in commits).encode()) if commits else b""
    parts = iter(listed.split(b"\0"))
    found: dict[str, list[Entry]] = {}
    name = ""
    for part in parts:
        if part.startswith(b":"):
            parents = len(part) - len(part.lstrip(b":"))
            words = part.lstrip(b":").decode("ascii").split()
            path = next(parts).decode("utf-8", "surrogateescape")
            if words[parents] != "000000":
                found[name].append(Entry(path, words[parents], words[2 * parents + 1]))
        elif part:
            name = part.decode("ascii").strip()
            found.setdefault(name, [])
    yield from found.items()


def _identities(entries: Iterable[Entry], blobs: Blobs) -> Iterator[Finding]:
    """Yield personal numbers and addresses in records.

    Even if a later commit removes them, git's history would keep them.
    """
    for entry in entries:
        if spot_of(entry.path) and entry.mode.startswith("100"):
            for number, found in identities_in(blobs.read(entry.blob)):
                text = phrase(N_("{kind} in a record; git's history would keep it even if a later commit removed it"), kind=found.kind)
                yield Finding("P001", Severity.ERROR, Place(entry.path, number, found.start + 1), text)


def _message(name: str, blobs: Blobs) -> Iterator[Finding]:
    """Yield what identifies a person in the message of a commit or tag."""
    head, _, message = blobs.read(name, _MOST_OF_A_MESSAGE).partition(b"\n\n")
    own = {address.decode("utf-8", "replace") for address in _ADDRESS.findall(head)}
    for number, kind in told(message.decode("utf-8", "replace"), own=own):
        text = phrase(N_("line {number} of the message contains {kind}"), number=number, kind=kind)
        yield Finding("P001", Severity.ERROR, Place(name[:10], number), text)
