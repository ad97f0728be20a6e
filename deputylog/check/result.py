"""The result of `check`, as passed to every output format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from deputylog.finding import Finding, Severity
from deputylog.words import Phrase


@dataclass(frozen=True)
class Card:
    """A rule as shown by a format: its title and full page in the user's language."""

    code: str
    name: str
    severity: Severity
    title: str
    page: str


@dataclass(frozen=True)
class Checked:
    """Findings in order, their rules, and the summary of the run.

    `failing` are the severities that fail the run; `prefix` is the path from git's top folder to
    the repository; `files` is the number of files read; `undated` is the number of steps without a
    date, which are not judged.
    """

    findings: tuple[Finding, ...]
    cards: tuple[Card, ...]
    as_of: date
    counts: Mapping[Severity, int]
    failing: frozenset[Severity] = frozenset({Severity.ERROR})
    summaries: tuple[Phrase, ...] = ()
    submitted: tuple[Mapping[str, object], ...] = ()
    files: int = 0
    undated: int = 0
    prefix: str = ""
    by: str = "file"
    cards_by_code: Mapping[str, Card] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cards_by_code", {card.code: card for card in self.cards})

    @property
    def worst_first(self) -> list[Finding]:
        """The findings, sorted by severity: errors, breaches, due, advice."""
        order = list(Severity)
        return sorted(self.findings, key=lambda finding: order.index(finding.severity))

    @property
    def pending(self) -> int:
        """The number of breaches that can still be mended; the others are on record."""
        return sum(
            finding.pending for finding in self.findings if finding.severity is Severity.BREACH
        )

    @property
    def first_to_do(self) -> Finding | None:
        """The worst finding that can be dealt with now; None if there is none."""
        return next((finding for finding in self.worst_first if finding.pending), None)

    @property
    def by_code(self) -> list[tuple[str, Severity, int]]:
        """Each code and severity with its count, worst and most frequent first."""
        order = list(Severity)
        counted = Counter((finding.code, finding.severity) for finding in self.findings)
        return sorted(
            ((code, severity, count) for (code, severity), count in counted.items()),
            key=lambda row: (order.index(row[1]), -row[2], row[0]),
        )
