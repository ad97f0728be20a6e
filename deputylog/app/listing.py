"""Lists of records and matters, by what one looks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.model.matter import Matter
from deputylog.model.state import state_of
from deputylog.reports.matters import source_of
from deputylog.table import Cell, Column, Table
from deputylog.words import Said


@dataclass(frozen=True)
class Filter:
    """What is looked for; empty means anything."""

    group: str = ""
    deputy: str = ""
    constituency: str = ""
    topic: str = ""
    kind: str = ""
    period: Period | None = None
    is_open: bool = False
    overdue: bool = False

    def takes(
        self, *, day: date, group: str, deputies: tuple[str | None, ...] = (), constituency: str = "", topic: str | None = None
    ) -> bool:
        return (
            self.group in ("", group)
            and (not self.deputy or self.deputy in deputies)
            and self.constituency in ("", constituency)
            and self.topic in ("", topic or "")
            and (self.period is None or day in self.period)
        )


_DAY = Column("day", Said("日期", "day"), "day")
_ID = Column("id", Said("编号", "id"))
_GROUP = Column("group", Said("代表组", "deputy group"))
_DEPUTIES = Column("deputies", Said("代表", "deputies"))
_CONSTITUENCY = Column("constituency", Said("选区", "constituency"))

MATTER_COLUMNS = (
    _ID,
    Column("received", Said("收到日期", "received"), "day"),
    Column("source", Said("来源", "source")),
    _CONSTITUENCY,
    Column("deputy", Said("代表", "deputy")),
    Column("kind", Said("类别", "kind")),
    Column("title", Said("标题", "title")),
    Column("state", Said("状态", "state")),
)


def _matters(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for matter in book.matters:
        place = {"day": matter.received, "group": matter.group, "constituency": matter.constituency}
        if not wished.takes(**place, deputies=(matter.deputy,), topic=matter.topic) or (wished.is_open and not matter.is_open):  # type: ignore[arg-type]
            continue
        if (wished.overdue and not is_overdue(book, matter)) or wished.kind not in ("", matter.kind):
            continue
        yield _matter_row(book, matter)


def is_overdue(book: Book, matter: Matter) -> bool:
    """Whether a step is still missing after its last day."""
    return any(duty.done is None and duty.days_late for duty in book.duties[matter.id])


def _matter_row(book: Book, matter: Matter) -> tuple[Cell, ...]:
    where, who = book.name("constituency", matter.constituency), book.name("deputy", matter.deputy)
    return (matter.id, matter.received, source_of(matter), where, who, matter.kind, matter.title, state_of(matter))


def _letters(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    letters = {filed.id for filed in book.letters}
    return (row for row in _matters(book, wished) if row[0] in letters)


def _visits(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.visits:
        visit = filed.record
        group = book.group_holding(visit.constituency, visit.held_on)
        if wished.takes(day=visit.held_on, group=group, deputies=visit.deputies, constituency=visit.constituency):
            who = [book.name("deputy", wanted) for wanted in visit.deputies]
            yield filed.id, visit.held_on, book.name("constituency", visit.constituency), who, visit.ask, visit.form, len(visit.matters)


def _openings(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.openings:
        opening = filed.record
        if wished.takes(day=opening.held_on, group=opening.group):
            letters = sum(opening.mailboxes.values())
            yield filed.id, opening.held_on, book.name("group", opening.group), len(opening.mailboxes), letters, list(opening.not_opened)


def _deputies(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.deputies.values():
        for seat in filed.record.seats:
            held = wished.period is None or len(seat.period(wished.period.last).meet(wished.period)) > 0
            place = {"group": seat.group, "constituency": seat.constituency}
            if held and wished.takes(day=wished.period.first if wished.period else seat.start, deputies=(filed.id,), **place):
                group, where = book.name("group", seat.group), book.name("constituency", seat.constituency)
                yield filed.id, filed.record.name, group, where, seat.start, seat.end, seat.ended_by


def _groups(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.groups.values():
        if wished.group in ("", filed.id):
            officers = [officer.name for officer in filed.record.officers if officer.serves(book.as_of)]
            members = sum(any(seat.group == filed.id for seat in deputy.record.seats_on(book.as_of)) for deputy in book.deputies.values())
            yield filed.id, filed.record.name, officers, len(filed.record.constituencies), len(filed.record.mailboxes), members


def _submissions(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.submissions:
        submission = filed.record
        if wished.takes(day=submission.quarter.period.first, group=submission.group):
            yield filed.id, submission.handed_in, book.name("group", submission.group), str(submission.quarter), len(submission.rows)


def _excuses(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.excuses:
        excuse = filed.record
        if wished.takes(day=excuse.start, group=wished.group):
            yield filed.id, excuse.rule, excuse.subject, excuse.start, excuse.end, excuse.why, book.name("person", excuse.accepted_by)


_Rows = Callable[[Book, Filter], Iterator[tuple[Cell, ...]]]
LISTINGS: Mapping[str, tuple[Said, tuple[Column, ...], _Rows]] = {
    "matters": (Said("群众反映的问题", "matters"), MATTER_COLUMNS, _matters),
    "letters": (Said("群众来信", "letters"), MATTER_COLUMNS, _letters),
    "visits": (
        Said("走访", "visits"),
        (
            _ID,
            _DAY,
            _CONSTITUENCY,
            _DEPUTIES,
            Column("ask", Said("三问", "ask")),
            Column("form", Said("形式", "form")),
            Column("matters", Said("问题数", "matters"), "number"),
        ),
        _visits,
    ),
    "openings": (
        Said("开箱", "openings"),
        (
            _ID,
            _DAY,
            _GROUP,
            Column("mailboxes", Said("信箱数", "mailboxes"), "number"),
            Column("letters", Said("信件数", "letters"), "number"),
            Column("not_opened", Said("未开启", "not opened")),
        ),
        _openings,
    ),
    "deputies": (
        Said("代表", "deputies"),
        (
            _ID,
            Column("name", Said("姓名", "name")),
            _GROUP,
            _CONSTITUENCY,
            Column("from", Said("起", "from"), "day"),
            Column("to", Said("止", "to"), "day"),
            Column("end", Said("终止原因", "end")),
        ),
        _deputies,
    ),
    "groups": (
        Said("代表组", "deputy groups"),
        (
            _ID,
            Column("name", Said("名称", "name")),
            Column("officers", Said("联络员", "officers")),
            Column("constituencies", Said("选区数", "constituencies"), "number"),
            Column("mailboxes", Said("信箱数", "mailboxes"), "number"),
            Column("deputies", Said("代表数", "deputies"), "number"),
        ),
        _groups,
    ),
    "submissions": (
        Said("报送", "submissions"),
        (_ID, _DAY, _GROUP, Column("quarter", Said("季度", "quarter")), Column("rows", Said("行数", "rows"), "number")),
        _submissions,
    ),
    "excuses": (
        Said("准予说明", "excuses"),
        (
            _ID,
            Column("rule", Said("规则", "rule")),
            Column("subject", Said("对象", "subject")),
            Column("from", Said("起", "from"), "day"),
            Column("to", Said("止", "to"), "day"),
            Column("why", Said("理由", "why")),
            Column("accepted_by", Said("批准人", "accepted by")),
        ),
        _excuses,
    ),
}


def listing(book: Book, what: str, wished: Filter) -> Table:
    """The rows of that kind that the filter takes."""
    title, columns, rows = LISTINGS[what]
    return Table(what, title, columns, tuple(rows(book, wished)))
