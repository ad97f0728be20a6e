"""The order in which papers and lists name constituencies, groups, mailboxes and deputies.

Constituencies come by the number in their name (第二选区 before 第十二选区), else by id;
groups and mailboxes by their constituency; deputies by their `order`, else by constituency.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from math import inf
from unicodedata import numeric

from deputylog.kinds.deputy import Deputy
from deputylog.kinds.group import Constituency, Group, Mailbox

Place = tuple[float, str]
"""A number, and an id that decides between equal ones."""

_NUMERAL = r"[〇零一二两三四五六七八九十百\d]+"
_NUMBER = re.compile(rf"第({_NUMERAL})|({_NUMERAL})(?=选区)|(\d+)")


def number_in(name: str) -> float:
    """Return the number in a name like 第十二选区 or District 12; infinity if there is none."""
    found = _NUMBER.search(name)
    if found is None:
        return inf
    total = digits = 0
    values = (int(numeric(sign, 2)) for sign in found[found.lastindex or 0])  # 两 has no value
    for value in values:
        if value < 10:
            digits = 10 * digits + value
        else:
            total, digits = total + (digits or 1) * value, 0
    return total + digits


def places_of(groups: Iterable[Group]) -> dict[str, Place]:
    """Return the place of every constituency, by its id."""
    return {one.id: _place(one) for group in groups for one in group.constituencies}


def _place(constituency: Constituency) -> Place:
    return number_in(constituency.name), constituency.id


def place_of_group(group: Group) -> Place:
    return min(map(_place, group.constituencies), default=(inf, ""))


def place_of_mailbox(mailbox: Mailbox, day: date, places: Mapping[str, Place]) -> Place:
    constituency = mailbox.constituency_on(day)
    return places.get(constituency, (inf, constituency))


def place_of_deputy(
    deputy: Deputy, day: date, places: Mapping[str, Place]
) -> tuple[float, float, str]:
    """Return the place by `order`, else by the constituency of the latest seat held on `day`."""
    seats = deputy.seats_on(day) or deputy.seats
    constituency = seats[-1].constituency if seats else ""
    order = inf if deputy.order is None else deputy.order
    return order, *places.get(constituency, (inf, constituency))
