"""Seats that an import ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deputylog.keep.new_record import text_of
from deputylog.keep.register_draft import Draft, entries
from deputylog.kinds.registry import DEPUTY
from deputylog.tables.comparison import covers


def end_seat(draft: Draft, wanted: str, group: str, ending: Mapping[str, object]) -> bool:
    """Set the end of a deputy's latest seat in the group; return False if it is there already."""
    data = draft.data(DEPUTY, wanted) or {}
    seats = entries(data, "seats")
    latest = max(number for number, seat in enumerate(seats) if seat.get("group") == group)
    changed = {**seats[latest], **ending}
    if changed == seats[latest]:
        return False
    text_of(DEPUTY, {**data, "seats": [*seats[:latest], changed, *seats[latest + 1 :]]})
    draft.put(DEPUTY, wanted, ("seats", latest), changed)
    return True


def seats_with(
    here: Mapping[str, object], given: Mapping[str, object]
) -> list[Mapping[str, object]]:
    """Return the seats of a deputy with the ends of those, and the seats in a new term, that a row
    adds.

    Empty if something else in the row is new, or nothing at all.
    """
    seats = entries(here, "seats")
    before = list(seats)
    for seat in entries(given, "seats"):
        number = next((n for n, held in enumerate(seats) if _is_seat(held, seat)), None)
        if number is not None:
            ending = {
                key: seat[key] for key in ("to", "end") if key in seat and key not in seats[number]
            }
            seats[number] = {**seats[number], **ending}
        elif all(held["term"] != seat.get("term") for held in before):
            seats.append(seat)
    told = all(any(covers(held, seat) for held in seats) for seat in entries(given, "seats"))
    others = {name: value for name, value in given.items() if name != "seats"}
    return seats if seats != before and told and covers(here, others) else []


def put_seats(draft: Draft, wanted: str, seats: Sequence[Mapping[str, object]]) -> None:
    """Set those of a deputy's seats that are new or differ."""
    before = entries(draft.data(DEPUTY, wanted), "seats")
    for number, seat in enumerate(seats):
        if number >= len(before) or seat != before[number]:
            draft.put(DEPUTY, wanted, ("seats", number), seat)


def _is_seat(held: Mapping[str, object], seat: Mapping[str, object]) -> bool:
    return all(
        seat.get(key, held.get(key)) == held.get(key)
        for key in ("term", "constituency", "group", "from")
    )
