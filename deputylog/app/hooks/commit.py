"""The pre-commit hook: check what is staged, whatever is in the work tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from deputylog.app.changed import brought, outcome_of_entries
from deputylog.app.git import line
from deputylog.app.hooks.entries import amiss, clashes
from deputylog.app.judge import Outcome
from deputylog.app.objects import Entry, entries_of_index, entries_of_tree
from deputylog.finding import Finding, Severity
from deputylog.rule import Rule
from deputylog.rules import RULES


def hook_rules() -> list[Rule]:
    """Return the rules that can report an error from the records alone."""
    return [rule for rule in RULES if not rule.local_only and rule.severity in (Severity.ERROR, Severity.BREACH)]


def staged_errors(top: Path, prefix: str, today: date) -> tuple[Finding, ...]:
    """Return the errors that the staged change introduces in the repository at `prefix` in git."""
    entries = _below(entries_of_index(top), prefix)
    head = line(top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    old = _below(entries_of_tree(top, head), prefix) if head else []
    paths = {path for path, _, _ in _facts(entries) ^ _facts(old)}
    now = _errors(_judged(top, entries, today))
    before = _errors(_judged(top, old, today)) if old and any(finding.place.path not in paths for finding in now.findings) else None
    return brought(now, before, paths).findings


def _judged(top: Path, entries: Sequence[Entry], today: date) -> Outcome:
    outcome = outcome_of_entries(top, [entry for entry in entries if entry.stage == "0"], "", hook_rules(), as_of=today, today=today)
    return with_entries(outcome, entries)


def with_entries(outcome: Outcome, entries: Sequence[Entry]) -> Outcome:
    """Add findings about the entries themselves, in place of others with the same path and code."""
    found = [*amiss(entries), *clashes(entry for entry in entries if entry.stage == "0")]
    known = {(finding.place.path, finding.code) for finding in found}
    rest = (finding for finding in outcome.findings if (finding.place.path, finding.code) not in known)
    return replace(outcome, findings=(*found, *rest))


def _errors(outcome: Outcome) -> Outcome:
    return replace(outcome, findings=tuple(finding for finding in outcome.findings if finding.severity is Severity.ERROR))


def _below(entries: Sequence[Entry], prefix: str) -> list[Entry]:
    return [replace(entry, path=entry.path.removeprefix(prefix)) for entry in entries if entry.path.startswith(prefix)]


def _facts(entries: Sequence[Entry]) -> set[tuple[str, str, str]]:
    return {(entry.path, entry.mode, entry.blob) for entry in entries}
