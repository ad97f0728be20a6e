"""Change what the register holds: each function changes one kind of entry.

They take the changes so far, what `set` calls the entry, and what was given: words to find it by,
and values by the name of their field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from deputylog.enter.register.changes import Changes, RegisterEntry, named
from deputylog.enter.register_records import deputy_id, leader_named, running_term, without_seat
from deputylog.finding import DeputylogError
from deputylog.keep.register_draft import complete, entries, number_of
from deputylog.kinds.references import REFERRED
from deputylog.kinds.registry import DEPUTY, DISTRICT, GROUP
from deputylog.names.register import AmbiguousNameError, UnknownNameError
from deputylog.names.values import id_and_name
from deputylog.record.fields import SLUG
from deputylog.record.ids import ALPHABET, free_id
from deputylog.text.pinyin import joined_pinyin
from deputylog.text.spelling import same_name
from deputylog.words import Bilingual, phrase

Given: TypeAlias = dict[str, Any]
"""What was given, without what was left out; days as in files."""


def set_named(this: Changes, kind: str, given: Given) -> None:
    """Add a department or topic, or change the one that a word, its full name or id names."""
    word, name = given.pop(kind), given.pop("name", "")
    aliases, new_id = given.pop("aliases", ()), given.pop("id", "")
    entry_id = _meant(this, kind, [word, name, new_id]) or new_id or _new_id(this, kind, word)
    held = this.draft.at(DISTRICT, "", (f"{kind}s", entry_id))
    known = held if isinstance(held, dict) else {}
    full = name or str(known.get("name") or word)
    short = [str(alias) for alias in known.get("aliases") or () if alias != full]
    for alias in (word, *aliases):
        if not any(same_name(alias, other) for other in (full, entry_id, *short)):
            short.append(alias)
    target = RegisterEntry(
        DISTRICT, "", (f"{kind}s", entry_id), named(REFERRED[kind], full, entry_id)
    )
    this.settle(target, {"name": full, "aliases": short, **given})


def _meant(this: Changes, kind: str, words: Sequence[str]) -> str:
    """Return the id of the one entry whose whole name the words are; empty if there is none.

    DeputylogError if there are several.
    """
    found: dict[str, str] = {}
    for word in filter(None, words):
        try:
            found.setdefault(this.register.resolve_whole(kind, word), word)
        except UnknownNameError:
            continue
    if len(found) > 1:
        raise DeputylogError(
            "所指不止一个{what}：{candidates}；请写明要修改的那个的编号",
            "several match ({what}): {candidates}; give the id of the one to change",
            what=REFERRED[kind],
            candidates=[f"{word} ({wanted})" for wanted, word in found.items()],
        )
    return next(iter(found), "")


def _new_id(this: Changes, kind: str, word: str) -> str:
    """Return a free id: the word itself, its pinyin, or a random one without pypinyin."""
    chance = "".join(this.context.random.choices(ALPHABET, k=5))
    new = word if re.fullmatch(SLUG, word) else joined_pinyin(word) or f"{kind[0]}-{chance}"
    return free_id(new, this.register.ids(kind))


def set_dated(this: Changes, kind: str, given: Given) -> None:
    """Add a term or session of the congress, or change its days."""
    wanted = given.pop(kind)
    listed = entries(this.draft.data(DISTRICT), f"{kind}s")
    number = number_of(listed, id=wanted)
    if number == len(listed) and "from" not in given:
        raise _missing("--from")
    wording = named(REFERRED[kind], wanted, wanted)
    this.settle(RegisterEntry(DISTRICT, "", (f"{kind}s", number), wording), {"id": wanted, **given})


def _group(this: Changes, text: str) -> RegisterEntry:
    """Return the group that `text` names; `ID=NAME` adds the group if it is missing."""
    wanted, name = id_and_name(text)
    if not name:
        group = this.register.resolve("group", wanted)
        return RegisterEntry(GROUP, group, (), this.described("group", group))
    is_new = this.draft.data(GROUP, wanted) is None
    complete(this.draft, GROUP, wanted, {"name": name})
    target = RegisterEntry(GROUP, wanted, (), named(REFERRED["group"], name, wanted))
    if is_new:
        this.note(Bilingual("已新增{thing}", "{thing} added"), thing=target.wording)
    return target


def _missing(option: str) -> DeputylogError:
    return DeputylogError("缺少{option}", "{option} is missing", option=option)


def set_leader(this: Changes, kind: str, given: Given) -> None:
    """Set the leader of a group; an unknown name becomes a deputy without a seat."""
    target = _group(this, given["group"])
    leader, new_name = leader_named(this.context, given["who"])
    if new_name:
        this.draft.new(DEPUTY, leader, {"name": new_name})
    this.change(target, kind, leader)
    if new_name:
        this.draft.notes.append(without_seat(new_name))


def set_group(this: Changes, kind: str, given: Given) -> None:
    """Change what is known of a group, or say of which group it became part."""
    target = _group(this, given.pop(kind))
    for field, value in given.items():
        this.change(target, field, value)


def set_constituency(this: Changes, kind: str, given: Given) -> None:
    """Add a constituency to a group, or change its name or days, or the group that it moves to."""
    wanted, beside = id_and_name(given.pop(kind))
    if beside and "name" in given:
        raise DeputylogError(
            "{option} 不能与 {other} 同时使用",
            "{option} cannot be combined with {other}",
            option="--name",
            other="ID=NAME",
        )
    term = given.pop("term", "") or running_term(this.register, this.context.today)
    name = given.pop("name", beside)
    target = _group(this, given.pop("group")).at("constituencies")
    listed = this.entries_at(target)
    number = number_of(listed, id=wanted, term=term)
    if number == len(listed):
        held_elsewhere = _name_elsewhere(this, wanted, term, moves="from" in given)
        name = name or held_elsewhere
        if not name:
            raise _missing("--name")
    if name:
        this.register.refuse_second(kind, wanted, name, term)
    wording = named(REFERRED[kind], name or str(listed[number]["name"]), wanted)
    values = {"id": wanted, "term": term, "name": name or None, **given}
    this.settle(target.at(number, wording=wording), values)


def _name_elsewhere(this: Changes, wanted: str, term: str, *, moves: bool) -> str:
    """Return the name of a constituency that another group holds in the term; empty for none.

    DeputylogError if it does not move from there.
    """
    listed = this.register.holdings.entries.get(wanted, ())
    of_term = [held for held in listed if held.constituency.term == term]
    if of_term and not moves:
        raise _held_elsewhere(this, "constituency", wanted, of_term[-1].group)
    return of_term[-1].constituency.name if of_term else ""


def _held_elsewhere(this: Changes, kind: str, wanted: str, group: str) -> DeputylogError:
    return DeputylogError(
        "{what} {id} 已属{group}，请换一个编号",
        "{what} {id} already belongs to {group}; give another id",
        what=REFERRED[kind],
        id=wanted,
        group=this.name("group", group),
    )


def set_officer(this: Changes, _: str, given: Given) -> None:
    """Add a liaison officer to a group, or change the name or the days of one.

    AmbiguousNameError if several have that name and no id tells which is meant.
    """
    of_group, who = _group(this, given.pop("group")), given.pop("who")
    new_id = given.pop("id", "")
    target = of_group.at("officers")
    listed = this.entries_at(target)
    found = [one for one in listed if who == one["id"] or same_name(who, str(one["name"]))]
    found = [one for one in found if new_id in ("", one["id"])]
    if len(found) > 1:
        raise AmbiguousNameError("person", who, [f"{one['name']} ({one['id']})" for one in found])
    if not found and "to" in given and "from" not in given:
        raise _no_such_officer(this.name("group", of_group.record_id), who, listed)
    held = found[0] if found else {"name": who}
    wanted = str(held.get("id") or new_id)
    wanted = wanted or deputy_id(who, this.register.ids("person"), this.context.random)
    values = {**held, "id": wanted, **given}
    wording = named(Bilingual("联络员", "officer"), str(values["name"]), wanted)
    this.settle(target.at(number_of(listed, id=wanted), wording=wording), values)


def _no_such_officer(group: str, who: str, listed: Sequence[Mapping[str, Any]]) -> DeputylogError:
    text = (
        Bilingual(
            "{group}没有联络员“{name}”，现有{names}",
            "{group} has no officer '{name}'; there are {names}",
        )
        if listed
        else Bilingual("{group}没有联络员“{name}”", "{group} has no officer '{name}'")
    )
    return DeputylogError(text, group=group, name=who, names=[one["name"] for one in listed])


def set_mailbox(this: Changes, kind: str, given: Given) -> None:
    """Add a mailbox, move it or let it serve another constituency from a day on, or change the days
    it is in use.

    It is found by its id, or by the whole name of its constituency or place on the day given.
    """
    on, word = _day(this, given), given.pop(kind)
    if "constituency" in given:
        resolved = this.register.resolve("constituency", given["constituency"], on)
        given["constituency"] = resolved
    try:
        wanted = this.register.resolve_whole(kind, word, on)
    except UnknownNameError as unknown:
        if unknown.unread:
            raise
        _add_mailbox(this, word, given)
        return
    target, group = _mailbox(this, wanted), given.pop("group", "")
    if group and _group(this, group).record_id != target.record_id:
        raise _held_elsewhere(this, kind, wanted, target.record_id)
    place, where = given.pop("place", ""), given.pop("constituency", "")
    since = given.pop("from", "") if place or where else ""
    served = _served(this, target, where, since) if where else None
    if place:
        wording = phrase("信箱{id}的位置", "place of mailbox {id}", id=wanted)
        moved = {"from": since or None, "at": place}
        _put_by_day(this, target.at("places", wording=wording), moved, "at")
    this.settle(target, {"constituency": served, **given})


def _day(this: Changes, given: Given) -> date:
    """Return the day on which the names that were given are meant."""
    day = given.get("from") or given.get("to")
    return date.fromisoformat(day) if day else this.context.today


def _mailbox(this: Changes, wanted: str) -> RegisterEntry:
    """Return the mailbox with that id."""
    group_id, number = next(
        (group_id, number)
        for group_id, group in this.register.groups.items()
        for number, one in enumerate(group.mailboxes)
        if one.id == wanted
    )
    wording = named(REFERRED["mailbox"], wanted, wanted)
    return RegisterEntry(GROUP, group_id, ("mailboxes", number), wording)


def _served(this: Changes, target: RegisterEntry, where: str, since: str) -> object:
    """Return the constituencies of a mailbox with the new one, which it serves since that day.

    Without a day, it takes the place of the only one; DeputylogError if there are several.
    """
    held = this.register.groups[target.record_id].mailboxes[int(target.key[-1])]
    if isinstance(held.constituency, str):
        if not since or held.start is None or since <= str(held.start):
            return where
        served = {str(held.start): held.constituency}
    elif not since:
        raise _missing("--from")
    else:
        served = {str(one.start): one.id for one in held.constituency}
    served[since] = where
    return [{"from": day, "id": wanted} for day, wanted in sorted(served.items())]


def _add_mailbox(this: Changes, wanted: str, given: Given) -> None:
    if not re.fullmatch(SLUG, wanted):
        raise DeputylogError(
            "没有信箱“{name}”；新增信箱请写编号，如 m08",
            "there is no mailbox '{name}'; a new one needs an id such as m08",
            name=wanted,
        )
    if "constituency" not in given:
        raise _missing("--constituency")
    where, first = given["constituency"], given.get("from")
    group = given.pop("group", "")
    group = group or this.register.holdings.group_holding(where, _day(this, given))
    if not group:
        raise _missing("--group")
    target = _group(this, group).at("mailboxes")
    if not first:
        this.note(
            Bilingual(
                "没有写明启用日：按自有记录之日起或者自本届起始日起启用计算；另有启用日的，请用"
                " --from 写明",
                "no first day given: the mailbox counts as in use since the records or the "
                "term began; --from names another day",
            )
        )
    place = given.pop("place", "")
    places = [{"from": first, "at": place}] if place else []
    target = target.at(
        len(this.entries_at(target)), wording=named(REFERRED["mailbox"], wanted, wanted)
    )
    this.settle(target, {"id": wanted, **given, "places": places})


def set_keeper(this: Changes, _: str, given: Given) -> None:
    """Set the keeper of a mailbox, from a day on."""
    if "why" in given and "delegated" not in given:
        raise DeputylogError(
            "--why 是委托管理的原因，请同时写 --delegated",
            "--why is the reason of a delegation; add --delegated",
        )
    on = _day(this, given)
    mailbox = this.register.resolve("mailbox", given.pop("mailbox"), on)
    keeper = this.register.resolve("person", given.pop("who"), on)
    wording = phrase("信箱{id}的管理人", "keeper of mailbox {id}", id=mailbox)
    target = _mailbox(this, mailbox).at("keepers", wording=wording)
    _put_by_day(this, target, {"who": keeper, **given}, "who")


def _put_by_day(
    this: Changes, target: RegisterEntry, values: Mapping[str, object], main: str
) -> None:
    """Put an entry into a list that is sorted by day.

    It replaces an entry with the same day. Without a day, it changes the last entry with the same
    value of `main`.
    """
    listed = this.entries_at(target)
    since = str(values.get("from") or "")
    starts = [str(one.get("from") or "") for one in listed]
    if not since:
        alike = [number for number, one in enumerate(listed) if one.get(main) == values[main]]
        if listed and not alike:
            held = str(listed[-1][main])
            raise DeputylogError(
                "{thing}已登记为{present}；请用 --from 写明自哪天起变更",
                "{thing} is already {present}; give the day of the change with --from",
                thing=target.wording,
                present=this.name("person", held) if main == "who" else held,
            )
        this.settle(target.at(alike[-1] if alike else 0), values)
    elif since in starts:
        this.replace(target.at(starts.index(since)), values)
    else:
        number = sum(start < since for start in starts)
        for moved in range(len(listed), number, -1):
            this.draft.put(GROUP, target.record_id, target.at(moved).key, listed[moved - 1])
        this.add(target.at(number), values)
