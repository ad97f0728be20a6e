"""Enter the mailboxes of a setup workbook: new ones, and since which day something has changed."""

from __future__ import annotations

from collections.abc import Sequence

from deputylog.keep.register_draft import path_of
from deputylog.kinds.registry import GROUP
from deputylog.record.fields import Key
from deputylog.tables.setup.entered_rows import COLUMN_OF, EnteredRows, ids_called
from deputylog.tables.setup.reading import SetupRow
from deputylog.tables.setup.register_values import Data
from deputylog.text.spelling import same_name
from deputylog.words import Bilingual

_CONTRADICTS = Bilingual(
    "登记的是“{present}”（自 {day} 起），表中写的是“{wanted}”；确有变更的，请在“自”栏写明变更之日",
    "recorded is '{present}' (since {day}), the sheet says '{wanted}'; if it has changed, write "
    "the day of the change under 'since'",
)
_OTHER_DAY = Bilingual(
    "登记的是 {days}，表中写的是 {since}，而其他各格没有变更",
    "recorded is {days}, the sheet says {since}, and no other cell has changed",
)


def enter_mailbox(this: EnteredRows, row: SetupRow, values: Data) -> None:
    """Add a mailbox, or what has changed of it since the day in the row."""
    terms = [this.term(row)] if row.cells.get("term") else this.terms
    where, group = this.constituency(row, terms)
    known = _mailbox(this, row, values) if where else None
    held = this.register.groups[known[0]]["mailboxes"][known[1]] if known else {}
    keeper = _keeper(this, row, values, group, held)
    if not where:
        return
    if known is None:
        _add(this, row, values, group, where, keeper)
    else:
        _change(this, row, values, *known, where, keeper)


def _keeper(this: EnteredRows, row: SetupRow, values: Data, group: str, held: Data) -> Data:
    """Return who keeps the mailbox: a deputy or officer of the group, else of another one."""
    text, officers = row.cells.get("keeper", ""), this.officers
    listed = this.register.groups[group].get("officers", ()) if group else ()
    own = {one["id"]: one["name"] for one in listed}
    candidates = (this.people(group), own, this.people(), officers)
    alike = (known for known in candidates if ids_called(text, known))
    known = next(alike, {**this.people(), **officers})
    present = held["keepers"][-1]["who"] if held.get("keepers") else ""
    who = this.named(row, "keeper", "person", known, present)
    if not who:
        return {}
    why = {"why": values["why"]} if "why" in values else {}
    return {"who": who, **({"delegated": True} if who in officers else {}), **why}


def _mailbox(this: EnteredRows, row: SetupRow, values: Data) -> tuple[str, int] | None:
    """Return the group and number of the mailbox that a row is about; None for a new one.

    Without an id, it is the one that serves a constituency of that name: at that place, else at a
    place that no other row names.
    """
    free = [
        (group, number, one)
        for group, number, one in this.register.listed("mailboxes")
        if (path_of(GROUP, group), ("mailboxes", number)) not in this.origin
    ]
    if wanted := values.get("id"):
        return next((box[:2] for box in free if box[2]["id"] == wanted), None)
    name = row.cells["constituency"]
    served = {
        one["id"]
        for _, _, one in this.register.listed("constituencies")
        if same_name(one["name"], name)
    }
    alike = [(_place(box[2]), box[:2]) for box in free if _serves(box[2]) in served]
    places = {one.cells.get("place", "") for one in this.rows if one.sheet is row.sheet}
    here = (box for place, box in alike if place == row.cells.get("place", ""))
    moved = (box for place, box in alike if place not in places)
    return next(here, None) or next(moved, None)


def _place(mailbox: Data) -> str:
    return str(mailbox["places"][-1]["at"]) if mailbox.get("places") else ""


def _serves(mailbox: Data) -> str:
    """Return the constituency that a mailbox serves last."""
    served = mailbox["constituency"]
    return str(served if isinstance(served, str) else served[-1]["id"])


def _add(
    this: EnteredRows, row: SetupRow, values: Data, group: str, where: str, keeper: Data
) -> None:
    used = {one["id"] for _, _, one in this.register.listed("mailboxes")}
    wanted = values.get("id") or this.numbered("m", row.cells["constituency"], used)
    since = {"from": values["from"]} if "from" in values else {}
    places = [{**since, "at": values["place"]}] if "place" in values else []
    keepers = [{**since, **keeper}] if keeper else []
    box = {"id": wanted, "constituency": where, **since, "places": places, "keepers": keepers}
    number = len(this.register.groups[group].get("mailboxes", ()))
    this.put(row, GROUP, group, ("mailboxes", number), box)


def _change(
    this: EnteredRows,
    row: SetupRow,
    values: Data,
    group: str,
    number: int,
    where: str,
    keeper: Data,
) -> None:
    """Add the place, the keeper and the constituency that hold since the day in a row."""
    key: Key = ("mailboxes", number)
    held: Data = this.register.groups[group]["mailboxes"][number]
    this.put(row, GROUP, group, key, {})
    since, place = str(values.get("from", "")), values.get("place")
    for name, main, entry in (
        ("places", "at", {"at": place} if place else {}),
        ("keepers", "who", keeper),
    ):
        listed = held.get(name, [])
        if entry and _is_new(this, row, listed, main, str(entry[main]), since):
            dated = {"from": since, **entry} if since else entry
            this.put(row, GROUP, group, (*key, name, len(listed)), dated)
    served, first = _turns(this, held), max(since, this.first_day_of(where))
    if _is_new(this, row, served, "id", where, first):
        turns = {"constituency": [*served, {"from": first, "id": where}]}
        this.did(row, this.register.put(GROUP, group, key, turns))
    this.only_changed(row)
    _refuse_other_day(this, row, held, since)


def _turns(this: EnteredRows, mailbox: Data) -> list[Data]:
    """Return the constituencies that a mailbox served, each with its first day."""
    served = mailbox["constituency"]
    if not isinstance(served, str):
        return list(served)
    begins = str(this.register.district.get("records_from", ""))
    first = mailbox.get("from") or max(begins, this.first_day_of(served))
    return [{"from": first, "id": served}]


def _is_new(
    this: EnteredRows, row: SetupRow, listed: Sequence[Data], main: str, value: str, since: str
) -> bool:
    """Return whether a value holds since a day; one that contradicts what is recorded is noted.

    What once held since that day is no contradiction.
    """
    held = [(one[main], str(one.get("from") or "")) for one in listed]
    if not held:
        return True
    present, day = held[-1]
    if present == value or (value, since) in held:
        return False
    if since > day:
        return True
    shown = {**this.people(), **this.officers} if main == "who" else {}
    if main == "id":
        shown = {one["id"]: one["name"] for _, _, one in this.register.listed("constituencies")}
    column = COLUMN_OF.get(main, "constituency")
    names = {"present": shown.get(present, present), "wanted": shown.get(value, value)}
    this.says(row, column, _CONTRADICTS, day=day or "—", **names)
    return False


def _refuse_other_day(this: EnteredRows, row: SetupRow, mailbox: Data, since: str) -> None:
    """Note a day since which nothing holds."""
    dated = [
        mailbox,
        *mailbox.get("places", ()),
        *mailbox.get("keepers", ()),
        *_turns(this, mailbox),
    ]
    days = sorted({str(one["from"]) for one in dated if one.get("from")})
    if since and since not in days:
        this.says(row, "from", _OTHER_DAY, days=days, since=since)
