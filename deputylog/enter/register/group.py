"""Set the parts of a deputy group: leader, officers, constituencies, mailboxes, keepers."""

from __future__ import annotations

import re
from datetime import date

from deputylog.enter.context import missing
from deputylog.enter.register.changes import Changes, RegisterEntry, named
from deputylog.enter.register.district import days
from deputylog.enter.register_records import (
    deputy_id,
    leader_named,
    running_term,
    without_seat,
)
from deputylog.finding import DeputylogError
from deputylog.keep.register_draft import complete, entries, number_of
from deputylog.kinds.references import REFERRED
from deputylog.kinds.registry import DEPUTY, GROUP
from deputylog.names.register import AmbiguousNameError, UnknownNameError
from deputylog.names.values import id_and_name
from deputylog.record.fields import SLUG, Data
from deputylog.text.spelling import same_name
from deputylog.words import Bilingual, Phrase, phrase


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
        this.note("已新增{thing}", "{thing} added", thing=target.wording)
    return target


def _listed(this: Changes, target: RegisterEntry) -> list[Data]:
    """Return the entries of a list in the register."""
    return entries({"list": this.held(target)}, "list")


def set_leader(this: Changes, group: str, who: str) -> None:
    """Set the leader of a group; an unknown name becomes a deputy without a seat."""
    target = _group(this, group)
    leader, new_name = leader_named(this.context, who)
    if new_name:
        this.draft.new(DEPUTY, leader, {"name": new_name})
    this.change(target, "leader", leader)
    if new_name:
        this.draft.notes.append(without_seat(new_name))


def set_group(
    this: Changes,
    group: str,
    name: str,
    short: str,
    office: str,
    contact: str,
    first: date | None,
    last: date | None,
    merged_into: str,
) -> None:
    """Change what is known of a group, or say of which group it became part."""
    target = _group(this, group)
    texts = {"name": name, "short": short, "office": office, "contact": contact}
    for field, value in {**texts, **days(first, last), "merged_into": merged_into}.items():
        if value:
            this.change(target, field, value)


def set_constituency(
    this: Changes,
    group: str,
    constituency: str,
    name: str,
    term: str,
    first: date | None,
    last: date | None,
    moved_to: str,
) -> None:
    """Add a constituency to a group, or change its name or days, or the group that it moves to."""
    wanted, beside = id_and_name(constituency)
    if name and beside:
        raise DeputylogError(
            "{option} 不能与 {other} 同时使用",
            "{option} cannot be combined with {other}",
            option="--name",
            other="ID=NAME",
        )
    name = name or beside
    term = term or running_term(this.register, this.context.today)
    target = _group(this, group).at("constituencies")
    listed = _listed(this, target)
    number = number_of(listed, id=wanted, term=term)
    if number == len(listed):
        of_term = [
            held
            for held in this.register.holdings.listed.get(wanted, ())
            if held.constituency.term == term
        ]
        if of_term and not first:
            raise _held_elsewhere(this, "constituency", wanted, of_term[-1].group)
        name = name or (of_term[-1].constituency.name if of_term else "")
        if not name:
            raise missing("--name")
    if name:
        this.register.refuse_second("constituency", wanted, name, term)
    wording = named(REFERRED["constituency"], name or str(listed[number]["name"]), wanted)
    values = {"id": wanted, "term": term, "name": name or None, **days(first, last)}
    this.settle(target.at(number, wording=wording), {**values, "moved_to": moved_to or None})


def _held_elsewhere(this: Changes, kind: str, wanted: str, group: str) -> DeputylogError:
    return DeputylogError(
        "{what} {id} 已属{group}，请换一个编号",
        "{what} {id} already belongs to {group}; give another id",
        what=REFERRED[kind],
        id=wanted,
        group=this.name("group", group),
    )


def set_officer(
    this: Changes,
    group: str,
    who: str,
    first: date | None,
    last: date | None,
    name: str,
    id: str,
) -> None:
    """Add a liaison officer to a group, or change the name or the days of one.

    AmbiguousNameError if several have that name and no id tells which is meant.
    """
    of_group = _group(this, group)
    target = of_group.at("officers")
    listed = _listed(this, target)
    found = [one for one in listed if who == one["id"] or same_name(who, str(one["name"]))]
    found = [one for one in found if id in ("", one["id"])]
    if len(found) > 1:
        raise AmbiguousNameError("person", who, [f"{one['name']} ({one['id']})" for one in found])
    if not found and last and not first:
        raise _no_such_officer(this.name("group", of_group.record_id), who, listed)
    held = found[0] if found else {"name": who}
    wanted = str(held.get("id") or id)
    wanted = wanted or deputy_id(who, this.register.ids("person"), this.context.random)
    name = name or str(held["name"])
    wording = named(Bilingual("联络员", "officer"), name, wanted)
    values = {**held, "id": wanted, "name": name, **days(first, last)}
    this.settle(target.at(number_of(listed, id=wanted), wording=wording), values)


def _no_such_officer(group: str, who: str, listed: list[Data]) -> DeputylogError:
    text = (
        Bilingual(
            "{group}没有联络员“{name}”，现有{names}",
            "{group} has no officer '{name}'; there are {names}",
        )
        if listed
        else Bilingual("{group}没有联络员“{name}”", "{group} has no officer '{name}'")
    )
    return DeputylogError(text, group=group, name=who, names=[one["name"] for one in listed])


def set_mailbox(
    this: Changes,
    mailbox: str,
    constituency: str,
    group: str,
    place: str,
    first: date | None,
    last: date | None,
) -> None:
    """Add a mailbox, move it or let it serve another constituency from a day on, or change the days
    it is in use.

    It is found by its id, or by the whole name of its constituency or place on the day given.
    """
    on = first or last or this.context.today
    where = this.register.resolve("constituency", constituency, on) if constituency else ""
    try:
        wanted = this.register.resolve_whole("mailbox", mailbox, on)
    except UnknownNameError as unknown:
        if unknown.unread:
            raise
        _add_mailbox(this, mailbox, where, group, place, first, last)
        return
    target = _mailbox(this, wanted)
    if group and _group(this, group).record_id != target.record_id:
        raise _held_elsewhere(this, "mailbox", wanted, target.record_id)
    since = first if place or where else None
    served = _served(this, target, where, since) if where else None
    if place:
        wording = phrase("信箱{id}的位置", "place of mailbox {id}", id=wanted)
        moved = {**days(since, None), "at": place}
        _put_by_day(this, target.at("places", wording=wording), moved, "at")
    in_use = days(None if since else first, last)
    this.settle(target, {"constituency": served, **in_use})


def _mailbox(this: Changes, wanted: str) -> RegisterEntry:
    """Return the mailbox with that id."""
    found = (
        (group_id, number)
        for group_id, group in this.register.groups.items()
        for number, one in enumerate(group.mailboxes)
        if one.id == wanted
    )
    group_id, number = next(found)
    wording = named(REFERRED["mailbox"], wanted, wanted)
    return RegisterEntry(GROUP, group_id, ("mailboxes", number), wording)


def _served(this: Changes, target: RegisterEntry, where: str, since: date | None) -> object:
    """Return the constituencies of a mailbox with the new one, which it serves since that day.

    Without a day, it takes the place of the only one; DeputylogError if there are several.
    """
    held = this.register.groups[target.record_id].mailboxes[int(target.key[-1])]
    if isinstance(held.constituency, str):
        if not since or held.start is None or since <= held.start:
            return where
        served = {held.start: held.constituency}
    elif not since:
        raise missing("--from")
    else:
        served = {one.start: one.id for one in held.constituency}
    served[since] = where
    return [{"from": day.isoformat(), "id": wanted} for day, wanted in sorted(served.items())]


def _add_mailbox(
    this: Changes,
    wanted: str,
    where: str,
    group: str,
    place: str,
    first: date | None,
    last: date | None,
) -> None:
    if not re.fullmatch(SLUG, wanted):
        raise DeputylogError(
            "没有信箱“{name}”；新增信箱请写编号，如 m08",
            "there is no mailbox '{name}'; a new one needs an id such as m08",
            name=wanted,
        )
    if not where:
        raise missing("--constituency")
    on = first or last or this.context.today
    holder = group or this.register.holdings.group_holding(where, on)
    if not holder:
        raise missing("--group")
    target = _group(this, holder).at("mailboxes")
    if not first:
        this.note(
            "没有写明启用日：按自有记录之日起或者自本届起始日起启用计算；另有启用日的，请用"
            " --from 写明",
            "no first day given: the mailbox counts as in use since the records or the "
            "term began; --from names another day",
        )
    places = [{**days(first, None), "at": place}] if place else []
    values = {"id": wanted, "constituency": where, **days(first, last), "places": places}
    number = len(_listed(this, target))
    this.settle(target.at(number, wording=named(REFERRED["mailbox"], wanted, wanted)), values)


def set_keeper(
    this: Changes, mailbox: str, who: str, first: date | None, delegated: bool, why: str
) -> None:
    """Set the keeper of a mailbox, from a day on."""
    if why and not delegated:
        raise DeputylogError(
            "--why 是委托管理的原因，请同时写 --delegated",
            "--why is the reason of a delegation; add --delegated",
        )
    on = first or this.context.today
    wanted = this.register.resolve("mailbox", mailbox, on)
    keeper = this.register.resolve("person", who, on)
    wording = phrase("信箱{id}的管理人", "keeper of mailbox {id}", id=wanted)
    values = {"who": keeper, "delegated": delegated or None, "why": why or None}
    target = _mailbox(this, wanted).at("keepers", wording=wording)
    _put_by_day(this, target, {**days(first, None), **values}, "who")


def _put_by_day(this: Changes, target: RegisterEntry, values: Data, main: str) -> None:
    """Put an entry into a list that is sorted by day.

    It replaces an entry with the same day. Without a day, it changes the last entry with the same
    value of `main`.
    """
    listed = _listed(this, target)
    since = str(values.get("from") or "")
    starts = [str(one.get("from") or "") for one in listed]
    if not since:
        alike = [number for number, one in enumerate(listed) if one.get(main) == values[main]]
        if listed and not alike:
            raise _needs_a_day(this, target.wording, main, str(listed[-1][main]))
        this.settle(target.at(alike[-1] if alike else 0), values)
    elif since in starts:
        this.replace(target.at(starts.index(since)), values)
    else:
        number = sum(start < since for start in starts)
        for moved in range(len(listed), number, -1):
            this.draft.put(GROUP, target.record_id, target.at(moved).key, listed[moved - 1])
        this.add(target.at(number), values)


def _needs_a_day(this: Changes, wording: Phrase, main: str, held: str) -> DeputylogError:
    text = Bilingual(
        "{thing}已登记为{present}；请用 --from 写明自哪天起变更",
        "{thing} is already {present}; give the day of the change with --from",
    )
    present = this.name("person", held) if main == "who" else held
    return DeputylogError(text, thing=wording, present=present)
