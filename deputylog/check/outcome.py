"""What was found in a part of a district, and how it is kept."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeAlias

from msgspec import Struct

from deputylog.calendar import Week
from deputylog.finding import Finding, Place, Severity
from deputylog.repository.plain_words import day_said, plain, plain_day, said

Visits: TypeAlias = tuple[str, str, int]
"""A deputy's id, the name of the group, and the number of visits so far this year."""
_SEVERITIES = {str(one): one for one in Severity}
Packed: TypeAlias = list[Any]
"""A finding as plain values."""


class Outcome(Struct, dict=True):
    """What was found in a part, and what the sum over all parts needs.

    `used` are the ids of the excuses that excused something, `unused` those that did not here,
    with their rules; `years` have unknown holidays; `unreadable` are paths, `all_unreadable` those
    of the whole district.
    """

    used: list[str]
    unused: dict[str, str]
    years: list[int]
    undated: int
    visits: list[Visits]
    unreadable: list[str]
    all_unreadable: list[str] = []
    packed: list[Packed] | None = None
    """The findings, where they came from another process or were kept."""

    @cached_property
    def findings(self) -> list[Finding]:
        return list(map(_finding, self.packed or ()))

    def pack(self) -> None:
        """Make ready to be kept, or to be given to another process."""
        if self.packed is None:
            self.packed = list(map(packed, self.findings))

    @property
    def codes(self) -> set[str]:
        """The rules that found something."""
        if self.packed is None:
            return {finding.code for finding in self.findings}
        return {code for code, *_ in self.packed}

    @property
    def looks_for_records(self) -> bool:
        """Whether a finding says that there is no such record."""
        return not self.codes.isdisjoint(("R003", "E001"))


def packed(finding: Finding) -> Packed:
    place, day = finding.place, finding.day
    return [
        finding.code,
        str(finding.severity),
        place.path,
        place.line,
        place.column,
        plain(finding.text),
        plain(finding.basis),
        finding.subject,
        finding.group,
        *plain_day(day),
        finding.marks,
        finding.pending,
        plain(finding.who),
        plain(finding.about),
        [(week.year, week.number) for week in finding.weeks],
        finding.mailboxes,
    ]


def _finding(values: Packed) -> Finding:
    code, severity, path, line, column, text, basis, subject, group, day, assumed, *rest = values
    marks, pending, who, about, weeks, mailboxes = rest
    return Finding(
        code,
        _SEVERITIES[severity],
        Place(path, line, column),
        said(text),
        said(basis),
        subject,
        group,
        day_said(day, assumed),
        tuple(marks),
        pending,
        said(who),
        said(about),
        tuple(Week(*week) for week in weeks),
        tuple(mailboxes),
    )
