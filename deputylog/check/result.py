"""The outcome of a check, from which every output format is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from deputylog.calendar import Quarter
from deputylog.finding import Finding, Severity
from deputylog.rule import Rule
from deputylog.words import Bilingual, Phrase, phrase

_SEVERITIES = list(Severity)
_SUMMARY = Bilingual(
    "{group}{quarter}：清单已报送，该季度有未尽{count}项（{codes}）；用--all逐条列出",
    "{group} {quarter}: {count} breach in a quarter whose list was handed in ({codes}); --all "
    "lists it",
    "{group} {quarter}: {count} breaches in a quarter whose list was handed in ({codes}); --all "
    "lists them",
)


@dataclass(frozen=True)
class Summary:
    """Breaches on record, of a quarter whose list was handed in, as one line."""

    group: str
    group_name: str
    quarter: Quarter
    codes: Mapping[str, int]

    @property
    def count(self) -> int:
        return sum(self.codes.values())

    @property
    def text(self) -> Phrase:
        codes = ", ".join(f"{code} × {count}" for code, count in self.codes.items())
        return phrase(
            _SUMMARY,
            group=self.group_name,
            quarter=str(self.quarter),
            count=self.count,
            codes=codes,
        )


@dataclass(frozen=True)
class CheckResult:
    """Findings in order, and summaries of submitted quarters.

    `files` is the number of files read, `undated` the number of steps without a date, by which no
    deadline can be judged. How it is shown: `strict` means that breaches fail too, `by` groups the
    lines, `prefix` is the path from git's top folder to the repository.
    """

    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    as_of: date
    summaries: tuple[Summary, ...] = ()
    files: int = 0
    undated: int = 0
    strict: bool = False
    by: str = "file"
    prefix: str = ""

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """The number of findings of each severity, with the breaches that are only summarised."""
        found = Counter(finding.severity for finding in self.findings)
        found[Severity.BREACH] += sum(summary.count for summary in self.summaries)
        return {severity: found[severity] for severity in _SEVERITIES}

    @property
    def worst(self) -> Severity | None:
        """The worst severity that was found; None if nothing was."""
        return next((severity for severity, count in self.counts.items() if count), None)

    @property
    def fails(self) -> bool:
        """Whether the check fails: on any error, and if `strict` on any unexcused breach."""
        return any(map(self.is_failing, (key for key, count in self.counts.items() if count)))

    def is_failing(self, severity: Severity) -> bool:
        return severity is Severity.ERROR or (self.strict and severity is Severity.BREACH)

    @property
    def worst_first(self) -> list[Finding]:
        """The findings, sorted by severity: errors, breaches, due, advice."""
        return sorted(self.findings, key=lambda finding: _SEVERITIES.index(finding.severity))

    @property
    def by_code(self) -> list[tuple[str, Severity, int]]:
        """Each code and severity with its count, worst and most frequent first."""
        counted = Counter((finding.code, finding.severity) for finding in self.findings)
        return sorted(
            ((code, severity, count) for (code, severity), count in counted.items()),
            key=lambda row: (_SEVERITIES.index(row[1]), -row[2], row[0]),
        )
