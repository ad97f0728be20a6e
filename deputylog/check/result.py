"""The outcome of a check, from which every output format is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct

from deputylog.finding import Finding, Severity, Standing
from deputylog.rule import Rule

VisitsByGroup: TypeAlias = Mapping[str, Mapping[int, list[str]]]
"""The names of the deputies by number of visits, by the name of their group."""


class CheckResult(Struct, frozen=True, dict=True):
    """Findings in order of their places.

    `files` is the number of files read, `undated` the number of steps without a date, by which no
    deadline can be judged; `visits` are those of the present year, `groups` the names of the groups
    by id. How it is shown: `strict` means that breaches fail too, `is_whole` that the text lists
    each finding, `by` groups its lines, `prefix` is the path from git's top folder.
    """

    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    as_of: date
    files: int = 0
    undated: int = 0
    visits: VisitsByGroup = {}
    groups: Mapping[str, str] = {}
    strict: bool = False
    is_whole: bool = False
    by: str = ""
    prefix: str = ""

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """The number of findings of each severity."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in Severity}

    @cached_property
    def by_standing(self) -> Mapping[Standing, list[Finding]]:
        """The findings of each standing, in the order of showing them."""
        found: dict[Standing, list[Finding]] = {standing: [] for standing in Standing}
        for finding in self.findings:
            found[finding.standing].append(finding)
        return found

    @property
    def fails(self) -> bool:
        """Whether the check fails: on any error, and if `strict` on any unexcused breach."""
        return any(map(self.is_failing, (key for key, count in self.counts.items() if count)))

    def is_failing(self, severity: Severity) -> bool:
        return severity is Severity.ERROR or (self.strict and severity is Severity.BREACH)

    @property
    def worst_first(self) -> list[Finding]:
        """The findings by standing: errors, what is to do, what is on record, due, advice."""
        return [finding for several in self.by_standing.values() for finding in several]
