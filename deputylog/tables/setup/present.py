"""What a setup workbook shows of a register on a day: the rows of its sheets."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from datetime import date
from itertools import zip_longest

from msgspec import Struct

from deputylog.keep.register_draft import path_of
from deputylog.kinds.registry import DEPUTY, DISTRICT, GROUP
from deputylog.record.fields import Key
from deputylog.tables.setup.register_values import Data, RegisterValues


class PresentRow(Struct, frozen=True):
    """A row of a sheet: the file and key that it is about, and its values by column."""

    sheet: str
    path: str
    key: Key
    values: Data


def present_rows(register: RegisterValues, day: date) -> Iterator[PresentRow]:
    """Yield the rows for what there is on the day or will be."""
    today = day.isoformat()
    terms, people = set(_terms_on(register.district, today)), _labels(register)
    yield from _of_district(register.district, today)
    for group, data in register.groups.items():
        if not _is_over(data, today):
            yield from _of_group(register, group, terms, people, today)
    for deputy in register.deputies:
        yield from _of_deputy(register, deputy, terms, today)


def _of_group(
    register: RegisterValues,
    group: str,
    terms: Container[str],
    people: Mapping[object, str],
    today: str,
) -> Iterator[PresentRow]:
    """Yield the rows of a group, its officers, constituencies and mailboxes."""
    data, path = register.groups[group], path_of(GROUP, group)
    own, leader = {"group": data["name"]}, people.get(data.get("leader"))
    yield PresentRow("groups", path, (), {**data, "id": group, "leader": leader})
    for number, one in _in_use(data, "officers", today):
        yield PresentRow("officers", path, ("officers", number), {**one, **own})
    for number, one in _in_use(data, "constituencies", today):
        if one["term"] in terms:
            yield PresentRow("constituencies", path, ("constituencies", number), {**one, **own})
    for number, one in _in_use(data, "mailboxes", today):
        values = _mailbox(one, register, people)
        yield PresentRow("mailboxes", path, ("mailboxes", number), values)


def _of_deputy(
    register: RegisterValues, deputy: str, terms: Container[str], today: str
) -> Iterator[PresentRow]:
    """Yield a row for each seat of a deputy."""
    data = register.deputies[deputy]
    names = {one["id"]: one["name"] for _, _, one in register.listed("constituencies")}
    for number, seat in _in_use(data, "seats", today):
        if seat["term"] in terms:
            values = {"id": deputy, "name": data["name"], "order": data.get("order"), **seat}
            values["constituency"] = names.get(seat["constituency"], seat["constituency"])
            values["group"] = register.groups.get(seat["group"], {}).get("name", seat["group"])
            yield PresentRow("deputies", path_of(DEPUTY, deputy), ("seats", number), values)


def _in_use(data: Data, name: str, today: str) -> Iterator[tuple[int, Data]]:
    """Yield the entries of a list that have not ended, with their numbers."""
    listed = enumerate(data.get(name, ()))
    return ((number, one) for number, one in listed if not _is_over(one, today))


def _of_district(district: Data, today: str) -> Iterator[PresentRow]:
    path = path_of(DISTRICT)
    yield PresentRow("district", path, (), district)
    for number, one in enumerate(district.get("terms", ())):
        yield PresentRow("terms", path, ("terms", number), {**one, "term": one["id"]})
    for number, one in enumerate(district.get("sessions", ())):
        term, dash, session = str(one["id"]).partition("-")
        values = {**one, "term": term, "session": session if dash else one["id"]}
        yield PresentRow("terms", path, ("sessions", number), values)
    for table in ("departments", "topics"):
        for wanted, one in district.get(table, {}).items():
            if not _is_over(one, today):
                yield PresentRow(table, path, (table, wanted), {**one, "id": wanted})


def _terms_on(district: Data, today: str) -> Iterator[str]:
    """Yield the terms that have not ended; one ends when the next begins."""
    terms = sorted(district.get("terms", ()), key=lambda one: str(one["from"]))
    for term, following in zip_longest(terms, terms[1:]):
        if not _is_over(term, today) and not (following and str(following["from"]) <= today):
            yield term["id"]


def _is_over(one: Data, today: str) -> bool:
    return str(one.get("to") or today) < today


def _labels(register: RegisterValues) -> dict[object, str]:
    """Return the names of deputies and officers by id, with the id where two have the same."""
    named = {one["id"]: one["name"] for _, _, one in register.listed("officers")}
    named |= {wanted: data["name"] for wanted, data in register.deputies.items()}
    names = list(named.values())
    return {
        wanted: name if names.count(name) == 1 else f"{name}（{wanted}）"
        for wanted, name in named.items()
    }


def _mailbox(mailbox: Data, register: RegisterValues, people: Mapping[object, str]) -> Data:
    """Return the last place, keeper and constituency of a mailbox, and since when all is so."""
    served = mailbox["constituency"]
    turns = [{"id": served}] if isinstance(served, str) else served
    places, keepers = mailbox.get("places", [{}]), mailbox.get("keepers", [{}])
    last = (turns[-1], places[-1], keepers[-1])
    held = next(
        (one for _, _, one in register.listed("constituencies") if one["id"] == turns[-1]["id"]), {}
    )
    return {
        "id": mailbox["id"],
        "term": held.get("term"),
        "constituency": held.get("name", turns[-1]["id"]),
        "place": places[-1].get("at"),
        "keeper": people.get(keepers[-1].get("who")),
        "why": keepers[-1].get("why"),
        "from": max((one["from"] for one in (mailbox, *last) if one.get("from")), default=None),
    }
