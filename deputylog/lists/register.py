"""Lists of deputies and groups."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.lists.filter import CONSTITUENCY, GROUP, ID, Filter, Listing
from deputylog.table import Cell, Column
from deputylog.words import Bilingual


def _deputies(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.deputies.values():
        for seat in filed.record.seats:
            held = wished.period is None or len(seat.days_held(wished.period)) > 0
            present = book.directory.group_of_seat(seat, book.as_of)
            place = {"group": present, "constituency": seat.constituency}
            if held and wished.takes(
                day=wished.period.first if wished.period else seat.start or book.as_of,
                deputies=(filed.id,),
                **place,
            ):
                group, where = (
                    book.name("group", present),
                    book.name("constituency", seat.constituency),
                )
                yield filed.id, filed.record.name, group, where, seat.start, seat.end, seat.ended_by


def _groups(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.groups.values():
        if wished.group in ("", filed.id):
            holdings, today = book.directory.holdings, book.as_of
            officers = list(holdings.officers(filed.id, today).values())
            members = len(book.directory.members(filed.id, book.as_of))
            constituencies = sum(
                book.group_holding(held.constituency.id, today) == filed.id
                for held in holdings.running(today)
            )
            mailboxes = sum(
                held.group.id == filed.id and held.mailbox.in_use(today)
                for held in book.mailboxes.values()
            )
            yield filed.id, filed.record.name, officers, constituencies, mailboxes, members


DEPUTIES = Listing(
    "deputies",
    Bilingual("代表", "deputies"),
    (
        ID,
        Column("name", Bilingual("姓名", "name")),
        GROUP,
        CONSTITUENCY,
        Column("from", Bilingual("起", "from"), "day"),
        Column("to", Bilingual("止", "to"), "day"),
        Column("end", Bilingual("终止原因", "end"), leaves=1),
    ),
    _deputies,
    ("group", "deputy", "constituency", "period"),
)
GROUPS = Listing(
    "groups",
    Bilingual("代表组", "deputy groups"),
    (
        ID,
        Column("name", Bilingual("名称", "name")),
        Column("officers", Bilingual("联络员", "officers")),
        Column("constituencies", Bilingual("选区数", "constituencies"), "number"),
        Column("mailboxes", Bilingual("信箱数", "mailboxes"), "number"),
        Column("deputies", Bilingual("代表数", "deputies"), "number"),
    ),
    _groups,
    ("group",),
)
