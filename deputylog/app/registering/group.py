"""Set the parts of a deputy group: leader, officers, constituencies, mailboxes, keepers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from deputylog.app.entering.deputy import deputy_id, leader_named, running_term, without_seat
from deputylog.app.names import UnknownNameError
from deputylog.app.registering.draft import complete, entries
from deputylog.app.registering.settle import Registering
from deputylog.app.values import id_and_name
from deputylog.finding import DeputylogError
from deputylog.model.fields import SLUG, Key
from deputylog.model.kinds import DEPUTY, GROUP
from deputylog.model.spelling import same_name
from deputylog.words import N_, Said, phrase

Values = dict[str, object]


def set_leader(this: Registering, group: str, who: str) -> None:
    """Set the leader of a group; an unknown name becomes a deputy without a seat."""
    group_id = _group(this, group)
    leader, new_name = leader_named(this.desk, who)
    if new_name:
        this.draft.new(DEPUTY, leader, {"name": new_name})
    called = _called(this, Said("代表组", "deputy group"), this.name("group", group_id), group_id)
    this.change(GROUP, group_id, ("leader",), leader, called)
    if new_name:
        this.draft.notes.append(without_seat(new_name))


def set_constituency(this: Registering, group: str, word: str, *, name: str = "", term: str = "") -> None:
    """Add a constituency to a group, or change its name."""
    wanted, beside = id_and_name(word)
    name = name or beside
    group_id = _group(this, group)
    of_term = this.desk.register.resolve("term", term) if term else running_term(this.desk.register, this.desk.today)
    listed = entries(this.draft.data(GROUP, group_id), "constituencies")
    number = _number(listed, id=wanted, term=of_term)
    if number == len(listed):
        _refuse_held_elsewhere(this, wanted, of_term)
        if not name:
            raise DeputylogError(N_("{option} is missing"), option="--name")
    if name:
        this.desk.register.refuse_second("constituency", wanted, name, of_term)
    said = Said("选区", "constituency")
    called = _called(this, said, name or str(listed[number].get("name")), wanted)
    values = {"id": wanted, "term": of_term, "name": name or None}
    this.settle(GROUP, group_id, ("constituencies", number), values, called)


def _refuse_held_elsewhere(this: Registering, wanted: str, term: str) -> None:
    for group_id, group in this.desk.register.groups.items():
        if any((held.id, held.term) == (wanted, term) for held in group.constituencies):
            text = N_("constituency {id} already belongs to {group}; give another id")
            raise DeputylogError(text, id=wanted, group=this.name("group", group_id))


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
    """Add a liaison officer to a group, or change the name or the days of one."""
    group_id = _group(this, group)
    listed = entries(this.draft.data(GROUP, group_id), "officers")
    named = [n for n, one in enumerate(listed) if who == one.get("id") or same_name(who, str(one.get("name")))]
    number = next((n for n in named if not wanted_id or listed[n].get("id") == wanted_id), len(listed))
    days = _days(this, first, last)
    if number < len(listed):
        officer_id = str(listed[number]["id"])
        values: Values = {"name": name or None, **days}
    else:
        if last and not first:
            raise _no_such_officer(this, group_id, who, listed)
        officer_id = wanted_id or deputy_id(who, this.desk.register.ids("person"), this.desk.random)
        values = {"id": officer_id, "name": name or who, **days}
    shown = name or (str(listed[number]["name"]) if number < len(listed) else who)
    called = _called(this, Said("联络员", "officer"), shown, officer_id)
    this.settle(GROUP, group_id, ("officers", number), values, called)


def _no_such_officer(this: Registering, group_id: str, who: str, listed: Sequence[Mapping[str, object]]) -> DeputylogError:
    group = this.name("group", group_id)
    if not listed:
        return DeputylogError(N_("{group} has no officer '{name}'"), group=group, name=who)
    names = [str(one["name"]) for one in listed]
    return DeputylogError(N_("{group} has no officer '{name}'; there are {names}"), group=group, name=who, names=names)


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
    """Add a mailbox, move it from a day on, or change the days it is in use."""
    where = this.desk.register.resolve("constituency", constituency) if constituency else ""
    found = _mailbox(this, word)
    if found:
        group_id, number = found
        _change_mailbox(this, group_id, number, where, place, _days(this, first, last))
        return
    if not re.fullmatch(SLUG, word):
        text = N_("there is no mailbox '{name}'; a new one needs an id such as m08")
        raise DeputylogError(text, name=word)
    if not where:
        raise DeputylogError(N_("{option} is missing"), option="--constituency")
    group_id = _group(this, group) if group else _holder(this, where)
    number = len(entries(this.draft.data(GROUP, group_id), "mailboxes"))
    days = _days(this, first, last)
    since = {"from": days["from"]} if "from" in days else {}
    if not since:
        this.note(N_("no first day given: the mailbox counts as in use since the records or the term began; --from names another day"))
    places = [{**since, "at": place}] if place else []
    values = {"id": word, "constituency": where, **days, "places": places}
    called = _called(this, Said("信箱", "mailbox"), word, word)
    this.settle(GROUP, group_id, ("mailboxes", number), values, called)


def _change_mailbox(this: Registering, group_id: str, number: int, where: str, place: str, days: Values) -> None:
    at: Key = ("mailboxes", number)
    wanted = str(this.draft.at(GROUP, group_id, (*at, "id")))
    called = _called(this, Said("信箱", "mailbox"), wanted, wanted)
    if place:
        new = {"from": days.pop("from", None), "at": place}
        _put_by_day(this, group_id, (*at, "places"), new, "at", _said(this, N_("place of mailbox {id}"), id=wanted))
    this.settle(GROUP, group_id, at, {"constituency": where or None, **days}, called)


def set_keeper(this: Registering, mailbox: str, who: str, *, first: str = "", delegated: bool = False, why: str = "") -> None:
    """Set the keeper of a mailbox, from a day on."""
    wanted = this.desk.register.resolve("mailbox", mailbox)
    found = _mailbox(this, wanted)
    assert found
    group_id, number = found
    if why and not delegated:
        raise DeputylogError(N_("--why is the reason of a delegation; add --delegated"))
    keeper = this.desk.register.resolve("person", who)
    values: Values = {**_days(this, first, ""), "who": keeper, "delegated": delegated or None, "why": why or None}
    called = _said(this, N_("keeper of mailbox {id}"), id=wanted)
    _put_by_day(this, group_id, ("mailboxes", number, "keepers"), values, "who", called)


def _put_by_day(this: Registering, group_id: str, key: Key, values: Values, main: str, called: str) -> None:
    """Put an entry into a list that is sorted by day.

    It replaces an entry with the same day. Without a day, it changes the last entry with the same
    value of `main`.
    """
    listed = entries({"list": this.draft.at(GROUP, group_id, key)}, "list")
    since = str(values.get("from") or "")
    if not since:
        alike = [n for n, one in enumerate(listed) if one.get(main) == values[main]]
        if listed and not alike:
            text = N_("{thing} is already {present}; give the day of the change with --from")
            raise DeputylogError(text, thing=called, present=_present(this, listed[-1], main))
        this.settle(GROUP, group_id, (*key, alike[-1] if alike else 0), values, called)
        return
    days = [str(one.get("from") or "") for one in listed]
    if since in days:
        this.replace(GROUP, group_id, (*key, days.index(since)), values, called)
        return
    number = sum(day < since for day in days)
    for moved in range(len(listed), number, -1):
        this.draft.put(GROUP, group_id, (*key, moved), listed[moved - 1])
    this.add(GROUP, group_id, (*key, number), values, called)


def _present(this: Registering, entry: Mapping[str, object], main: str) -> str:
    value = str(entry[main])
    return this.name("person", value) if main == "who" else value


def _days(this: Registering, first: str, last: str) -> Values:
    """Return the days given as options."""
    days = {"from": first, "to": last}
    return {name: this.desk.values.day(f"--{name}", text) for name, text in days.items() if text}


def _number(listed: Sequence[Mapping[str, object]], **wanted: str) -> int:
    """Return the index of the entry with these values; the length of the list if there is none."""
    found = (n for n, one in enumerate(listed) if all(one.get(name) == value for name, value in wanted.items()))
    return next(found, len(listed))


def _mailbox(this: Registering, word: str) -> tuple[str, int] | None:
    """Return the group of a mailbox and its index there, or None.

    It is found by its id, or by the whole name of its constituency or place.
    """
    try:
        wanted = this.desk.register.resolve_whole("mailbox", word)
    except UnknownNameError as unknown:
        if unknown.unread:
            raise
        return None
    for group_id, group in this.desk.register.groups.items():
        for number, mailbox in enumerate(group.mailboxes):
            if mailbox.id == wanted:
                return group_id, number
    return None


def _holder(this: Registering, constituency: str) -> str:
    """Return the only group with the constituency; DeputylogError asks for --group otherwise."""
    holders = [
        group_id for group_id, group in this.desk.register.groups.items() if any(held.id == constituency for held in group.constituencies)
    ]
    if len(holders) != 1:
        raise DeputylogError(N_("{option} is missing"), option="--group")
    return holders[0]


def _group(this: Registering, text: str) -> str:
    """Return the id of a group; `ID=NAME` adds the group if it is missing."""
    wanted, name = id_and_name(text)
    if not name:
        return this.desk.register.resolve("group", wanted)
    is_new = this.draft.data(GROUP, wanted) is None
    complete(this.draft, GROUP, wanted, {"name": name})
    if is_new:
        this.note(N_("{thing} added"), thing=_called(this, Said("代表组", "deputy group"), name, wanted))
    return wanted


def _called(this: Registering, kind: Said, name: str, wanted: str) -> str:
    text = N_("{kind} {name} ({id})") if name != wanted else N_("{kind} {name}")
    return _said(this, text, kind=kind, name=name, id=wanted)


def _said(this: Registering, text: str, /, **values: object) -> str:
    return this.desk.words.say(phrase(text, **values))
