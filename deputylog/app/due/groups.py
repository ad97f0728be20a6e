"""What a group owes by its officer: quarterly lists, and what is to be done once in a half-year or a year."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.app.due.owed import Owed, officer_of
from deputylog.book import Book
from deputylog.calendar import Period, Quarter, half_year, year
from deputylog.model.activity import ActivityKind
from deputylog.model.actor import Actor
from deputylog.model.visit import Ask
from deputylog.words import N_, Phrase, Said, phrase

_HAND_IN = Said("报送季度清单", "hand in the quarterly list")
_CIRCULAR = Said("通报代表履职情况", "circulate what deputies did")
_PUBLICISE = Said("宣传代表信箱", "publicise the mailbox")
_ASK = Said("安排三问走访", "visit with the ask that is missing")


def of_groups(book: Book) -> Iterator[Owed]:
    if book.district.records_from > book.as_of:
        return
    for group in book.groups:
        yield from _lists(book, group)
        yield from _circular(book, group)
        yield from _publicity(book, group)
        yield from _asks(book, group)


def _owed(book: Book, group: str, period: Period, what: Said, about: str | Phrase) -> Owed:
    return Owed(period.last, Actor.OFFICER, officer_of(book, group), what, about, group, group)


def _lists(book: Book, group: str) -> Iterator[Owed]:
    quarter = Quarter.of(book.district.records_from)
    while quarter.period.first <= book.as_of:
        if book.submission(group, quarter) is None:
            yield Owed(book.clock.list_due(quarter), Actor.OFFICER, officer_of(book, group), _HAND_IN, str(quarter), group, group)
        quarter = quarter.next()


def _circular(book: Book, group: str) -> Iterator[Owed]:
    half = half_year(book.as_of.year, 1 if book.as_of.month <= 6 else 2)
    if not any(
        one.record.kind == ActivityKind.CIRCULAR and one.record.by == group and one.record.held_on in half for one in book.activities
    ):
        yield _owed(book, group, half, _CIRCULAR, phrase(N_("{first} to {last}"), first=half.first, last=half.last))


def _publicity(book: Book, group: str) -> Iterator[Owed]:
    """Constituencies whose mailbox nobody publicised this year."""
    this_year = year(book.as_of.year)
    told = [one.record for one in book.activities if one.record.kind == ActivityKind.PUBLICITY and one.record.held_on in this_year]
    known = {constituency for record in told for constituency in record.constituencies}
    own = [held.mailbox for held in book.mailboxes.values() if held.group.id == group and held.mailbox.in_use(book.as_of)]
    missing = dict.fromkeys(mailbox.constituency for mailbox in own if mailbox.constituency not in known)
    if missing:
        names = [book.name("constituency", wanted) for wanted in missing]
        yield _owed(book, group, this_year, _PUBLICISE, phrase(N_("{constituencies}"), constituencies=names))


def _asks(book: Book, group: str) -> Iterator[Owed]:
    """Of a group that visited this year: the asks that no visit had."""
    own = [
        one.record
        for one in book.visits
        if one.record.held_on.year == book.as_of.year and book.group_holding(one.record.constituency, one.record.held_on) == group
    ]
    missing = [ask for ask in (Ask.HARDSHIP, Ask.NEEDS, Ask.IDEAS) if ask not in {visit.ask for visit in own}]
    if own and missing:
        yield _owed(book, group, year(book.as_of.year), _ASK, phrase(N_("{asks}"), asks=missing))
