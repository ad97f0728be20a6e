"""The pre-commit hook: check what is staged, whatever is in the work tree."""

from __future__ import annotations

from datetime import date

from deputylog.check.hooks.districts import errors_in, places_in
from deputylog.check.runner import new_findings
from deputylog.finding import Finding
from deputylog.git.objects import entries_of_commit, entries_of_index, open_blobs
from deputylog.git.run import Git


def staged_errors(git: Git, fixed_today: date | None) -> tuple[Finding, ...]:
    """Return the errors that the staged change introduces.

    Where nothing is staged and no commit is going on (`pre-commit run --all-files`), return all
    errors.
    """
    entries = entries_of_index(git)
    old = entries_of_commit(git, "HEAD")
    paths = {entry.path for entry in set(entries).symmetric_difference(old)}
    places = places_in((*entries, *old))
    with open_blobs(git) as blobs:
        now = errors_in(entries, places, blobs, fixed_today)
        if not (paths or git.in_hook):
            return now
        is_elsewhere = any(finding.place.path not in paths for finding in now)
        return new_findings(
            now, errors_in(old, places, blobs, fixed_today) if old and is_elsewhere else (), paths
        )
