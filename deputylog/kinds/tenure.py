"""Deputies' days in office, by their seats, the terms of the congress and suspensions."""

from collections.abc import Mapping
from datetime import date
from itertools import zip_longest

from msgspec.structs import replace

from deputylog.calendar import DAY
from deputylog.kinds.deputy import Deputy, Seat, SeatEnd
from deputylog.kinds.district import District


def terms_end(district: District) -> dict[str, date]:
    """The last day of each term, by id; terms without a known end are missing.

    Without an end of its own, a term ends the day before the next one begins (代表法 2).
    """
    last: dict[str, date] = {}
    in_order = sorted(district.terms, key=lambda term: (term.start, term.id))
    for term, following in zip_longest(in_order, in_order[1:]):
        if end := term.end or (following and following.start - DAY):
            last[term.id] = end
    return last


def tenure(deputy: Deputy, ends: Mapping[str, date], as_of: date) -> Deputy:
    """The deputy with the days in office as known on `as_of`; no seat outlasts its term."""
    seats = tuple(_foreseen(seat, ends.get(seat.term, date.max), as_of) for seat in deputy.seats)
    suspended = tuple(gap for gap in deputy.suspended if gap.start <= as_of)
    if seats == deputy.seats and suspended == deputy.suspended:
        return deputy
    return replace(deputy, seats=seats, suspended=suspended)


def _foreseen(seat: Seat, term_end: date, as_of: date) -> Seat:
    """The seat as foreseen on `as_of`: only the end of a term is known in advance."""
    last = seat.end or date.max
    if seat.ended_by not in (None, SeatEnd.EXPIRED) and last > as_of:
        last = date.max
    if last <= term_end and last < date.max:
        return seat
    return (
        replace(seat, end=term_end, ended_by=SeatEnd.EXPIRED)
        if term_end < date.max
        else replace(seat, end=None, ended_by=None)
    )
