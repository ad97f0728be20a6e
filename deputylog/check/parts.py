"""What the rules find in the parts of a district; what was found is kept beside the parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import msgspec
from msgspec import Raw, Struct

from deputylog.book import Book
from deputylog.check.judge import judge
from deputylog.check.outcome import Outcome, Visits, packed
from deputylog.repository import kept
from deputylog.repository.district_in_parts import DistrictInParts
from deputylog.repository.kept_parts import PartsNow
from deputylog.repository.parts import Part
from deputylog.repository.worked_out import save_unreadable, still_known
from deputylog.rule import Evidence
from deputylog.rules import RULES
from deputylog.rules.calendar_unknown import years_unknown

_decode = msgspec.msgpack.Decoder(Outcome).decode
_encode = msgspec.msgpack.Encoder().encode


class _Kept(Struct):
    """What was found in the parts, by their versions, where these records could not be read."""

    register: str
    unreadable: list[str]
    outcomes: dict[str, Raw]


def outcomes_of(parts: PartsNow, today: date) -> list[Outcome]:
    """Return what the rules find in every part of the district."""
    folder = parts.origin.folder
    name = f"found-{parts.as_of}-{today}"
    old = kept.load(folder, name, _Kept) if folder else None
    if old and old.register == parts.register:
        if old.outcomes.keys() == set(parts.versions):
            return [_decode(old.outcomes[version]) for version in parts.versions]
    else:
        old = None
    known, work = old.outcomes if old else {}, partial(_outcome, parts, today)
    found = still_known(parts, known, Outcome, work)
    unreadable = sorted(path for one in found for path in one.unreadable)
    if old and unreadable != old.unreadable:
        found = still_known(parts, {}, Outcome, work)
    if unreadable:  # what a reference names may be in them
        knowing = parts.knowing(unreadable)
        found = [
            _outcome_in(knowing, parts.part(number), today) if one.looks_for_records else one
            for number, one in enumerate(found)
        ]
    if folder:
        raws = {v: Raw(_encode(one)) for v, one in zip(parts.versions, found, strict=True)}
        kept.save(folder, name, _Kept(parts.register, unreadable, raws))
        kept.leave(folder, "found-", 3)
        save_unreadable(parts, [one.unreadable for one in found])
    return found


def _outcome(parts: PartsNow, today: date, number: int) -> Outcome:
    return _outcome_in(parts.district_for(number), parts.part(number), today)


def _outcome_in(district: DistrictInParts, part: Part, today: date) -> Outcome:
    book, tree = district.read(part)
    own = frozenset(tree.contents).union(part.own)
    rules = [rule for rule in RULES if rule.is_of_parts and not rule.local_only]
    findings, used = judge(rules, Evidence(book, tree, today), own)
    return Outcome(
        list(map(packed, findings)),
        sorted(used),
        {one.id: one.record.rule for one in book.excuses if one.path in own and one.id not in used},
        sorted(years_unknown(book, own)),
        sum(event.on is None for one in book.lives if one.path in own for event in one.events),
        list(_visits_so_far(book)),
        [path for path in book.unreadable if path in own],
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
