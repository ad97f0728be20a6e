"""What was found in a part of a district, and how it is kept."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

from msgspec import Struct

from deputylog.calendar import Week
from deputylog.finding import Finding, Place, Severity
from deputylog.record.fields import Month
from deputylog.words import ASSUMED, AssumedDay, Bilingual, Phrase, Term, phrase

Visits: TypeAlias = tuple[str, str, int]
"""A deputy's id, the name of the group, and the number of visits so far this year."""
_SEVERITIES = {str(one): one for one in Severity}
Packed: TypeAlias = list[Any]
"""A finding as plain values."""


class Outcome(Struct, frozen=True):
    """What was found in a part, and what the sum over all parts needs.

    `used` are the ids of the excuses that excused something, `unused` those that did not here,
    with their rules; `years` have unknown holidays; `unreadable` are paths, `all_unreadable` those
    of the whole district.
    """

    packed: list[Packed]
    used: list[str]
    unused: dict[str, str]
    years: list[int]
    undated: int
    visits: list[Visits]
    unreadable: list[str]
    all_unreadable: list[str] = []

    @property
    def findings(self) -> list[Finding]:
        return list(map(_finding, self.packed))

    @property
    def looks_for_records(self) -> bool:
        """Whether a finding says that there is no such record."""
        return any(code in ("R003", "E001") for code, *_ in self.packed)


def packed(finding: Finding) -> Packed:
    place, day = finding.place, finding.day
    return [
        finding.code,
        str(finding.severity),
        place.path,
        place.line,
        place.column,
        _plain(finding.text),
        _plain(finding.basis),
        finding.subject,
        finding.group,
        day.isoformat() if day else "",
        isinstance(day, AssumedDay),
        finding.marks,
        finding.pending,
        _plain(finding.who),
        _plain(finding.about),
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
        _said(text),
        _said(basis),
        subject,
        group,
        _day(day, AssumedDay if assumed else date) if day else None,
        tuple(marks),
        pending,
        _said(who),
        _said(about),
        tuple(Week(*week) for week in weeks),
        tuple(mailboxes),
    )


def _day(text: str, kind: type[date]) -> date:
    """The day, or the month, as it was."""
    return kind.fromisoformat(text) if text.count("-") > 1 else Month.fromisoformat(f"{text}-01")


def _plain(value: object) -> object:
    """What is said, as plain values: a phrase becomes a list of text and values, a text in two
    languages one of three texts, any other list one that begins with nothing.
    """
    match value:
        case Phrase():
            return [_plain(value.text), {key: _plain(one) for key, one in value.values.items()}]
        case Bilingual():
            return [value.zh, value.en, value.several]
        case Term():
            return [value.zh, value.en, ""]
        case AssumedDay():
            return _plain(phrase(ASSUMED, day=str(value)))
        case None | bool() | int() | str():
            return value
        case list() | tuple() | set() | frozenset():
            return [None, *map(_plain, value)]
    return str(value)


def _said(value: Any) -> Any:
    """The same as it was, of its plain values."""
    match value:
        case [None, *several]:
            return list(map(_said, several))
        case [text, dict(values)]:
            return Phrase(_said(text), {key: _said(one) for key, one in values.items()})
        case [zh, en, several]:
            return Bilingual(zh, en, several)
    return value
