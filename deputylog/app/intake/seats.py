"""Seats that an import ends."""

from __future__ import annotations

from collections.abc import Mapping

from deputylog.app.add import text_of
from deputylog.app.intake.sameness import covers
from deputylog.app.registering.draft import Draft, entries
from deputylog.model.kinds import DEPUTY


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


def ending_of(here: Mapping[str, object], given: Mapping[str, object]) -> dict[str, object] | None:
    """Return the end of the latest seat if nothing else in `given` is new, else None."""
    seats, before = given.get("seats"), here.get("seats")
    if not isinstance(seats, list) or not isinstance(before, list) or not seats or not before:
        return None
    ending = {key: seats[-1][key] for key in ("to", "end") if key in seats[-1] and key not in before[-1]}
    grown = {**here, "seats": [*before[:-1], {**before[-1], **ending}]}
    return {"group": before[-1]["group"], **ending} if ending and covers(grown, given) else None
