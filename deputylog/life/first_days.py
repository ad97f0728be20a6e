"""First days for parts of the register that have no `from`.

A seat, officer, mailbox, keeper or place without a first day counts from `records_from` or from the
start of its term, whichever is later; a group or a constituency with a first day of its own has
nothing before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from deputylog.kinds.deputy import Deputy, Seat
from deputylog.kinds.district import District
from deputylog.kinds.group import Group, Keeper, Mailbox, MailboxPlace, Officer
from deputylog.kinds.holdings import Holdings
from deputylog.life.record_places import Filed

T = TypeVar("T", Officer, MailboxPlace, Keeper, Seat)


def dated_deputy(deputy: Deputy, district: District) -> Deputy:
    """The deputy with every seat given a first day."""
    if all(seat.start for seat in deputy.seats):
        return deputy
    starts = {term.id: term.start for term in district.terms}
    seats = (
        _from(seat, max(starts.get(seat.term, date.min), district.records_from))
        for seat in deputy.seats
    )
    return replace(deputy, seats=tuple(seats))


def dated_filed(groups: Mapping[str, Filed[Group]], district: District) -> dict[str, Filed[Group]]:
    """The groups as in `dated_groups`, with their files."""
    found = dated_groups({wanted: filed.record for wanted, filed in groups.items()}, district)
    return {wanted: Filed(filed.path, filed.id, found[wanted]) for wanted, filed in groups.items()}


def dated_groups(groups: Mapping[str, Group], district: District) -> dict[str, Group]:
    """The groups with every officer, mailbox, keeper and place given a first day."""
    holdings = Holdings(district, groups)
    return {wanted: _dated_group(group, holdings) for wanted, group in holdings.groups.items()}


def _dated_group(group: Group, holdings: Holdings) -> Group:
    firsts = [holdings.first_day(group, held) for held in group.constituencies]
    since = _since(holdings.district, firsts or [group.start])
    return replace(
        group,
        officers=tuple(_from(officer, since) for officer in group.officers),
        mailboxes=tuple(_dated_mailbox(mailbox, holdings) for mailbox in group.mailboxes),
    )


def _dated_mailbox(mailbox: Mailbox, holdings: Holdings) -> Mailbox:
    since = mailbox.start or mailbox_begins(mailbox, holdings)
    places = tuple(_from(place, since) for place in mailbox.places)
    keepers = tuple(_from(keeper, since) for keeper in mailbox.keepers)
    return replace(mailbox, start=since, places=places, keepers=keepers)


def mailbox_begins(mailbox: Mailbox, holdings: Holdings) -> date:
    """The first day of a mailbox that states none: that of the first constituency it served."""
    first = mailbox.constituency
    if isinstance(first, str):
        days = [held.first for held in holdings.entries.get(first, ())]
        return _since(holdings.district, days)
    return _since(holdings.district, [first[0].start])


def _since(district: District, days: Iterable[date | None]) -> date:
    """`records_from`, or the earliest of these days, whichever is later."""
    known = (day for day in days if day)
    return max(min(known, default=district.records_from), district.records_from)


def _from(part: T, since: date) -> T:
    return part if part.start else replace(part, start=since)
