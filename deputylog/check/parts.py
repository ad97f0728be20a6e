"""What the rules find in one part of a district."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from deputylog.book import Book
from deputylog.check.judge import judge
from deputylog.finding import Finding
from deputylog.record.canonical_pattern import is_plainly_canonical
from deputylog.record.editing import is_canonical
from deputylog.record.reading import plain_values
from deputylog.record.shape import shape_of
from deputylog.repository.district_in_parts import DistrictInParts
from deputylog.repository.parts import Part
from deputylog.rule import Evidence
from deputylog.rules import RULES
from deputylog.rules.calendar_unknown import years_unknown
from deputylog.tree import Tree, record_path

Visits: TypeAlias = tuple[str, str, int]
"""A deputy's id, the name of the group, and the number of visits so far this year."""


class Outcome(Struct, frozen=True):
    """What was found in a part, and what the sum over all parts needs.

    `used` are the ids of the excuses that excused something, `unused` those that did not here,
    with their rules; `years` have unknown holidays; `unreadable` are paths.
    """

    findings: tuple[Finding, ...]
    used: frozenset[str]
    unused: dict[str, str]
    years: frozenset[int]
    undated: int
    visits: tuple[Visits, ...]
    unreadable: tuple[str, ...]

    @property
    def looks_for_records(self) -> bool:
        """Whether a finding says that there is no such record."""
        return any(finding.code in ("R003", "E001") for finding in self.findings)


def outcomes_of(district: DistrictInParts, today: date) -> list[Outcome]:
    """Return what the rules find in every part of the district."""
    parts = district.parts()
    found = [outcome_of(district, part, today) for part in parts]
    unreadable = [path for one in found for path in one.unreadable]
    if unreadable:  # what a reference names may be in them
        known = district.knowing(unreadable)
        found = [
            outcome_of(known, part, today) if one.looks_for_records else one
            for part, one in zip(parts, found, strict=True)
        ]
    return found


def outcome_of(district: DistrictInParts, part: Part, today: date) -> Outcome:
    """Return what the rules find in a part."""
    book, tree = district.read(part)
    evidence = Evidence(book, tree, today, out_of_form=out_of_form(tree))
    own = frozenset(tree.contents).union(part.own)
    rules = [rule for rule in RULES if rule.is_of_parts and not rule.local_only]
    findings, used = judge(rules, evidence, own)
    return Outcome(
        tuple(findings),
        used,
        {one.id: one.record.rule for one in book.excuses if one.path in own and one.id not in used},
        frozenset(years_unknown(book, own)),
        sum(event.on is None for one in book.lives if one.path in own for event in one.events),
        tuple(_visits_so_far(book)),
        tuple(path for path in book.unreadable if path in own),
    )


def _visits_so_far(book: Book) -> Iterator[Visits]:
    """The visits of the present year, of those in office who owe any."""
    for deputy, quota in book.quotas:
        if (
            quota.owed
            and quota.runs_on(book.as_of)
            and book.directory.in_office(deputy.id, book.as_of)
        ):
            group = book.directory.group_of_seat(quota.seat, book.as_of)
            yield deputy.id, book.name("group", group), quota.made


def out_of_form(tree: Tree) -> Sequence[str]:
    """Return the paths of readable records that are not in canonical form."""
    broken = {fault.place.path for fault in tree.faults}
    files = tree.contents.items()
    return [path for path, raw in files if path not in broken and not _is_in_form(path, raw)]


def _is_in_form(path: str, raw: bytes) -> bool:
    place = record_path(path)
    if place is None or is_plainly_canonical(place.kind.type, raw.decode("utf-8", "replace")):
        return True
    data = plain_values(path, raw)
    if data is None:
        return True
    has_mark = raw.startswith(b"\xef\xbb\xbf")
    return not has_mark and is_canonical(shape_of(place.kind.type), raw.decode("utf-8"), data)
