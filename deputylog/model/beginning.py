"""First days for parts of the register that have no `from`.

A seat, officer, mailbox, keeper or place without a first day counts from `records_from` or from the
start of its term, whichever is later.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from deputylog.model.deputy import Deputy
from deputylog.model.district import District
from deputylog.model.group import Group, Keeper, Mailbox, MailboxPlace, Officer

T = TypeVar("T", Officer, MailboxPlace, Keeper)


def term_begins(district: District, terms: set[str]) -> date:
    """`records_from`, or the first day of the earliest of these terms, whichever is later."""
    starts = [term.start for term in district.terms if term.id in terms]
    return max(min(starts, default=district.records_from), district.records_from)


def dated_deputy(deputy: Deputy, district: District) -> Deputy:
    """The deputy with every seat given a first day."""
    if all(seat.start for seat in deputy.seats):
        return deputy
    seats = (seat if seat.start else replace(seat, start=term_begins(district, {seat.term})) for seat in deputy.seats)
    return replace(deputy, seats=tuple(seats))


def dated_group(group: Group, district: District) -> Group:
    """The group with every officer, mailbox, keeper and place given a first day."""
    since = term_begins(district, {held.term for held in group.constituencies})
    officers = tuple(_from(officer, since) for officer in group.officers)
    mailboxes = tuple(_dated_mailbox(mailbox, group, district) for mailbox in group.mailboxes)
    if officers == group.officers and mailboxes == group.mailboxes:
        return group
    return replace(group, officers=officers, mailboxes=mailboxes)


def _dated_mailbox(mailbox: Mailbox, group: Group, district: District) -> Mailbox:
    held = (one for one in group.constituencies if one.id == mailbox.constituency)
    since = mailbox.start or term_begins(district, {one.term for one in held})
    places = tuple(_from(place, since) for place in mailbox.places)
    keepers = tuple(_from(keeper, since) for keeper in mailbox.keepers)
    return replace(mailbox, start=since, places=places, keepers=keepers)


def _from(part: T, since: date) -> T:
    return part if part.start else replace(part, start=since)
