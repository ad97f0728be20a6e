"""When deputies were in office, by their seats, the terms of the congress and their suspensions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import zip_longest

from msgspec.structs import replace

from deputylog.calendar import DAY
from deputylog.model.deputy import Deputy, Seat, SeatEnd
from deputylog.model.district import District


def terms_end(district: District) -> dict[str, date]:
    """The last day of each term: its own, else the day before the next term's first (代表法 2); none of a term without an end."""
    last: dict[str, date] = {}
    in_order = sorted(district.terms, key=lambda term: (term.start, term.id))
    for term, following in zip_longest(in_order, in_order[1:]):
        if end := term.end or (following and following.start - DAY):
            last[term.id] = end
    return last


def tenure(deputy: Deputy, ends: Mapping[str, date], as_of: date) -> Deputy:
    """The deputy with the days in office that were known on `as_of`; a seat without a last day ends with its term."""
    seats = tuple(_foreseen(seat, ends.get(seat.term), as_of) for seat in deputy.seats)
    suspended = tuple(gap for gap in deputy.suspended if gap.start <= as_of)
    if seats == deputy.seats and suspended == deputy.suspended:
        return deputy
    return replace(deputy, seats=seats, suspended=suspended)


def _foreseen(seat: Seat, term_end: date | None, as_of: date) -> Seat:
    """A resignation or a death is not known before its day; that a term will end is."""
    is_foreseen = seat.ended_by in (None, SeatEnd.EXPIRED)
    if seat.end and (is_foreseen or seat.end <= as_of):
        return seat
    if seat.end is None and (term_end is None or term_end < seat.start):
        return seat
    return replace(seat, end=term_end, ended_by=SeatEnd.EXPIRED if term_end else None)
