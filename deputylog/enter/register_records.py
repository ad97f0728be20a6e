"""New deputies and deputy groups: ids made from names, seats completed, records added along."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from datetime import date
from random import Random
from typing import Any

from deputylog.enter.context import EntryContext, missing
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import Also, NewRecord
from deputylog.kinds.deputy import Deputy
from deputylog.kinds.registry import DEPUTY, GROUP
from deputylog.names.register import Register, UnknownNameError
from deputylog.record.fields import Data, exact_day
from deputylog.record.ids import ALPHABET, free_id
from deputylog.record.kind import Answers, Values
from deputylog.text.pinyin import pinyin_of
from deputylog.text.spelling import same_name
from deputylog.tree import OF_WINDOWS
from deputylog.words import Bilingual, Phrase, phrase

_HAS_THIS_SEAT = Bilingual(
    "{name}已经任此选区本届代表，编号为 {id}；如系另一人，请用 --id 另给编号",
    "the register already has the deputy {name} ({id}) with this seat; for another person, give "
    "an id of their own with --id",
)
_HAS_OTHER_TERMS = Bilingual(
    "{name}（{ids}）在第{term}届以外的届次任职：同一人请用 --id 写明该编号，另一人"
    "请用 --id 另给编号",
    "{name} ({ids}) has a seat in another term than {term}: for the same person, give that id "
    "with --id, else one of their own",
)
_OTHER_SPELLING = Bilingual(
    "“{name}”与已登记代表{known}只是写法不同；确属另一人的，请用 --id 指定编号",
    "'{name}' is the deputy {known} in another spelling; for another person, give an id of their "
    "own with --id",
)


def running_term(register: Register, day: date) -> str:
    """Return the only term that runs on that day; DeputylogError asks for --term otherwise."""
    if running := only_term(register, day):
        return running
    raise missing("--term")


def only_term(register: Register, day: date) -> str:
    """Return the only term that runs on that day; empty if there is none or more than one."""
    running = list(register.holdings.terms_on(day))
    return running[0] if len(running) == 1 else ""


def deputy_id(name: str, taken: Container[str], random: Random) -> str:
    """Return a free id from the pinyin of the name, with a number for a namesake.

    Without the extra `names`, it is `d-` and five random characters.
    """
    base = (
        pinyin_of(name)
        if not name.isascii()
        else re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    )
    if not base or OF_WINDOWS.fullmatch(base):
        return f"d-{''.join(random.choices(ALPHABET, k=5))}"
    return free_id(base, taken)


def new_deputy_id(context: EntryContext, answers: Answers) -> str:
    """Return the id of the deputy: that of the only namesake without a seat, else a new one.

    DeputylogError if the name may be that of a deputy who has a seat already.
    """
    if "name" not in answers:
        return ""
    name = str(answers["name"])
    deputies = context.register.deputies
    same = {wanted: one for wanted, one in deputies.items() if same_name(one.name, name)}
    _refuse_same_seat(same, answers.get("seats.constituency"), answers.get("seats.term"))
    seated = {wanted: one for wanted, one in same.items() if one.seats}
    _refuse_re_elected(name, seated, answers.get("seats.term"))
    waiting = [wanted for wanted in same if wanted not in seated]
    if seated and not waiting and all(one.name != name for one in seated.values()):
        known = [f"{one.name} ({wanted})" for wanted, one in seated.items()]
        raise DeputylogError(_OTHER_SPELLING, name=name, known=known)
    if len(waiting) == 1:
        return waiting[0]
    return deputy_id(name, context.register.ids("person"), context.random)


def _refuse_same_seat(same: Mapping[str, Deputy], where: object, term: object) -> None:
    for wanted, one in same.items():
        if any((seat.constituency, seat.term) == (where, term) for seat in one.seats):
            raise DeputylogError(_HAS_THIS_SEAT, name=one.name, id=wanted)


def _refuse_re_elected(name: str, seated: Mapping[str, Deputy], term: object) -> None:
    earlier = [
        wanted
        for wanted, one in seated.items()
        if term and one.name == name and all(seat.term != term for seat in one.seats)
    ]
    if earlier:
        raise DeputylogError(_HAS_OTHER_TERMS, name=name, term=term, ids=earlier)


def leader_named(context: EntryContext, text: str) -> tuple[str, str]:
    """Return the id of a deputy, and the name if the register does not have the deputy yet."""
    try:
        return context.register.resolve("deputy", text, context.today), ""
    except UnknownNameError as unknown:
        is_full_name = " " in text.strip() if text.isascii() else len(text) > 1
        if unknown.unread or not is_full_name:
            raise
    return deputy_id(text, context.register.ids("person"), context.random), text


def without_seat(name: str) -> Phrase:
    """Return a note about a new deputy without a seat."""
    return phrase(
        "新增了代表{name}，尚无任职；请用“deputylog add-deputy {name} --constituency …”补登",
        "deputy {name} is new and has no seat yet: 'deputylog add-deputy {name} "
        "--constituency …' adds it",
        name=name,
    )


def holding_group(context: EntryContext, answers: Answers) -> str:
    """Return the group that holds the constituency of the seat that is entered."""
    seat = _parts_of(answers, "seats.")
    return _holder(context.register, {"from": context.today, **seat})


def _holder(register: Register, seat: Data) -> str:
    """Return the group that holds the constituency on the first day of the seat; empty if it has
    none in the term.
    """
    where, term, first = str(seat.get("constituency")), seat.get("term"), str(seat.get("from"))
    starts = [one.start for one in register.district.terms if one.id == term]
    listed = register.holdings.listed.get(where, ())
    if not starts or all(held.constituency.term != term for held in listed):
        return ""
    day = max(exact_day(first), *starts) if len(first) == 10 else starts[0]
    return register.holdings.group_holding(where, day)


def completed_seat(register: Register, seat: Data) -> Values:
    """Return the seat with term and group filled in where its day and constituency imply them."""
    whole = dict(seat)
    if "term" not in whole and len(first := str(whole.get("from"))) == 10:
        whole["term"] = only_term(register, date.fromisoformat(first))
    if "group" not in whole:
        whole["group"] = _holder(register, whole)
    return {name: value for name, value in whole.items() if value}


def new_deputy(context: EntryContext, answers: Answers) -> NewRecord:
    """Return the deputy with the seat, and the group if it or the constituency is new."""
    seat = _parts_of(answers, "seats.")
    data = {"name": answers["name"], "aliases": answers.get("aliases"), "seats": [seat]}
    also: list[Also] = []
    group, constituency = str(seat.get("group")), str(seat.get("constituency"))
    group_name = context.new_names.get(("group", group))
    name = context.new_names.get(("constituency", constituency))
    if group_name or name:
        added: Values = {"name": group_name or context.register.name("group", group)}
        if name:
            held = {"id": constituency, "term": seat["term"], "name": name}
            added["constituencies"] = [held]
        also.append((GROUP, group, added))
    return NewRecord(DEPUTY, data, context.today, str(answers["id"]), also=tuple(also))


def _parts_of(answers: Answers, prefix: str) -> Values:
    return {
        path.removeprefix(prefix): value
        for path, value in answers.items()
        if path.startswith(prefix)
    }


def new_group(context: EntryContext, answers: Answers) -> NewRecord:
    """Return the group; a start day, if given, applies to its officers and mailboxes."""
    since = {"from": answers["start"]} if answers.get("start") else {}
    given: Any = answers
    lists: dict[str, list[Values]] = {
        name: [dict(entry) for entry in given.get(name, ())]
        for name in ("officers", "constituencies", "mailboxes")
    }
    if lists["constituencies"] and not answers.get("term"):
        raise missing("--term")
    for entry in (*lists["officers"], *lists["mailboxes"]):
        entry.update(since)
    for entry in lists["constituencies"]:
        entry["term"] = answers["term"]
    for entry in lists["mailboxes"]:
        if "at" in entry:
            entry["places"] = [{**since, "at": entry.pop("at")}]
    data = {**{key: answers.get(key) for key in ("name", "office", "leader")}, **lists}
    leader = str(answers.get("leader"))
    name = context.new_names.get(("deputy", leader))
    return NewRecord(
        GROUP,
        data,
        context.today,
        str(answers["id"]),
        also=((DEPUTY, leader, {"name": name}),) if name else (),
        remarks=(without_seat(name),) if name else (),
    )
