"""Find the findings that a change introduced: in changed files, or new ones elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from deputylog.app.check import check, check_source
from deputylog.app.git import answer, line, names, prefix_of
from deputylog.app.judge import Outcome
from deputylog.app.objects import Entry, GitFiles, entries_of_tree, open_blobs
from deputylog.finding import DeputylogError, Finding
from deputylog.rule import Rule
from deputylog.words import N_


class NoSuchCommitError(DeputylogError):
    def __init__(self, ref: str) -> None:
        super().__init__(
            N_("git does not know '{ref}' here; name a branch, tag or commit that has been fetched (in CI, fetch the whole history)"),
            ref=ref,
        )


@dataclass(frozen=True)
class Change:
    """The commit of an older state (None before the first commit) and the paths changed since."""

    base: str | None
    paths: frozenset[str]


def change_since(root: Path, ref: str | None) -> Change:
    """Compare the work tree with its merge base with `ref` (default: the upstream, else HEAD)."""
    answer(root, "rev-parse", "--git-dir")
    base = _base(root, ref)
    loose = answer(root, "ls-files", "-z", "--others", "--exclude-standard", "--full-name")
    held = (
        answer(root, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", base)
        if base
        else answer(root, "ls-files", "-z", "--full-name")
    )
    prefix = prefix_of(root)
    paths = {path.removeprefix(prefix) for path in names(loose + held) if path.startswith(prefix)}
    return Change(base, frozenset(paths))


def _base(root: Path, ref: str | None) -> str | None:
    head = line(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    wanted = ref or line(root, "rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}")
    if not wanted:
        return head
    commit = line(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{wanted}^{{commit}}")
    if commit is None:
        raise NoSuchCommitError(wanted)
    return (line(root, "merge-base", commit, head) if head else None) or commit


def check_changed(root: Path, ref: str | None, rules: Sequence[Rule], *, as_of: date, today: date) -> Outcome:
    """Check the whole repository and return the findings that the change introduced.

    Breaches in submitted quarters are listed one by one.
    """
    change = change_since(root, ref)
    now = check(root, rules, as_of=as_of, today=today, every=True)
    if change.base is None or all(finding.place.path in change.paths for finding in now.findings):
        return brought(now, None, change.paths)
    before = outcome_of_entries(root, entries_of_tree(root, change.base), prefix_of(root), rules, as_of=as_of, today=today)
    return brought(now, before, change.paths)


def outcome_of_entries(where: Path, entries: Sequence[Entry], prefix: str, rules: Sequence[Rule], *, as_of: date, today: date) -> Outcome:
    """Run `rules` on files stored in git."""
    with open_blobs(where) as blobs:
        return check_source(GitFiles(entries, blobs, prefix), rules, as_of=as_of, today=today, every=True)


def brought(now: Outcome, before: Outcome | None, paths: Collection[str]) -> Outcome:
    """Return `now` with only the findings that are in `paths` or that `before` does not have."""
    known = {mark for finding in before.findings for mark in _weighed(finding)} if before else set()
    kept = tuple(finding for finding in now.findings if finding.place.path in paths or not _weighed(finding) <= known)
    return replace(now, findings=kept)


def _weighed(finding: Finding) -> set[tuple[str, str]]:
    """Return what identifies a finding, with its severity.

    A breach that is no longer excused thus counts as new.
    """
    return {(str(finding.severity), mark) for mark in finding.marks}
