"""Judge every folder of records in one state of a git repository: the index or a commit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from deputylog.check.hooks.entries import amiss, clashes
from deputylog.check.runner import check_source
from deputylog.finding import Finding, Severity
from deputylog.git.objects import GONE, Blobs, Entry, GitFiles
from deputylog.kinds.district import District, stand_in_district
from deputylog.kinds.registry import DISTRICT, DISTRICT_PATH
from deputylog.record.kind import RECORDS
from deputylog.record.reading import load
from deputylog.rules import RULES

_RULES = [
    rule
    for rule in RULES
    if not rule.local_only and rule.severity in (Severity.ERROR, Severity.BREACH)
]
"""The rules that can report an error from the records alone."""


def places_in(entries: Iterable[Entry]) -> list[str]:
    """Return the way from git's top folder to each folder that holds `records/district.yaml`, with
    a final slash.
    """
    return sorted(
        {
            entry.path.removesuffix(DISTRICT_PATH)
            for entry in entries
            if f"/{entry.path}".endswith(f"/{DISTRICT_PATH}")
        }
    )


def errors_in(
    entries: Sequence[Entry], places: Collection[str], blobs: Blobs, fixed_today: date | None
) -> tuple[Finding, ...]:
    """Return the errors in the entries themselves, and in the records at each place that still has
    some; paths start at git's top.

    Without any such place, the district is missing at the top.
    """
    files = [entry for entry in entries if entry.mode != GONE]
    found = [*amiss(entries, places), *clashes(files)]
    known = {(finding.place.path, finding.code) for finding in found}
    left = [
        place
        for place in places
        if any(entry.path.startswith(f"{place}{RECORDS}/") for entry in files)
    ]
    for place in left or [""]:
        found += (
            finding
            for finding in _errors_at(place, files, blobs, fixed_today)
            if (finding.place.path, finding.code) not in known
        )
    return tuple(found)


def _errors_at(
    place: str, files: Sequence[Entry], blobs: Blobs, fixed_today: date | None
) -> Iterator[Finding]:
    today = fixed_today or datetime.now(ZoneInfo(district_at(place, files, blobs).time_zone)).date()
    for finding in check_source(
        GitFiles(files, blobs, place), _RULES, as_of=today, today=today, every=True
    ).findings:
        if finding.severity is Severity.ERROR:
            where = replace(finding.place, path=place + finding.place.path)
            yield replace(finding, place=where, marks=tuple(place + mark for mark in finding.marks))


def district_at(place: str, entries: Iterable[Entry], blobs: Blobs) -> District:
    """Return the district whose file lies there; a placeholder if it is missing or invalid."""
    for entry in entries:
        if entry.path == place + DISTRICT_PATH and entry.mode.startswith("100"):
            loaded = load(DISTRICT, DISTRICT_PATH, blobs.read(entry.blob))
            return loaded if isinstance(loaded, District) else stand_in_district()
    return stand_in_district()
