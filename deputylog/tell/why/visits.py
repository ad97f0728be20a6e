"""Explain the visits that a deputy owes each year: days in office, deductions, result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from deputylog.book import Book
from deputylog.kinds.deputy import Suspension
from deputylog.kinds.settings import VisitsFollow
from deputylog.life.quota import Quota, Spell, TakenOff
from deputylog.tell.why.explanation import Line, excused, rests_on
from deputylog.text import counts
from deputylog.words import N_, Phrase, Said, phrase

_ARTICLE = Said("代表法 61", "Deputies Law 61")


def of_deputy(book: Book, deputy: str) -> Iterator[Line]:
    own = [quota for filed, quota in book.quotas if filed.id == deputy]
    for quota in own:
        yield from _year(book, deputy, quota)
    if not own:
        yield "", phrase(N_("not in office on any day since {day} (records_from)"), day=book.district.records_from)


def _year(book: Book, deputy: str, quota: Quota) -> Iterator[Line]:
    yield phrase(N_("visits of {year}"), year=quota.year.first.year), rests_on(book, "V001", quota.year.first)
    for spell in quota.spells:
        yield "", _spell(book, quota, spell)
        for off in spell.taken_off:
            yield "", _taken_off(book, off)
    yield "", quota.reckoning
    yield "", _by_days(book, quota)
    yield from _made(book, deputy, quota)
    yield "", _outcome(book, quota)
    if quota.made < quota.owed and quota.last < book.as_of:
        yield from excused(book, "V001", deputy, quota.period)


def _spell(book: Book, quota: Quota, spell: Spell) -> Phrase:
    text = N_("seat of {constituency}, term {term}: {first} ({began}) to {last} ({ended}), {days}")
    return phrase(
        text,
        constituency=book.name("constituency", spell.seat.constituency),
        term=spell.seat.term,
        first=spell.period.first,
        last=spell.period.last,
        days=counts.days(len(spell.period)),
        began=_began(book, quota, spell),
        ended=_ended(quota, spell),
    )


def _began(book: Book, quota: Quota, spell: Spell) -> Phrase:
    if spell.period.first == spell.seat.start:
        return phrase(N_("beginning of the seat"))
    if spell.period.first == book.district.records_from != quota.year.first:
        return phrase(N_("beginning of the records"))
    return phrase(N_("beginning of the year"))


def _ended(quota: Quota, spell: Spell) -> object:
    if spell.period.last == spell.seat.end:
        return spell.seat.ended_by or phrase(N_("end of the seat"))
    return phrase(N_("end of the year"))


def _taken_off(book: Book, off: TakenOff) -> Phrase:
    values = {"days": counts.days(off.days), "first": off.first, "last": off.last}
    if off.other:
        text = N_("not counted: {days} from {first} to {last}, held by the later seat for {constituency}, term {term}")
        return phrase(text, **values, constituency=book.name("constituency", off.other.constituency), term=off.other.term)
    return phrase(N_("not counted: {days} of suspension, from {first} to {last} ({law})"), **values, law=_ARTICLE)


def _by_days(book: Book, quota: Quota) -> Phrase:
    """Explain by which setting the days in office give the number of visits."""
    if quota.died:
        return phrase(N_("died on {day}: no visit is owed for the year"), day=quota.died)
    settings = book.clock.settings_on(quota.year.first)
    if not settings.visits_pro_rata:
        return phrase(
            N_("every deputy in office owes {visits} (local: visits_pro_rata = no)"), visits=counts.visits(settings.visits_per_year)
        )
    text = N_("owed for {full} or more: {visits}; for {half} or more: {rounded}; for fewer: none (local)")
    return phrase(
        text,
        full=counts.days(settings.visits_full_from),
        half=counts.days(settings.visits_half_from),
        visits=counts.visits(settings.visits_per_year),
        rounded=(settings.visits_per_year + 1) // 2,
    )


def _made(book: Book, deputy: str, quota: Quota) -> Iterator[Line]:
    """Yield the days that count, and the visits of the year that do not, with reasons."""
    if quota.made:
        days = [day for spell in quota.spells for day in spell.visited]
        yield "", phrase(N_("made: {made} ({days})"), made=quota.made, days=days)
    seen: set[date] = set()
    for filed in sorted(book.visits, key=lambda visit: (visit.record.held_on, visit.id)):
        day = filed.record.held_on
        if deputy not in filed.record.deputies or day not in quota.year:
            continue
        if not book.enters(filed.record):
            text = N_("contact online (local: online_counts = no)")
            yield "", phrase(N_("not counted: {visit}, {reason}"), visit=filed.id, reason=phrase(text))
            continue
        if reason := _not_counted(book, deputy, quota, day, again=day in seen):
            yield "", phrase(N_("not counted: {visit}, {reason}"), visit=filed.id, reason=reason)
        seen.add(day)


def _not_counted(book: Book, deputy: str, quota: Quota, day: date, *, again: bool) -> Phrase | None:
    counted = any(day in spell.visited for spell in quota.spells)
    if counted:
        return phrase(N_("a second visit on {day}"), day=day) if again else None
    if day < book.district.records_from:
        return phrase(N_("{day} is before the records begin on {since}"), day=day, since=book.district.records_from)
    if any(gap.holds(day) for gap in _suspensions(book, deputy)):
        return phrase(N_("suspended on {day}"), day=day)
    if not book.directory.in_office(deputy, day):
        return phrase(N_("not in office on {day}"), day=day)
    if book.clock.settings_on(quota.year.first).visits_follow is VisitsFollow.SEAT and not quota.runs_on(day):
        return phrase(N_("made for another seat on {day} (local: visits_follow = seat)"), day=day)
    return phrase(N_("{day} belongs to another seat"), day=day)


def _suspensions(book: Book, deputy: str) -> tuple[Suspension, ...]:
    return book.directory.deputies[deputy].suspended


def _outcome(book: Book, quota: Quota) -> Phrase:
    missing = quota.owed - quota.made
    if missing <= 0:
        return phrase(N_("complete"))
    text = N_("{missing} more to make by {last}") if book.as_of <= quota.last else N_("not made by {last}: {missing}")
    return phrase(text, missing=counts.visits(missing), last=quota.last)
