"""What a setup workbook shows of a register on a day: the rows of its sheets."""

from __future__ import annotations

from collections.abc import Iterator
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
    yield from _of_district(register.district, today)
    terms = set(_terms_on(register.district, today))
    groups = register.groups
    names = {one["id"]: one["name"] for _, _, one in register.listed("constituencies")}
    people = _labels(register)
    for group, data in groups.items():
        if _is_over(data, today):
            continue
        path, own = path_of(GROUP, group), {"group": data["name"]}
        leader = people.get(data.get("leader"))
        yield PresentRow("groups", path, (), {**data, "id": group, "leader": leader})
        for number, one in enumerate(data.get("officers", ())):
            if not _is_over(one, today):
                yield PresentRow("officers", path, ("officers", number), {**one, **own})
        for number, one in enumerate(data.get("constituencies", ())):
            if one["term"] in terms and not _is_over(one, today):
                yield PresentRow("constituencies", path, ("constituencies", number), {**one, **own})
        for number, one in enumerate(data.get("mailboxes", ())):
            if not _is_over(one, today):
                values = _mailbox(one, register, people)
                yield PresentRow("mailboxes", path, ("mailboxes", number), values)
    for deputy, data in register.deputies.items():
        for number, seat in enumerate(data.get("seats", ())):
            if seat["term"] in terms and not _is_over(seat, today):
                values = {"id": deputy, "name": data["name"], "order": data.get("order"), **seat}
                values["constituency"] = names.get(seat["constituency"], seat["constituency"])
                values["group"] = groups.get(seat["group"], {}).get("name", seat["group"])
                yield PresentRow("deputies", path_of(DEPUTY, deputy), ("seats", number), values)


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


def _mailbox(mailbox: Data, register: RegisterValues, people: dict[object, str]) -> Data:
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
