"""Set the parts of a deputy group: leader, officers, constituencies, mailboxes, keepers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from deputylog.enter.register.changes import Registering, called
from deputylog.enter.register_records import deputy_id, leader_named, running_term, without_seat
from deputylog.finding import DeputylogError
from deputylog.keep.register_draft import complete, entries, number_of
from deputylog.kinds.references import REFERRED
from deputylog.kinds.registry import DEPUTY, GROUP
from deputylog.names.register import AmbiguousNameError, UnknownNameError
from deputylog.names.values import id_and_name
from deputylog.record.fields import SLUG, Key
from deputylog.text.spelling import same_name
from deputylog.words import Bilingual, Phrase, phrase

Values = dict[str, object]
Entries = Sequence[Mapping[str, object]]


def set_leader(this: Registering, group: str, who: str) -> None:
    """Set the leader of a group; an unknown name becomes a deputy without a seat."""
    group_id = _group(this, group)
    leader, new_name = leader_named(this.desk, who)
    if new_name:
        this.draft.new(DEPUTY, leader, {"name": new_name})
    this.change(
        GROUP,
        group_id,
        ("leader",),
        leader,
        called(REFERRED["group"], this.name("group", group_id), group_id),
    )
    if new_name:
        this.draft.notes.append(without_seat(new_name))


def set_group(
    this: Registering,
    group: str,
    *,
    merged_into: str = "",
    first: str = "",
    last: str = "",
    **texts: str,
) -> None:
    """Change the name, short name, office, contact or days of a group, or say of which group it
    became part.
    """
    group_id = _group(this, group)
    successor = this.register.resolve("group", merged_into) if merged_into else ""
    shown = called(REFERRED["group"], this.name("group", group_id), group_id)
    for name, value in {**texts, **this.days(first, last), "merged_into": successor}.items():
        if value:
            this.change(GROUP, group_id, (name,), value, shown)


def set_constituency(
    this: Registering,
    group: str,
    word: str,
    *,
    name: str = "",
    term: str = "",
    first: str = "",
    last: str = "",
    moved_to: str = "",
) -> None:
    """Add a constituency to a group, or change its name or days, or the group that it moves to."""
    wanted, beside = id_and_name(word)
    if name and beside:
        raise DeputylogError(
            "{option} 不能与 {other} 同时使用",
            "{option} cannot be combined with {other}",
            option="--name",
            other="ID=NAME",
        )
    name = name or beside
    group_id = _group(this, group)
    of_term = (
        this.register.resolve("term", term)
        if term
        else running_term(this.register, this.desk.today)
    )
    listed = entries(this.draft.data(GROUP, group_id), "constituencies")
    number = number_of(listed, id=wanted, term=of_term)
    if number == len(listed):
        held = [
            held
            for held in this.register.holdings.listed.get(wanted, ())
            if held.constituency.term == of_term
        ]
        if held and not first:
            raise _held_elsewhere(this, "constituency", wanted, held[-1].group)
        name = name or (held[-1].constituency.name if held else "")
        if not name:
            raise DeputylogError("缺少{option}", "{option} is missing", option="--name")
    if name:
        this.register.refuse_second("constituency", wanted, name, of_term)
    shown = called(REFERRED["constituency"], name or str(listed[number]["name"]), wanted)
    successor = this.register.resolve("group", moved_to) if moved_to else None
    values = {
        "id": wanted,
        "term": of_term,
        "name": name or None,
        **this.days(first, last),
        "moved_to": successor,
    }
    this.settle(GROUP, group_id, ("constituencies", number), values, shown)


def _held_elsewhere(this: Registering, kind: str, wanted: str, group: str) -> DeputylogError:
    text = Bilingual(
        "{what} {id} 已属{group}，请换一个编号",
        "{what} {id} already belongs to {group}; give another id",
    )
    return DeputylogError(text, what=REFERRED[kind], id=wanted, group=this.name("group", group))


def set_officer(
    this: Registering,
    group: str,
    who: str,
    *,
    name: str = "",
    wanted_id: str = "",
    first: str = "",
    last: str = "",
) -> None:
    """Add a liaison officer to a group, or change the name or the days of one.

    AmbiguousNameError if several have that name and no id tells which is meant.
    """
    group_id = _group(this, group)
    listed = entries(this.draft.data(GROUP, group_id), "officers")
    found = [one for one in listed if who == one["id"] or same_name(who, str(one["name"]))]
    found = [one for one in found if wanted_id in ("", one["id"])]
    if len(found) > 1:
        raise AmbiguousNameError("person", who, [f"{one['name']} ({one['id']})" for one in found])
    if not found and last and not first:
        raise _no_such_officer(this, group_id, who, listed)
    officer = (
        found[0]
        if found
        else {
            "id": wanted_id or deputy_id(who, this.register.ids("person"), this.desk.random),
            "name": who,
        }
    )
    values = {**officer, **({"name": name} if name else {}), **this.days(first, last)}
    shown = called(Bilingual("联络员", "officer"), str(values["name"]), str(officer["id"]))
    this.settle(GROUP, group_id, ("officers", number_of(listed, id=officer["id"])), values, shown)


def _no_such_officer(this: Registering, group_id: str, who: str, listed: Entries) -> DeputylogError:
    text = (
        Bilingual(
            "{group}没有联络员“{name}”，现有{names}",
            "{group} has no officer '{name}'; there are {names}",
        )
        if listed
        else Bilingual("{group}没有联络员“{name}”", "{group} has no officer '{name}'")
    )
    return DeputylogError(
        text, group=this.name("group", group_id), name=who, names=[one["name"] for one in listed]
    )


def set_mailbox(
    this: Registering,
    word: str,
    *,
    constituency: str = "",
    group: str = "",
    place: str = "",
    first: str = "",
    last: str = "",
) -> None:
    """Add a mailbox, move it or let it serve another constituency from a day on, or change the days
    it is in use.

    It is found by its id, or by the whole name of its constituency or place on the day given.
    """
    days = this.days(first, last)
    on = this.day_of(days)
    where = this.register.resolve("constituency", constituency, on) if constituency else ""
    try:
        wanted = this.register.resolve_whole("mailbox", word, on)
    except UnknownNameError as unknown:
        if unknown.unread:
            raise
        _add_mailbox(this, word, where, group, place, days)
        return
    group_id, number = _mailbox(this, wanted)
    if group and _group(this, group) != group_id:
        raise _held_elsewhere(this, "mailbox", wanted, group_id)
    at: Key = ("mailboxes", number)
    since = days.get("from") if place or where else None
    served = _served(this, group_id, number, where, str(since or "")) if where else None
    if since:
        del days["from"]
    if place:
        new = {"from": since, "at": place}
        _put_by_day(
            this,
            group_id,
            (*at, "places"),
            new,
            "at",
            phrase("信箱{id}的位置", "place of mailbox {id}", id=wanted),
        )
    this.settle(
        GROUP,
        group_id,
        at,
        {"constituency": served, **days},
        called(REFERRED["mailbox"], wanted, wanted),
    )


def _served(this: Registering, group_id: str, number: int, where: str, since: str) -> object:
    """Return the constituencies of a mailbox with the new one, which it serves since that day.

    Without a day, it takes the place of the only one; DeputylogError if there are several.
    """
    held = this.register.groups[group_id].mailboxes[number]
    if isinstance(held.constituency, str):
        if not since or held.start is None or since <= held.start.isoformat():
            return where
        served = {held.start.isoformat(): held.constituency}
    elif not since:
        raise DeputylogError("缺少{option}", "{option} is missing", option="--from")
    else:
        served = {one.start.isoformat(): one.id for one in held.constituency}
    return [{"from": day, "id": wanted} for day, wanted in sorted({**served, since: where}.items())]


def _add_mailbox(
    this: Registering, wanted: str, where: str, group: str, place: str, days: Values
) -> None:
    if not re.fullmatch(SLUG, wanted):
        raise DeputylogError(
            "没有信箱“{name}”；新增信箱请写编号，如 m08",
            "there is no mailbox '{name}'; a new one needs an id such as m08",
            name=wanted,
        )
    if not where:
        raise DeputylogError("缺少{option}", "{option} is missing", option="--constituency")
    group_id = _group(this, group) if group else _holder(this, where, days)
    if "from" not in days:
        this.note(
            Bilingual(
                "没有写明启用日：按自有记录之日起或者自本届起始日起启用计算；另有启用日的，请用"
                " --from 写明",
                "no first day given: the mailbox counts as in use since the records or the "
                "term began; --from names another day",
            )
        )
    places = [{"from": days.get("from"), "at": place}] if place else []
    number = len(entries(this.draft.data(GROUP, group_id), "mailboxes"))
    values = {"id": wanted, "constituency": where, **days, "places": places}
    this.settle(
        GROUP, group_id, ("mailboxes", number), values, called(REFERRED["mailbox"], wanted, wanted)
    )


def set_keeper(
    this: Registering,
    mailbox: str,
    who: str,
    *,
    first: str = "",
    delegated: bool = False,
    why: str = "",
) -> None:
    """Set the keeper of a mailbox, from a day on."""
    if why and not delegated:
        raise DeputylogError(
            "--why 是委托管理的原因，请同时写 --delegated",
            "--why is the reason of a delegation; add --delegated",
        )
    days = this.days(first, "")
    on = this.day_of(days)
    wanted = this.register.resolve("mailbox", mailbox, on)
    group_id, number = _mailbox(this, wanted)
    keeper = this.register.resolve("person", who, on)
    values: Values = {**days, "who": keeper, "delegated": delegated or None, "why": why or None}
    _put_by_day(
        this,
        group_id,
        ("mailboxes", number, "keepers"),
        values,
        "who",
        phrase("信箱{id}的管理人", "keeper of mailbox {id}", id=wanted),
    )


def _put_by_day(
    this: Registering, group_id: str, key: Key, values: Values, main: str, shown: Phrase
) -> None:
    """Put an entry into a list that is sorted by day.

    It replaces an entry with the same day. Without a day, it changes the last entry with the same
    value of `main`.
    """
    listed = entries({"list": this.draft.at(GROUP, group_id, key)}, "list")
    since = str(values.get("from") or "")
    if not since:
        alike = [n for n, one in enumerate(listed) if one.get(main) == values[main]]
        if listed and not alike:
            text = Bilingual(
                "{thing}已登记为{present}；请用 --from 写明自哪天起变更",
                "{thing} is already {present}; give the day of the change with --from",
            )
            held = str(listed[-1][main])
            raise DeputylogError(
                text, thing=shown, present=this.name("person", held) if main == "who" else held
            )
        this.settle(GROUP, group_id, (*key, alike[-1] if alike else 0), values, shown)
        return
    days = [str(one.get("from") or "") for one in listed]
    if since in days:
        this.replace(GROUP, group_id, (*key, days.index(since)), values, shown)
        return
    number = sum(day < since for day in days)
    for moved in range(len(listed), number, -1):
        this.draft.put(GROUP, group_id, (*key, moved), listed[moved - 1])
    this.add(GROUP, group_id, (*key, number), values, shown)


def _mailbox(this: Registering, wanted: str) -> tuple[str, int]:
    """Return the group of the mailbox with that id and its index there."""
    held = (
        (name, n)
        for name, group in this.register.groups.items()
        for n, one in enumerate(group.mailboxes)
        if one.id == wanted
    )
    return next(held)


def _holder(this: Registering, constituency: str, days: Values) -> str:
    """Return the group that holds the constituency on the first day given, or today; DeputylogError
    asks for --group if none does.
    """
    holder = this.register.holdings.group_holding(constituency, this.day_of(days))
    if not holder:
        raise DeputylogError("缺少{option}", "{option} is missing", option="--group")
    return holder


def _group(this: Registering, text: str) -> str:
    """Return the id of a group; `ID=NAME` adds the group if it is missing."""
    wanted, name = id_and_name(text)
    if not name:
        return this.register.resolve("group", wanted)
    is_new = this.draft.data(GROUP, wanted) is None
    complete(this.draft, GROUP, wanted, {"name": name})
    if is_new:
        this.note(
            Bilingual("已新增{thing}", "{thing} added"),
            thing=called(REFERRED["group"], name, wanted),
        )
    return wanted
