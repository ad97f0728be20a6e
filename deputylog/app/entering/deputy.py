"""How a deputy is entered: a name, a seat, and an id made from the name."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from datetime import date
from random import Random

from deputylog.app.entering.desk import Desk
from deputylog.app.entering.entry import Answers, Entry, Item, Made, needed
from deputylog.app.names import Register
from deputylog.finding import DeputylogError
from deputylog.model.ids import ALPHABET
from deputylog.model.kinds import DEPUTY, Kind
from deputylog.model.pinyin import pinyin_of
from deputylog.tree import OF_WINDOWS
from deputylog.words import N_, Said


def running_term(register: Register, today: date) -> str:
    """The term that runs on that day; an error that asks for one when it is not a single one."""
    running = _running(register, today)
    if len(running) != 1:
        raise DeputylogError(N_("{option} is missing"), option="--term")
    return running[0]


def _running(register: Register, today: date) -> list[str]:
    return [term.id for term in register.district.terms if term.start <= today and (term.end is None or today <= term.end)]


def deputy_id(name: str, taken: Container[str], random: Random) -> str:
    """An id from the name's pinyin where the extra `names` is there, else `d-` and five characters; a second of that name gets `-2`."""
    base = pinyin_of(name) if not name.isascii() else re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    if not base or OF_WINDOWS.fullmatch(base):
        return f"d-{''.join(random.choices(ALPHABET, k=5))}"
    number = 2
    wanted = base
    while wanted in taken:
        wanted, number = f"{base}-{number}", number + 1
    return wanted


def only_running_term(desk: Desk, answers: Answers) -> str:
    """The term of today, where a single one runs."""
    running = _running(desk.register, desk.today)
    return running[0] if len(running) == 1 else ""


def _group(desk: Desk, answers: Answers) -> str:
    """The group that holds the constituency in the term."""
    return _holder(desk.register, answers.get("seats.constituency"), answers.get("seats.term"))


def _holder(register: Register, where: object, term: object) -> str:
    for wanted, group in register.groups.items():
        if any(item.id == where and item.term == term for item in group.constituencies):
            return wanted
    return ""


def seat_understood(register: Register, seat: Mapping[str, object]) -> dict[str, object]:
    """A seat with what its first day and constituency leave no doubt about: the term that ran then, the group that holds it."""
    told: dict[str, object] = dict(seat)
    if "term" not in told and len(str(told.get("from"))) == 10:
        running = _running(register, date.fromisoformat(str(told["from"])))
        told |= {"term": running[0]} if len(running) == 1 else {}
    if "group" not in told:
        group = _holder(register, told.get("constituency"), told.get("term"))
        told |= {"group": group} if group else {}
    return told


def _first_day(desk: Desk, answers: Answers) -> str:
    """The first day of the term."""
    terms = {term.id: term.start.isoformat() for term in desk.register.district.terms}
    return terms.get(str(answers.get("seats.term")), "")


def _id(desk: Desk, answers: Answers) -> str:
    return deputy_id(str(answers["name"]), desk.register.deputies, desk.random) if "name" in answers else ""


def _plain(desk: Desk, answers: Answers, text: str) -> str:
    return text.strip()


def _made(kind: Kind, desk: Desk, answers: Answers) -> Made:
    seat = {way.removeprefix("seats."): value for way, value in answers.items() if way.startswith("seats.")}
    data = {"name": answers["name"], "aliases": answers.get("aliases"), "seats": [seat]}
    return Made(kind, data, desk.today, record_id=str(answers["id"]))


ENTRY = Entry(
    DEPUTY,
    (
        Item("name", "name", needed=needed, example=Said("张伟", "Zhang Wei")),
        Item("seats.constituency", "constituency", needed=needed),
        Item("seats.term", "term", needed=needed, proposed=only_running_term),
        Item("seats.group", "group", needed=needed, proposed=_group),
        Item("seats.from", "first", needed=needed, proposed=_first_day),
        Item("aliases", "alias", short=lambda desk, text: text),
        Item("id", "id", needed=needed, proposed=_id, value=_plain, said=Said("编号（文件名）", "id, the name of its file")),
    ),
    made=_made,
)
