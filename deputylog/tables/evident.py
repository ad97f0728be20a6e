"""Fill in what a row of a table leaves out because it is evident."""

from __future__ import annotations

from deputylog.enter.names import shared_constituency
from deputylog.enter.register_records import completed_seat
from deputylog.keep.register_draft import entries
from deputylog.kinds.matter_kinds import Writer
from deputylog.kinds.registry import DEPUTY, LETTER, OPENING, VISIT
from deputylog.names.register import Register
from deputylog.record.fields import Data, exact_day
from deputylog.record.kind import Kind
from deputylog.tables.record_rows import ImportedRecord, Reason
from deputylog.text.spelling import closed_up
from deputylog.words import phrase


def complete_evident(kind: Kind, entry: ImportedRecord, register: Register) -> None:
    """Fill in the values that a row leaves out as evident, unless it is rejected."""
    if entry.reasons:
        return
    data, is_new = entry.data, not entry.id
    for item in kind.inputs if is_new and "ref" not in data else ():
        if item.implies and data.get(item.field):
            data.setdefault(*item.implies)
    if is_new and kind is LETTER and entry.private.get("name"):
        data.setdefault("writer", Writer.NAMED)
    if kind is OPENING and "group" not in data and "date" in data:
        data |= _group_of_round(register, data)
    if is_new and kind is VISIT and "constituency" not in data:
        own = shared_constituency(register, data.get("deputies"), str(data.get("date")))
        data |= {"constituency": own} if own else {}
    if is_new and kind is DEPUTY:
        _complete_deputy(entry, register)


def _complete_deputy(entry: ImportedRecord, register: Register) -> None:
    """Complete the seats of a deputy; a name that is not known needs one."""
    data, given = entry.data, entries(entry.data, "seats")
    name = closed_up(str(data.get("name", "")))
    data.pop("seats", None)
    data |= {"name": name} if name else {}
    if seats := [seat for seat in given if {"constituency", "group"} & seat.keys()]:
        data["seats"] = [completed_seat(register, seat) for seat in seats]
    elif not register.is_known("deputy", name):
        text = phrase(
            "看不出{name}的选区和代表组，没有登记；请填写这两栏",
            "the constituency and the group of {name} are not known; fill in both columns",
            name=name,
        )
        entry.reasons.append(Reason("", text))


def _group_of_round(register: Register, data: Data) -> dict[str, str]:
    """Return the group that all mailboxes of the round belong to on its day."""
    tables = (data.get("mailboxes"), data.get("not_opened"))
    named = {mailbox for table in tables if isinstance(table, dict) for mailbox in table}
    in_use = register.mailboxes_on(exact_day(str(data["date"])))
    holders = {holder for holder, mailbox in in_use if mailbox.id in named}
    return {"group": holders.pop()} if len(holders) == 1 else {}
