"""How a deputy is entered: a name, a seat, and an id made from the name."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from random import Random

from deputylog.enter.context import Desk
from deputylog.enter.entry import Answers, Entry, Item, needed
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import Also, NewRecord
from deputylog.kinds.registry import DEPUTY, GROUP
from deputylog.names.register import Named, Register, UnknownNameError
from deputylog.names.values import id_and_name
from deputylog.record.fields import exact_day
from deputylog.record.ids import ALPHABET, free_id
from deputylog.record.kind import Kind
from deputylog.text.pinyin import pinyin_of
from deputylog.text.spelling import same_name
from deputylog.tree import OF_WINDOWS
from deputylog.words import Bilingual, Phrase, phrase


def running_term(register: Register, today: date) -> str:
    """Return the only term that runs on that day; DeputylogError asks for --term otherwise."""
    if not (running := _running(register, today)):
        raise DeputylogError("缺少{option}", "{option} is missing", option="--term")
    return running


def _running(register: Register, today: date) -> str:
    """Return the only term that runs on that day; empty if there is none or more than one."""
    running = list(register.holdings.terms_on(today))
    return running[0] if len(running) == 1 else ""


def deputy_id(name: str, taken: Container[str], random: Random) -> str:
    """Return an unused id from the pinyin of the name, with a number for a namesake.

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


def only_running_term(desk: Desk, answers: Answers) -> str:
    return _running(desk.register, desk.today)


def leader_named(desk: Desk, text: str) -> tuple[str, str]:
    """Return the id of a deputy, and the name if the register does not have the deputy yet."""
    try:
        return desk.register.resolve("deputy", text, desk.today), ""
    except UnknownNameError as unknown:
        if unknown.unread or not _is_full_name(text):
            raise
    return deputy_id(text, desk.register.ids("person"), desk.random), text


def _is_full_name(text: str) -> bool:
    """Return whether this can be the name of somebody new; ids and initials cannot."""
    return " " in text.strip() if text.isascii() else len(text) > 1


def without_seat(name: str) -> Phrase:
    """Return a note about a new deputy without a seat."""
    text = Bilingual(
        "新增了代表{name}，尚无任职；请用“deputylog add-deputy {name} --constituency …”补登",
        "deputy {name} is new and has no seat yet: 'deputylog add-deputy {name} "
        "--constituency …' adds it",
    )
    return phrase(text, name=name)


def _new_or_known(kind: str) -> Callable[[Desk, Answers, str], str]:
    """Return a function that reads `ID=NAME` for something new, other words for what exists."""

    def value(desk: Desk, answers: Answers, text: str) -> str:
        wanted, name = id_and_name(text)
        if not name:
            return desk.register.resolve(kind, wanted, desk.today)
        desk.new_names[kind, wanted] = name
        return wanted

    return value


def _known(kind: str) -> Callable[[Desk, Answers], Sequence[Named]]:
    return lambda desk, answers: desk.register.known(kind)


def _group(desk: Desk, answers: Answers) -> str:
    """Return the group that holds the constituency in the term."""
    first = str(answers.get("seats.from", desk.today))
    return _holder(
        desk.register, answers.get("seats.constituency"), answers.get("seats.term"), first
    )


def _holder(register: Register, where: object, term: object, first: str) -> str:
    """Return the group that holds the constituency on the first day of the seat; empty if it has
    none in the term.
    """
    listed = register.holdings.listed.get(str(where), ())
    starts = [one.start for one in register.district.terms if one.id == term]
    if not starts or all(held.constituency.term != term for held in listed):
        return ""
    return register.holdings.group_holding(
        str(where), max(exact_day(first), *starts) if len(first) == 10 else starts[0]
    )


def seat_understood(register: Register, seat: Mapping[str, object]) -> dict[str, object]:
    """Return the seat with term and group filled in where its day and constituency imply them."""
    told: dict[str, object] = dict(seat)
    if "term" not in told and len(str(told.get("from"))) == 10:
        told["term"] = _running(register, date.fromisoformat(str(told["from"])))
    if "group" not in told:
        told["group"] = _holder(
            register, told.get("constituency"), told.get("term"), str(told.get("from"))
        )
    return {name: value for name, value in told.items() if value}


def _id(desk: Desk, answers: Answers) -> str:
    if "name" not in answers:
        return ""
    name = str(answers["name"])
    _refuse_held(desk, name, answers)
    _refuse_re_elected(desk, name, answers)
    return _awaited(desk, name) or deputy_id(name, desk.register.ids("person"), desk.random)


def _refuse_held(desk: Desk, name: str, answers: Answers) -> None:
    """Raise DeputylogError if a deputy of that name has this very seat already."""
    where = answers.get("seats.constituency"), answers.get("seats.term")
    for wanted, deputy in desk.register.deputies.items():
        if same_name(deputy.name, name) and any(
            (seat.constituency, seat.term) == where for seat in deputy.seats
        ):
            text = Bilingual(
                "{name}已经任此选区本届代表，编号为 {id}；如系另一人，请用 --id 另给编号",
                "the register already has the deputy {name} ({id}) with this seat; for another "
                "person, give an id of their own with --id",
            )
            raise DeputylogError(text, name=deputy.name, id=wanted)


def _refuse_re_elected(desk: Desk, name: str, answers: Answers) -> None:
    """Raise DeputylogError if it may be a deputy of that name whose seats are all of other terms."""
    term = answers.get("seats.term")
    held = {
        wanted: deputy.seats
        for wanted, deputy in desk.register.deputies.items()
        if deputy.name == name and deputy.seats
    }
    before = [
        wanted
        for wanted, seats in held.items()
        if term and all(seat.term != term for seat in seats)
    ]
    if before:
        text = Bilingual(
            "{name}（{ids}）在第{term}届以外的届次任职：同一人请用 --id 写明该编号，另一人"
            "请用 --id 另给编号",
            "{name} ({ids}) has a seat in another term than {term}: for the same person, "
            "give that id with --id, else one of their own",
        )
        raise DeputylogError(text, name=name, term=term, ids=before)


def _awaited(desk: Desk, name: str) -> str:
    """Return the only deputy of that name who has no seat yet; else empty.

    DeputylogError if the name is another spelling of that of a deputy with a seat.
    """
    same = {
        wanted: deputy
        for wanted, deputy in desk.register.deputies.items()
        if same_name(deputy.name, name)
    }
    found = [wanted for wanted, deputy in same.items() if not deputy.seats]
    if same and not found and all(deputy.name != name for deputy in same.values()):
        text = Bilingual(
            "“{name}”与已登记代表{known}只是写法不同；确属另一人的，请用 --id 指定编号",
            "'{name}' is the deputy {known} in another spelling; for another person, give "
            "an id of their own with --id",
        )
        raise DeputylogError(
            text, name=name, known=[f"{deputy.name} ({wanted})" for wanted, deputy in same.items()]
        )
    return found[0] if len(found) == 1 else ""


def as_typed(desk: Desk, answers: Answers, text: str) -> str:
    return text.strip()


def _made(kind: Kind, desk: Desk, answers: Answers) -> NewRecord:
    seat = {
        way.removeprefix("seats."): value
        for way, value in answers.items()
        if way.startswith("seats.")
    }
    data = {"name": answers["name"], "aliases": answers.get("aliases"), "seats": [seat]}
    also = _group_of_seat(desk, seat)
    return NewRecord(kind, data, desk.today, record_id=str(answers["id"]), also=also)


def _group_of_seat(desk: Desk, seat: Mapping[str, object]) -> tuple[Also, ...]:
    """Return the group to write with the seat, if it or the constituency is new."""
    group, constituency = str(seat.get("group")), str(seat.get("constituency"))
    group_name = desk.new_names.get(("group", group), "")
    name = desk.new_names.get(("constituency", constituency), "")
    if not (group_name or name):
        return ()
    data: dict[str, object] = {"name": group_name or desk.register.name("group", group)}
    if name:
        data["constituencies"] = [{"id": constituency, "term": seat["term"], "name": name}]
    return ((GROUP, group, data),)


ENTRY = Entry(
    DEPUTY,
    (
        Item("name", "name", needed=needed, example=Bilingual("张伟", "Zhang Wei")),
        Item(
            "seats.constituency",
            "constituency",
            needed=needed,
            value=_new_or_known("constituency"),
            known=_known("constituency"),
        ),
        Item("seats.term", "term", needed=needed, proposed=only_running_term),
        Item(
            "seats.group",
            "group",
            needed=needed,
            proposed=_group,
            value=_new_or_known("group"),
            known=_known("group"),
        ),
        Item("seats.from", "first"),
        Item("aliases", "alias", short=lambda desk, text: text),
        Item(
            "id",
            "id",
            needed=needed,
            proposed=_id,
            value=as_typed,
            wording=Bilingual("编号（文件名）", "id, the name of its file"),
        ),
    ),
    made=_made,
)
