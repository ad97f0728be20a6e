"""Adding a deputy, with an id made from the name."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from datetime import date
from pathlib import Path
from random import Random, SystemRandom

from deputylog.app.add import add
from deputylog.app.names import Register
from deputylog.finding import DeputylogError
from deputylog.model.ids import ALPHABET
from deputylog.model.kinds import DEPUTY
from deputylog.model.pinyin import pinyin_of
from deputylog.tree import OF_WINDOWS
from deputylog.words import N_


def add_deputy(
    root: Path,
    name: str,
    constituency: str,
    *,
    group: str,
    term: str,
    start: date | None,
    today: date,
    wanted_id: str,
    aliases: Sequence[str],
) -> str:
    """Write a deputy with one seat and give the path."""
    register = Register(root)
    where = register.resolve("constituency", constituency)
    term_id = register.resolve("term", term) if term else running_term(register, today)
    group_id = register.resolve("group", group) if group else _group_of(register, where, term_id)
    first = start or next(item.start for item in register.district.terms if item.id == term_id)
    seat = {"term": term_id, "constituency": where, "group": group_id, "from": first.isoformat()}
    data = {"name": name, "aliases": list(aliases), "seats": [seat]}
    record_id = wanted_id or deputy_id(name, register.deputies, SystemRandom())
    return add(root, DEPUTY, data, day=today, random=SystemRandom(), record_id=record_id)


def running_term(register: Register, today: date) -> str:
    """The term that runs on that day; an error that asks for one when it is not a single one."""
    running = [term.id for term in register.district.terms if term.start <= today and (term.end is None or today <= term.end)]
    if len(running) != 1:
        raise DeputylogError(N_("{option} is missing"), option="--term")
    return running[0]


def _group_of(register: Register, constituency: str, term: str) -> str:
    for wanted, group in register.groups.items():
        if any(item.id == constituency and item.term == term for item in group.constituencies):
            return wanted
    raise DeputylogError(N_("{option} is missing"), option="--group")


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
