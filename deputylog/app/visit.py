"""The values of a visit, from what people call things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random

from deputylog.app.names import Register
from deputylog.app.terms import term_of
from deputylog.finding import DeputylogError
from deputylog.model.ids import new_matter_id
from deputylog.model.matter import MatterKind
from deputylog.model.tenure import tenure, terms_end
from deputylog.model.visit import Ask, Form, OrganizedBy, Priority
from deputylog.words import N_

_CLOSED = {"ask": Ask, "form": Form, "organized_by": OrganizedBy}


def visit_data(
    root: Path,
    day: date,
    deputies: Sequence[str],
    constituency: str,
    words: Mapping[str, str],
    people: Sequence[str],
    priorities: Sequence[str],
    matters: Sequence[str],
    recorded_by: str,
    random: Random,
) -> dict[str, object]:
    """A visit as plain values; `people` is how many voters (or nothing) and then of what kinds, a matter is `kind:title[:topic]`."""
    register = Register(root)
    who = [register.resolve("deputy", name) for name in deputies]
    closed = {key: term_of(key, words[key], terms) for key, terms in _CLOSED.items() if words.get(key)}
    return {
        **{key: value for key, value in words.items() if value},
        **closed,
        "date": day.isoformat(),
        "deputies": list(dict.fromkeys(who)),
        "constituency": register.resolve("constituency", constituency) if constituency else _seat_of(register, who[0], day),
        "met": {"voters": int(people[0]) if people[0] else None, "of": list(people[1:]) or None} if any(people) else None,
        "priorities": [term_of("priorities", name, Priority) for name in priorities],
        "matters": [_matter(register, text, random) for text in matters],
        "recorded_by": register.resolve("person", recorded_by) if recorded_by else None,
    }


def _seat_of(register: Register, deputy: str, day: date) -> str:
    found = register.deputy(deputy)
    seats = {seat.constituency for seat in tenure(found, terms_end(register.district), day).seats_on(day)} if found else set()
    if len(seats) != 1:
        raise DeputylogError(N_("--constituency is missing: {deputy} has no single seat on {day}"), deputy=deputy, day=day)
    return seats.pop()


def _matter(register: Register, text: str, random: Random) -> dict[str, object]:
    kind, _, rest = text.replace("：", ":", 2).partition(":")
    title, _, topic = rest.partition(":")
    if not title.strip():
        raise DeputylogError(N_("--matter wants KIND:TITLE, such as request:路灯不亮, not '{value}'"), value=text)
    return {
        "id": new_matter_id(random),
        "kind": term_of("--matter", kind.strip(), MatterKind),
        "title": title.strip(),
        "topic": register.resolve("topic", topic.strip()) if topic.strip() else None,
    }
