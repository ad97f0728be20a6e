"""Enter the deputies and the liaison officers of a setup workbook: who is who, and who is new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from deputylog.enter.register_records import deputy_id
from deputylog.keep.register_draft import number_of, path_of
from deputylog.kinds.registry import DEPUTY, GROUP
from deputylog.tables.setup.entered_rows import NEW, TWICE, EnteredRows, ids_called
from deputylog.tables.setup.reading import SetupRow
from deputylog.tables.setup.register_values import Data
from deputylog.text.spelling import same_name
from deputylog.words import Bilingual, phrase

_NAMESAKE = Bilingual(
    "{cell}：{name}与另一选区的代表同名，作为另一人登记（{id}）",
    "{cell}: another deputy is called {name} too; this one is entered as another person ({id})",
)
_OTHER_GROUP = Bilingual(
    "{cell}：该选区属于{group}，请核对", "{cell}: the constituency is of {group}; check it"
)
_BEFORE_TERM = Bilingual(
    "{cell}：{day} 早于该届起始日 {first}，请核对",
    "{cell}: {day} is before the term begins ({first}); check it",
)
_WHICH = Bilingual(
    "{name}已登记为代表：{known}；同一人的请在“编号”栏写明编号，另一人的请写“新”",
    "{name} is recorded already: {known}; write the id for the same person, 'new' for another one",
)
_SEAT = Bilingual("{id}（第{term}届{constituency}）", "{id} (term {term}, {constituency})")


def enter_officer(this: EnteredRows, row: SetupRow, values: Data) -> None:
    group, name = this.group(row), str(values.get("name", ""))
    if not (group and name):
        return
    listed = this.register.groups[group].get("officers", [])
    given = str(values.get("id", ""))
    same = ids_called(given or name, {one["id"]: one["name"] for one in listed})
    wanted = next(iter(same), given) or deputy_id(name, _used(this), Random(f"{group} {name}"))
    days: Data = {key: values[key] for key in ("from", "to") if key in values}
    key = ("officers", number_of(listed, id=wanted))
    this.put(row, GROUP, group, key, {"id": wanted, "name": name, **days})


def find_seat(this: EnteredRows, row: SetupRow, values: Data) -> None:
    """Find the deputy whose seat, in the register, is that of a row, before others take it."""
    seat, given, name = _seat(this, row), values.get("id", ""), str(values.get("name", ""))
    for wanted, data in this.register.deputies.items():
        number = _number(data, seat)
        place = path_of(DEPUTY, wanted), ("seats", number)
        if number == len(data.get("seats", ())) or place in this.origin:
            continue
        if given == wanted or (given in ("", *NEW) and same_name(str(data["name"]), name)):
            this.origin[place] = row
            this.found[row.place] = wanted
            return


def enter_deputy(this: EnteredRows, row: SetupRow, values: Data) -> None:
    """Add a deputy or a seat, or change what a row says of them."""
    seat, name = _seat(this, row), str(values.get("name", ""))
    if not (name and all(seat.values())):
        return
    wanted = this.found.get(row.place) or _deputy(this, row, values, seat)
    if not wanted:
        return
    was_there = wanted in this.register.deputies
    this.origin.setdefault((path_of(DEPUTY, wanted), ()), row)
    order = {"order": values["order"]} if "order" in values else {}
    this.did(row, this.register.put(DEPUTY, wanted, (), {"name": name, **order}))
    days: Data = {key: values[key] for key in ("from", "to", "end") if key in values}
    _doubt(this, row, seat, days)
    number = _number(this.register.deputies[wanted], seat)
    this.put(row, DEPUTY, wanted, ("seats", number), {**seat, **days})
    if was_there:
        this.only_changed(row)


def _doubt(this: EnteredRows, row: SetupRow, seat: Data, days: Data) -> None:
    """Note a seat in another group than its constituency, or one that begins before its term."""
    _, holder = this.constituency(row, [seat["term"]])
    if holder != seat["group"]:
        this.doubts(row, "group", _OTHER_GROUP, group=this.register.groups[holder]["name"])
    first = this.first_day_of(seat["constituency"])
    if days.get("from", first) < first:
        this.doubts(row, "from", _BEFORE_TERM, day=days["from"], first=first)


def _seat(this: EnteredRows, row: SetupRow) -> Data:
    """Return the term, constituency and group in a row; what is not known is empty."""
    term = this.term(row)
    where, holder = this.constituency(row, [term]) if term else ("", "")
    group = this.group(row) if row.cells.get("group") else holder
    return {"term": term, "constituency": where, "group": group}


def _number(deputy: Data, seat: Data) -> int:
    wanted = {name: seat[name] for name in ("term", "constituency")}
    return number_of(deputy.get("seats", ()), **wanted)


def _deputy(this: EnteredRows, row: SetupRow, values: Data, seat: Data) -> str:
    """Return the id of the deputy whose new seat is in a row; empty, and noted, in doubt.

    Of the same name in the same group, somebody with a seat in another term is the same person.
    """
    given, name = str(values.get("id", "")), str(values["name"])
    new = deputy_id(name, _used(this), Random(f"{name} {sorted(seat.items())}"))
    if given:
        return new if given in NEW else given
    deputies = this.register.deputies
    same = ids_called(name, this.people())
    waiting = [one for one in same if not deputies[one].get("seats")]
    if not same or len(waiting) == 1:
        return next(iter(waiting), new)
    of_term = [one for one in same if _has(deputies[one], term=seat["term"])]
    if of_term and _are_others(this, of_term, seat):
        this.notes.append(phrase(_NAMESAKE, cell=row.cell("name"), name=name, id=new))
        return new
    again = [one for one in same if _has(deputies[one], group=seat["group"])]
    if not of_term and len(again) == 1:
        return again[0]
    if twice := _row_of(this, of_term, seat):
        this.says(row, "name", TWICE, cell=twice.cell("name"))
    else:
        _ask_which(this, row, of_term or again or same)
    return ""


def _has(deputy: Data, **wanted: object) -> bool:
    return number_of(deputy.get("seats", ()), **wanted) < len(deputy.get("seats", ()))


def _row_of(this: EnteredRows, deputies: Iterable[str], seat: Data) -> SetupRow | None:
    """Return the row that says that one of the deputies holds this seat; None if none does."""
    for wanted in deputies:
        number = _number(this.register.deputies[wanted], seat)
        if row := this.origin.get((path_of(DEPUTY, wanted), ("seats", number))):
            return row
    return None


def _are_others(this: EnteredRows, deputies: Iterable[str], seat: Data) -> bool:
    """Return whether these deputies all have rows, for other constituencies of the term."""
    return all(
        (path_of(DEPUTY, wanted), ("seats", number)) in this.origin
        and one["constituency"] != seat["constituency"]
        for wanted in deputies
        for number, one in enumerate(this.register.deputies[wanted]["seats"])
        if one["term"] == seat["term"]
    )


def _ask_which(this: EnteredRows, row: SetupRow, ids: Sequence[str]) -> None:
    known = []
    for wanted in sorted(ids):
        held = this.register.deputies[wanted]["seats"][-1]
        where = this.constituency_entry(held["constituency"]).get("name", held["constituency"])
        known.append(phrase(_SEAT, id=wanted, term=held["term"], constituency=where))
    this.says(row, "name", _WHICH, name=row.cells["name"], known=known)


def _used(this: EnteredRows) -> set[str]:
    """Return the ids of people that a new one cannot have."""
    return {*this.officers, *this.register.deputies, *this.given}
