"""How a deputy group is entered, with its officers, constituencies and mailboxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from deputylog.enter.context import Desk
from deputylog.enter.deputy import (
    as_typed,
    deputy_id,
    leader_named,
    only_running_term,
    without_seat,
)
from deputylog.enter.entry import Answers, Entry, Item, needed
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import NewRecord
from deputylog.kinds.registry import DEPUTY, GROUP
from deputylog.names.register import Named
from deputylog.record.ids import free_id
from deputylog.record.kind import Kind
from deputylog.text.pinyin import joined_pinyin
from deputylog.text.spelling import plain, same_name
from deputylog.words import Bilingual

Part = dict[str, object]


def _pair(text: str, option: str) -> tuple[str, str]:
    first, sign, second = text.replace("＝", "=").partition("=")
    if not sign or not first.strip() or not second.strip():
        raise DeputylogError(
            "{option}应写成以=连接的两部分，而不是“{value}”",
            "{option} wants two parts with = between them, not '{value}'",
            option=option,
            value=text,
        )
    return first.strip(), second.strip()


def _officer(desk: Desk, text: str) -> Part:
    """Read an officer from `[id=]name`."""
    if "=" in text or "＝" in text:
        wanted, name = _pair(text, "--officer")
        return {"id": wanted, "name": name}
    return {"id": _officer_id(desk, {"name": text}), "name": text}


def _officer_id(desk: Desk, answers: Answers) -> str:
    if "name" not in answers:
        return ""
    taken = {
        officer.id for group in desk.register.groups.values() for officer in group.officers
    } | desk.register.deputies.keys()
    return deputy_id(
        str(answers["name"]),
        taken | {str(part["id"]) for part in parts(answers, "officers")},
        desk.random,
    )


def _constituency(desk: Desk, text: str) -> Part:
    """Read a constituency from `id=name`."""
    wanted, name = _pair(text, "--constituency")
    return {"id": wanted, "name": name}


def _mailbox(desk: Desk, text: str) -> Part:
    """Read a mailbox from `id=constituency[@place]`."""
    wanted, rest = _pair(text, "--mailbox")
    constituency, _, place = rest.partition("@")
    return {"id": wanted, "constituency": constituency, **({"at": place} if place else {})}


def parts(answers: Answers, name: str) -> Iterator[Mapping[str, object]]:
    """Yield the entries of a list given so far."""
    found = answers.get(name)
    yield from found if isinstance(found, list) else ()


def _next(letter: str, name: str, kind: str, desk: Desk, answers: Answers) -> str:
    """Return the next free id made of a letter and a number, such as c08."""
    taken = {*desk.register.ids(kind), *(str(part["id"]) for part in parts(answers, name))}
    numbers = [
        int(found[1])
        for wanted in taken
        if (found := re.fullmatch(rf"{letter}(\d{{1,6}})", wanted))
    ]
    return f"{letter}{max(numbers, default=0) + 1:02}"


def _next_constituency(desk: Desk, answers: Answers) -> str:
    return _next("c", "constituencies", "constituency", desk, answers)


def _next_mailbox(desk: Desk, answers: Answers) -> str:
    return _next("m", "mailboxes", "mailbox", desk, answers)


def _held(desk: Desk, answers: Answers) -> Sequence[Named]:
    """Return the constituencies just given."""
    return [
        Named(str(part["id"]), (str(part["name"]),)) for part in parts(answers, "constituencies")
    ]


def _of_held(desk: Desk, answers: Answers, text: str) -> str:
    found = [
        named.id
        for named in _held(desk, answers)
        if any(same_name(text, name) for name in (named.id, *named.names))
    ]
    if not found:
        raise DeputylogError(
            "本组没有名为“{name}”的选区",
            "there is no constituency '{name}' in this group",
            name=text,
        )
    return found[0]


def _spelled(desk: Desk, answers: Answers) -> str:
    """Return an id from the name of the group."""
    name = str(answers.get("name", ""))
    return free_id(
        joined_pinyin(re.sub(r"(?:街道)?代表组$", "", name) or name), desk.register.ids("group")
    )


def _leader(desk: Desk, answers: Answers, text: str) -> str:
    """Return the leader's id; an unknown person is added with the group."""
    leader, name = leader_named(desk, text)
    if name:
        desk.new_names["deputy", leader] = name
    return leader


def _made(kind: Kind, desk: Desk, answers: Answers) -> NewRecord:
    """Return the group; a start day, if given, applies to its officers and mailboxes."""
    since = {"from": answers["start"]} if answers.get("start") else {}
    held = list(parts(answers, "constituencies"))
    if held and not answers.get("term"):
        raise DeputylogError("缺少{option}", "{option} is missing", option="--term")
    by_name = {plain(str(part["name"])): part["id"] for part in held}
    data = {
        **{key: answers.get(key) for key in ("name", "office", "leader")},
        "officers": [{**part, **since} for part in parts(answers, "officers")],
        "constituencies": [{**part, "term": answers["term"]} for part in held],
        "mailboxes": [_hung(part, by_name, since) for part in parts(answers, "mailboxes")],
    }
    leader = str(answers.get("leader"))
    name = desk.new_names.get(("deputy", leader), "")
    return NewRecord(
        kind,
        data,
        desk.today,
        record_id=str(answers["id"]),
        also=((DEPUTY, leader, {"name": name}),) if name else (),
        remarks=(without_seat(name),) if name else (),
    )


def _hung(part: Mapping[str, object], by_name: Mapping[str, object], since: Part) -> Part:
    where = part["constituency"]
    places = [{**since, "at": part["at"]}] if "at" in part else []
    return {
        "id": part["id"],
        "constituency": by_name.get(plain(str(where)), where),
        **since,
        "places": places,
    }


ENTRY = Entry(
    GROUP,
    (
        Item(
            "name",
            "name",
            needed=needed,
            example=Bilingual("莲花街道代表组", "Lianhua deputy group"),
        ),
        Item(
            "id",
            "id",
            needed=needed,
            proposed=_spelled,
            value=as_typed,
            wording=Bilingual("编号（文件名）", "id, the name of its file"),
        ),
        Item("office", "office"),
        Item(
            "start",
            "since",
            value=lambda desk, answers, text: desk.values.day("--from-day", text),
            wording=Bilingual(
                "启用日（不填：自有记录之日起）", "in use since (empty: since the records begin)"
            ),
        ),
        Item(
            "term",
            "term",
            proposed=only_running_term,
            value=lambda desk, answers, text: desk.register.resolve("term", text),
            wording=Bilingual("届", "term"),
        ),
        Item(
            "officers",
            "officer",
            each=(Item("name"), Item("id", needed=needed, proposed=_officer_id)),
            short=_officer,
        ),
        Item(
            "constituencies",
            "constituency",
            each=(Item("name"), Item("id", needed=needed, proposed=_next_constituency)),
            short=_constituency,
        ),
        Item(
            "mailboxes",
            "mailbox",
            each=(
                Item("constituency", known=_held, value=_of_held),
                Item("at", value=as_typed, wording=Bilingual("位置", "place of the mailbox")),
                Item("id", needed=needed, proposed=_next_mailbox),
            ),
            short=_mailbox,
        ),
        Item(
            "leader",
            "leader",
            value=_leader,
            known=lambda desk, answers: desk.register.known("deputy"),
        ),
    ),
    made=_made,
)
