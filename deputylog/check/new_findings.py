"""Find the findings that a change introduced: in changed files, or new ones elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from deputylog.check.runner import check, check_source
from deputylog.finding import Finding
from deputylog.git.changes import Change
from deputylog.git.objects import GitFiles, entries_of_commit, open_blobs
from deputylog.git.run import Git
from deputylog.rule import Rule
from deputylog.rules.judge import Outcome


def check_changed(
    root: Path, change: Change, rules: Sequence[Rule], *, as_of: date, today: date
) -> Outcome:
    """Check the whole repository and return the findings that the change introduced.

    Breaches in submitted quarters are listed one by one.
    """
    now = check(root, rules, as_of=as_of, today=today, every=True)
    before: tuple[Finding, ...] = ()
    if change.base and any(finding.place.path not in change.paths for finding in now.findings):
        git = Git(root)
        with open_blobs(git) as blobs:
            source = GitFiles(entries_of_commit(git, change.base), blobs, git.prefix)
            before = check_source(source, rules, as_of=as_of, today=today, every=True).findings
    return replace(now, findings=brought(now.findings, before, change.paths))


def brought(
    now: Iterable[Finding], before: Iterable[Finding], paths: Collection[str]
) -> tuple[Finding, ...]:
    """Return the findings of `now` that are in `paths` or that `before` does not have."""
    known = {mark for finding in before for mark in _weighed(finding)}
    return tuple(
        finding for finding in now if finding.place.path in paths or not _weighed(finding) <= known
    )


def _weighed(finding: Finding) -> set[tuple[str, str]]:
    """Return what identifies a finding, with its severity.

    A breach that is no longer excused thus counts as new.
    """
    return {(str(finding.severity), mark) for mark in finding.marks}
