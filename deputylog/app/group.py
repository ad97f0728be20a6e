"""The values of a group, from short texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import SystemRandom

from deputylog.app.deputy import deputy_id, running_term
from deputylog.app.names import Register
from deputylog.finding import DeputylogError
from deputylog.words import N_


def group_data(
    root: Path, officers: Sequence[str], constituencies: Sequence[str], mailboxes: Sequence[str], *, term: str, start: date, leader: str
) -> dict[str, object]:
    """A group's officers (`[id=]name`), constituencies (`id=name`) and mailboxes (`id=constituency[@place]`) as plain values."""
    register = Register(root)
    term_id = (register.resolve("term", term) if term else running_term(register, start)) if constituencies else ""
    day = start.isoformat()
    held = [_pair(text, "--constituency") for text in constituencies]
    return {
        "leader": register.resolve("deputy", leader) if leader else None,
        "officers": [_officer(register, text, day) for text in officers],
        "constituencies": [{"id": wanted, "term": term_id, "name": name} for wanted, name in held],
        "mailboxes": [_mailbox(text, dict(held), day) for text in mailboxes],
    }


def _pair(text: str, option: str) -> tuple[str, str]:
    first, sign, second = text.replace("＝", "=").partition("=")
    if not sign or not first.strip() or not second.strip():
        raise DeputylogError(N_("{option} wants two parts with = between them, not '{value}'"), option=option, value=text)
    return first.strip(), second.strip()


def _officer(register: Register, text: str, day: str) -> dict[str, str]:
    if "=" in text or "＝" in text:
        wanted, name = _pair(text, "--officer")
    else:
        taken = {officer.id for group in register.groups.values() for officer in group.officers} | register.deputies.keys()
        wanted, name = deputy_id(text, taken, SystemRandom()), text
    return {"id": wanted, "name": name, "from": day}


def _mailbox(text: str, constituencies: dict[str, str], day: str) -> dict[str, object]:
    wanted, rest = _pair(text, "--mailbox")
    constituency, _, place = rest.partition("@")
    by_name = {name: item for item, name in constituencies.items()}
    places = [{"from": day, "at": place}] if place else []
    return {"id": wanted, "constituency": by_name.get(constituency, constituency), "from": day, "places": places}
