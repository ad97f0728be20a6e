"""Lists of records and matters; a new kind of list is a Listing in LISTINGS."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from deputylog.book import Book
from deputylog.facts.cells import NEXT, next_cells, source_of
from deputylog.finding import DeputylogError
from deputylog.kinds.deputy import Seat
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.registry import KINDS
from deputylog.kinds.spot_check import Checked
from deputylog.kinds.submission import Submission
from deputylog.kinds.suggestion import SuggestionKind
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.record_places import Filed
from deputylog.lists.filter import Filter, Listing
from deputylog.record.kind import Kind
from deputylog.record.shape import Field, references, shape_of
from deputylog.table import Cell, Column, Table
from deputylog.words import Bilingual

Cells = tuple[Cell, ...]

ID = Column("id", Bilingual("编号", "id"))
DAY = Column("day", Bilingual("日期", "day"), "day")
GROUP = Column("group", Bilingual("代表组", "deputy group"))
DEPUTIES = Column("deputies", Bilingual("代表", "deputies"), leaves=4)
CONSTITUENCY = Column("constituency", Bilingual("选区", "constituency"), leaves=3)
FROM = Column("from", Bilingual("起", "from"), "day")
TO = Column("to", Bilingual("止", "to"), "day")
STATE = (
    Column("state", Bilingual("状态", "state")),
    Column("result", Bilingual("结果", "result"), leaves=2),
    *NEXT,
)


def _stands(book: Book, one: Matter | Handling) -> Cells:
    """Return how a matter or suggestion stands, and what is to be done next."""
    return one.state, one.outcome, *next_cells(book, one.id)


def _is_overdue(book: Book, wanted: str) -> bool:
    """Return whether a step is still not done after its due date."""
    return any(duty.is_running and duty.days_late for duty in book.duties[wanted])


def _of_matter(book: Book, one: Matter) -> tuple[object, ...]:
    where = one.group, one.deputies, one.constituency or "", one.topic or ""
    return *where, one.kind, one.received, one.is_open, _is_overdue(book, one.id)


def _matter(book: Book, one: Matter) -> Cells:
    where, who = book.name("constituency", one.constituency), book.deputies_of(one)
    about = one.id, one.received, source_of(one), where, who, one.kind, one.title
    return *about, *_stands(book, one)


def _letters(book: Book) -> Iterator[Matter]:
    letters = {filed.id for filed in book.letters}
    return (matter for matter in book.matters if matter.id in letters)


EVERY_FILTER = tuple(Filter.__dataclass_fields__)
MATTERS = Listing(
    "matters",
    Bilingual("群众反映的问题", "matters"),
    (
        ID,
        Column("received", Bilingual("收到日期", "received"), "day"),
        Column("source", Bilingual("来源", "source"), leaves=2),
        CONSTITUENCY,
        Column("deputy", Bilingual("代表", "deputy"), leaves=4),
        Column("kind", Bilingual("类别", "kind"), leaves=1),
        Column("title", Bilingual("标题", "title")),
        *STATE,
    ),
    EVERY_FILTER,
    lambda book: book.matters,
    _of_matter,
    _matter,
    MatterKind,
)


def _of_suggestion(book: Book, one: Handling) -> tuple[object, ...]:
    record = one.record
    where = one.group, one.signers_on(book.as_of), one.constituency or "", record.topic or ""
    return *where, record.kind, one.day or book.as_of, one.is_open, _is_overdue(book, one.id)


def _suggestion(book: Book, one: Handling) -> Cells:
    lead, department = book.name("deputy", one.record.lead), book.name("department", one.department)
    about = one.id, one.day, one.record.kind, lead, one.record.title, department
    return *about, *_stands(book, one)


def _of_visit(book: Book, one: Filed[Any]) -> tuple[object, ...]:
    visit = one.record
    group = book.group_holding(visit.constituency, visit.held_on)
    return group, visit.deputies, visit.constituency, visit.held_on


def _visit(book: Book, one: Filed[Any]) -> Cells:
    visit = one.record
    where, who = book.name("constituency", visit.constituency), _names(book, visit.deputies)
    return one.id, visit.held_on, where, who, visit.ask, visit.form, len(visit.matters)


def _names(book: Book, deputies: tuple[str, ...]) -> list[str]:
    return [book.name("deputy", deputy) for deputy in deputies]


def _opening(book: Book, one: Filed[Any]) -> Cells:
    opening = one.record
    letters = sum(opening.mailboxes.values()) if opening.mailboxes else None  # unknown
    counts = len(opening.mailboxes), letters, list(opening.not_opened)
    return one.id, opening.held_on, book.name("group", opening.group), *counts


def _of_activity(book: Book, one: Filed[Any]) -> tuple[object, ...]:
    record = one.record
    group = record.by if record.by in book.groups else None
    return group, record.deputies, record.topic or "", record.kind, record.held_on


def _activity(book: Book, one: Filed[Any]) -> Cells:
    record = one.record
    kind, by = book.directory.word("activity_kind", record.kind), book.name("organizer", record.by)
    return one.id, record.held_on, kind, by, record.title, _names(book, record.deputies)


def _seats(book: Book) -> Iterator[tuple[Filed[Any], Seat]]:
    return ((one, seat) for one in book.deputies.values() for seat in one.record.seats)


def _of_seat(book: Book, held: tuple[Filed[Any], Seat]) -> tuple[object, ...]:
    deputy, seat = held
    group = book.directory.group_of_seat(seat, book.as_of)
    return group, deputy.id, seat.constituency, lambda period: len(seat.days_held(period)) > 0


def _seat(book: Book, held: tuple[Filed[Any], Seat]) -> Cells:
    deputy, seat = held
    group = book.name("group", book.directory.group_of_seat(seat, book.as_of))
    where = book.name("constituency", seat.constituency)
    return deputy.id, deputy.record.name, group, where, seat.start, seat.end, seat.ended_by


def _group(book: Book, one: Filed[Any]) -> Cells:
    holdings, today = book.directory.holdings, book.as_of
    officers = list(holdings.officers(one.id, today).values())
    constituencies = sum(
        book.group_holding(held.constituency.id, today) == one.id
        for held in holdings.running(today)
    )
    mailboxes = sum(
        held.group.id == one.id and held.mailbox.in_use(today) for held in book.mailboxes.values()
    )
    members = len(book.directory.members(one.id, today))
    return one.id, one.record.name, officers, constituencies, mailboxes, members


def _submission(book: Book, one: Filed[Submission]) -> Cells:
    record = one.record
    lists = book.submissions_of(record.group, record.quarter)
    before = lists[: lists.index(one)]
    corrected = before[-1].record.handed_in if before else None
    people = [book.name("person", person) for person in (record.by, record.to)]
    about = one.id, record.handed_in, book.name("group", record.group), str(record.quarter)
    return *about, len(record.rows), corrected, *people


def _spot_check(book: Book, one: Filed[Any]) -> Cells:
    record = one.record
    wrong = sum(finding.found is not Checked.AGREES for finding in record.findings)
    counts = len(record.drawn), len(record.findings), wrong if record.findings else None
    who = book.name("group", record.group), book.name("person", record.by)
    return one.id, record.held_on, *who, record.seed, *counts


def _excuse(book: Book, one: Filed[Any]) -> Cells:
    excuse = one.record
    days = excuse.start, excuse.end
    accepted_by = book.name("person", excuse.accepted_by)
    return one.id, excuse.rule, excuse.subject, *days, excuse.why, accepted_by


def _listing_of(kind: Kind) -> Listing:
    """Return the list of a kind that says in `columns` which fields its list shows."""
    shape = shape_of(kind.type)
    fields = [field for name in kind.columns.split() if (field := shape.field(name))]
    filters = {
        refers: field
        for field in fields
        for refers in references(field.shape)
        if refers in ("group", "deputy", "constituency", "topic")
    }

    def values(book: Book, one: Filed[Any]) -> tuple[object, ...]:
        named = (getattr(one.record, field.attribute) for field in filters.values())
        return *named, kind.day_of(one.record)

    def cells(book: Book, one: Filed[Any]) -> Cells:
        return one.id, *(
            _cell(book, field, getattr(one.record, field.attribute)) for field in fields
        )

    columns = [
        Column(field.name, field.wording, "day" if field.name == kind.date_key else "text")
        for field in fields
    ]
    return Listing(
        kind.folder,
        Bilingual(kind.wording.zh, kind.wording.several),
        (ID, *columns),
        (*filters, "period"),
        lambda book: book.of(kind),
        values,
        cells,
    )


def _cell(book: Book, field: Field, value: Any) -> Cell:
    """Return a value for display: names for ids."""
    if isinstance(value, tuple):
        return [_cell(book, field, one) for one in value]
    refers = next(references(field.shape), "")
    return book.name(refers, value) if refers and value else value


LISTINGS = (
    MATTERS,
    replace(MATTERS, name="letters", title=Bilingual("群众来信", "letters"), records=_letters),
    Listing(
        "visits",
        Bilingual("走访", "visits"),
        (
            ID,
            DAY,
            CONSTITUENCY,
            DEPUTIES,
            Column("ask", Bilingual("三问", "ask"), leaves=2),
            Column("form", Bilingual("形式", "form"), leaves=1),
            Column("matters", Bilingual("问题数", "matters"), "number"),
        ),
        ("group", "deputy", "constituency", "period"),
        lambda book: book.visits,
        _of_visit,
        _visit,
    ),
    Listing(
        "openings",
        Bilingual("开箱", "openings"),
        (
            ID,
            DAY,
            GROUP,
            Column("mailboxes", Bilingual("已开启信箱数", "mailboxes opened"), "number"),
            Column("letters", Bilingual("信件数", "letters"), "number"),
            Column("not_opened", Bilingual("未开启的信箱", "mailboxes not opened")),
        ),
        ("group", "period"),
        lambda book: book.openings,
        lambda book, one: (one.record.group, one.record.held_on),
        _opening,
    ),
    Listing(
        "suggestions",
        Bilingual("代表建议", "suggestions"),
        (
            ID,
            DAY,
            Column("kind", Bilingual("类型", "kind"), leaves=1),
            Column("lead", Bilingual("领衔代表", "lead deputy"), leaves=4),
            Column("title", Bilingual("题目", "title")),
            Column("department", Bilingual("主办单位", "department"), leaves=3),
            *STATE,
        ),
        EVERY_FILTER,
        lambda book: book.handlings,
        _of_suggestion,
        _suggestion,
        SuggestionKind,
    ),
    Listing(
        "activities",
        Bilingual("活动", "activities"),
        (
            ID,
            DAY,
            Column("kind", Bilingual("活动类别", "kind")),
            Column("by", Bilingual("组织者", "held by"), leaves=1),
            Column("title", Bilingual("名称", "title")),
            DEPUTIES,
        ),
        ("group", "deputy", "topic", "kinds", "period"),
        lambda book: book.activities,
        _of_activity,
        _activity,
    ),
    Listing(
        "deputies",
        Bilingual("代表", "deputies"),
        (
            ID,
            Column("name", Bilingual("姓名", "name")),
            GROUP,
            CONSTITUENCY,
            FROM,
            TO,
            Column("end", Bilingual("终止原因", "end"), leaves=1),
        ),
        ("group", "deputy", "constituency", "period"),
        _seats,
        _of_seat,
        _seat,
    ),
    Listing(
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
        ("group",),
        lambda book: book.groups.values(),
        lambda book, one: (one.id,),
        _group,
    ),
    Listing(
        "submissions",
        Bilingual("报送", "submissions"),
        (
            ID,
            DAY,
            GROUP,
            Column("quarter", Bilingual("季度", "quarter")),
            Column("rows", Bilingual("行数", "rows"), "number"),
            Column("correction_of", Bilingual("更正何日所报", "correction of that of"), "day"),
            Column("by", Bilingual("报送人", "handed in by"), leaves=2),
            Column("to", Bilingual("接收人", "handed in to"), leaves=1),
        ),
        ("group", "period"),
        lambda book: book.submissions,
        lambda book, one: (one.record.group, one.record.quarter.period.first),
        _submission,
    ),
    Listing(
        "spot-checks",
        Bilingual("抽查", "spot checks"),
        (
            ID,
            DAY,
            GROUP,
            Column("by", Bilingual("抽查人", "checked by"), leaves=1),
            Column("seed", Bilingual("随机种子", "seed")),
            Column("drawn", Bilingual("抽到", "drawn"), "number"),
            Column("findings", Bilingual("已核对", "checked"), "number"),
            Column(
                "wrong", Bilingual("不符或者缺少佐证", "differing or without evidence"), "number"
            ),
        ),
        ("group", "period"),
        lambda book: book.spot_checks,
        lambda book, one: (one.record.group or None, one.record.held_on),
        _spot_check,
    ),
    Listing(
        "excuses",
        Bilingual("准予说明", "excuses"),
        (
            ID,
            Column("rule", Bilingual("规则", "rule")),
            Column("subject", Bilingual("对象", "subject")),
            FROM,
            TO,
            Column("why", Bilingual("理由", "why")),
            Column("accepted_by", Bilingual("批准人", "accepted by"), leaves=1),
        ),
        ("period",),
        lambda book: book.excuses,
        lambda book, one: (one.record.start,),
        _excuse,
    ),
    *(_listing_of(kind) for kind in KINDS if kind.columns),
)


def listing_named(what: str) -> Listing:
    """Return the listing called `what`, plural or singular; DeputylogError lists the names."""
    for listed in LISTINGS:
        if what in (listed.name, listed.name.removesuffix("s"), listed.name.replace("ies", "y")):
            return listed
    raise DeputylogError(
        "{option}不能写“{value}”，可以写：{allowed}",
        "{option} cannot be '{value}'; allowed are {allowed}",
        option="WHAT",
        value=what,
        allowed=", ".join(listed.name for listed in LISTINGS),
    )


def listing(book: Book, what: Listing, wished: Filter) -> Table:
    """Return a table of the rows that match the filter; DeputylogError if a criterion does not
    apply.
    """
    return Table(what.name, what.title, what.columns, what.rows(book, wished))
