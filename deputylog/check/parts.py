"""What the rules find in the parts of a district; what was found is kept beside the parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from deputylog.book import Book
from deputylog.check.judge import judge
from deputylog.check.outcome import Outcome, Visits
from deputylog.repository.district_in_parts import DistrictInParts
from deputylog.repository.kept_parts import PartsNow
from deputylog.repository.parts import Part
from deputylog.repository.unreadable import save_unreadable
from deputylog.repository.worked_out import load, save, work_out_parts
from deputylog.rule import Evidence
from deputylog.rules import RULES
from deputylog.rules.calendar_unknown import years_unknown


def outcomes_of(parts: PartsNow, today: date) -> list[Outcome]:
    """Return what the rules find in every part of the district."""

    def work(number: int) -> Outcome:
        return _outcome_in(parts.district_for(number), parts.part(number), today)

    name, every = f"found-{parts.as_of}-{today}", range(len(parts.versions))
    known = load(parts, name, Outcome)
    if len(known) == len(every):
        return list(known.values())
    found = known | work_out_parts(parts, set(every) - known.keys(), Outcome, work, Outcome.pack)
    unreadable = sorted(path for one in found.values() for path in one.unreadable)
    if any(one.all_unreadable != unreadable for one in known.values()):
        found = work_out_parts(parts, every, Outcome, work, Outcome.pack)
    if unreadable:  # what a reference names may be in them
        district = parts.knowing(unreadable)
        for number, one in found.items():
            new = _outcome_in(district, parts.part(number), today) if one.looks_for_records else one
            new.all_unreadable, found[number] = unreadable, new
    for one in found.values() if parts.origin.folder else ():
        one.pack()
    save(parts, name, found)
    save_unreadable(parts, [found[number].unreadable for number in every])
    return [found[number] for number in every]


def _outcome_in(district: DistrictInParts, part: Part, today: date) -> Outcome:
    book, tree = district.read(part)
    own = frozenset(tree.contents).union(part.own)
    rules = [rule for rule in RULES if rule.is_of_parts and not rule.local_only]
    findings, used = judge(rules, Evidence(book, tree, today), own)
    found = Outcome(
        sorted(used),
        {one.id: one.record.rule for one in book.excuses if one.path in own and one.id not in used},
        sorted(years_unknown(book, own)),
        sum(event.on is None for one in book.lives if one.path in own for event in one.events),
        list(_visits_so_far(book)),
        [path for path in book.unreadable if path in own],
    )
    found.findings = findings
    return found


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
