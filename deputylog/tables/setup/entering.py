"""Enter the rows of a setup workbook about the district, its groups and its constituencies."""

from __future__ import annotations

from deputylog.keep.register_draft import number_of, path_of
from deputylog.kinds.registry import DISTRICT, GROUP
from deputylog.record.ids import digest_of
from deputylog.tables.setup.entered_rows import TWICE, EnteredRows, ids_called
from deputylog.tables.setup.reading import SetupRow
from deputylog.tables.setup.register_values import Data
from deputylog.text.pinyin import joined_pinyin
from deputylog.words import Bilingual


def enter_district(this: EnteredRows, row: SetupRow, values: Data) -> None:
    if not this.register.district:
        values = {"schema": 1, "records_from": this.today.isoformat(), **values}
    this.put(row, DISTRICT, "", (), values)


def enter_term(this: EnteredRows, row: SetupRow, values: Data) -> None:
    """Add or change a term, or a session of it."""
    term, session = str(values.pop("term", "")), str(values.pop("session", ""))
    name = "sessions" if session else "terms"
    wanted = f"{term}-{session}" if session and "-" not in session else session or term
    if term and "from" in values:
        number = number_of(this.register.district.get(name, ()), id=wanted)
        this.put(row, DISTRICT, "", (name, number), {"id": wanted, **values})


def enter_named(this: EnteredRows, row: SetupRow, values: Data) -> None:
    """Add or change a department or topic."""
    table, name = row.sheet.name, str(values.get("name", ""))
    held: dict[str, Data] = this.register.district.get(table, {})
    wanted = _id(this, values, name, held, joined_pinyin(name), table)
    if name:
        this.put(row, DISTRICT, "", (table, wanted), values)


def enter_group(this: EnteredRows, row: SetupRow, values: Data) -> None:
    """Add or change a group; its leader, who is a deputy, comes later."""
    values.pop("leader", None)
    name = str(values.get("name", ""))
    word = name.removesuffix("代表组").removesuffix("街道") or name
    wanted = _id(this, values, name, this.register.groups, joined_pinyin(word), "g")
    if name:
        this.put(row, GROUP, wanted, (), values)


def _id(
    this: EnteredRows, values: Data, name: str, held: dict[str, Data], pinyin: str, letter: str
) -> str:
    """Return the id of what has this name, else the one given, else a new one."""
    names = {wanted: str(data.get("name")) for wanted, data in held.items()}
    given = str(values.pop("id", ""))
    same = [] if given in held else ids_called(name, names)
    new = pinyin or f"{letter[0]}-{digest_of(name, 5)}"
    return next(iter(same), given) or this.new_id(new, held)


_HELD_ELSEWHERE = Bilingual(
    "{name}已登记在{present}，表中写的是{wanted}；确已划归的，请用“deputylog set constituency”登记"
    "自哪天起",
    "{name} is recorded with {present}, the sheet says {wanted}; 'deputylog set constituency' "
    "moves it from a day on",
)


def enter_constituency(this: EnteredRows, row: SetupRow, values: Data) -> None:
    term, group, name = this.term(row), this.group(row), str(values.get("name", ""))
    if not (term and group and name):
        return
    listed = list(this.register.listed("constituencies"))
    of_term = {one["id"]: one["name"] for _, _, one in listed if one["term"] == term}
    given = str(values.get("id", ""))
    same = [given] if given in of_term else ids_called(name, of_term)
    ids = {one["id"] for _, _, one in listed}
    wanted = next(iter(same), given) or this.numbered("c", name, ids, term)
    holders = [at for at, _, one in listed if (one["id"], one["term"]) == (wanted, term)]
    if holders and group not in holders:
        own = this.register.groups[holders[-1]]["constituencies"]
        key = ("constituencies", number_of(own, id=wanted, term=term))
        if other := this.origin.get((path_of(GROUP, holders[-1]), key)):
            this.says(row, "name", TWICE, cell=other.cell("name"))
            return
        names = [this.register.groups[one]["name"] for one in (holders[-1], group)]
        this.says(row, "group", _HELD_ELSEWHERE, name=name, present=names[0], wanted=names[1])
        return
    own = this.register.groups[group].get("constituencies", ())
    key = ("constituencies", number_of(own, id=wanted, term=term))
    this.put(row, GROUP, group, key, {"id": wanted, "term": term, "name": name})


_OTHER_LEADER = Bilingual(
    "{cell}：{name}不是本组代表，请核对", "{cell}: {name} is no deputy of this group; check it"
)


def enter_leader(this: EnteredRows, row: SetupRow, values: Data) -> None:
    """Set the leader of a group: a deputy of that name, of the group if it has one."""
    path = next((path for (path, _), one in this.origin.items() if one is row), "")
    if not (values.get("leader") and path):
        return
    group = next(one for one in this.register.groups if path_of(GROUP, one) == path)
    own = this.people(group)
    known = own if ids_called(row.cells["leader"], own) else this.people()
    held = this.register.groups[group].get("leader")
    if leader := this.named(row, "leader", "deputy", known, held):
        if leader not in own:
            this.doubts(row, "leader", _OTHER_LEADER, name=row.cells["leader"])
        this.origin[path, ("leader",)] = row
        this.did(row, this.register.put(GROUP, group, (), {"leader": leader}))
