"""Names of private/ in what is to be committed: only this machine knows them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from deputylog.finding import Finding, Severity
from deputylog.git.objects import GONE, Blobs, entries_of_index, open_blobs
from deputylog.git.run import Git
from deputylog.rules.private_name_in_record import private_name_in_record as rule


def names_staged(git: Git, names: Collection[str]) -> list[Finding]:
    """Return the staged files that hold one of the names, unless they say why they may."""
    if not names:
        return []
    with open_blobs(git) as blobs:
        hits = rule.check(names, _staged(git, blobs))
        return [
            Finding(rule.code, Severity.ERROR, hit.place, rule.says(hit), marks=(hit.path,))
            for hit in hits
            if hit.place and not hit.severity
        ]


def _staged(git: Git, blobs: Blobs) -> Iterator[tuple[str, bytes]]:
    """Yield what differs from the last commit; a record by its path in the district."""
    for entry in entries_of_index(git, since=git.commit_of()):
        if entry.mode != GONE and entry.mode.startswith("100"):
            yield entry.path, blobs.read(entry.blob)
