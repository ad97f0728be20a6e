"""Lists of records and matters; a new kind of list is a RecordList in LISTINGS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from deputylog.book import Book
from deputylog.facts.cells import (
    NEXT,
    CellColumn,
    column,
    day,
    number,
    short_number,
    source_of,
)
from deputylog.finding import DeputylogError
from deputylog.kinds import registry
from deputylog.kinds.deputy import Seat
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.registry import (
    ACTIVITY,
    DEPUTY,
    EXCUSE,
    KINDS,
    OPENING,
    SPOT_CHECK,
    SUBMISSION,
    VISIT,
)
from deputylog.kinds.spot_check import Checked
from deputylog.kinds.submission import Submission
from deputylog.kinds.suggestion import SuggestionKind
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.record_places import Filed
from deputylog.lists.filter import RecordList
from deputylog.period_words import quarter_words
from deputylog.record.kind import Kind
from deputylog.record.shape import Field, references, shape_of
from deputylog.table import Cell
from deputylog.words import Bilingual

ID = column("id", "记录编号", "id")
CONSTITUENCY = column(
    "constituency", "选区", "constituency", "record.constituency", names="constituency", leaves=3
)
DEPUTIES = column("deputies", "代表", "deputies", "record.deputies", names="deputy", leaves=4)
GROUP = column("group", "代表组", "deputy group", "record.group", names="group")
HELD_ON = day("day", "日期", "day", "record.held_on")
STATE = (
    column("state", "状态", "state"),
    column("result", "结果", "result", "outcome", leaves=2),
    *NEXT,
)


def _is_overdue(book: Book, one: Matter | Handling) -> bool:
    """Return whether a step is still not done after its due date."""
    return any(duty.is_running and duty.days_late for duty in book.duties[one.id])


def _letters(book: Book) -> Iterator[Matter]:
    letters = {filed.id for filed in book.letters}
    return (matter for matter in book.matters if matter.id in letters)


MATTERS = RecordList(
    "matters",
    Bilingual("群众反映的问题", "matters"),
    (
        ID,
        short_number(),
        day("received", "收到日期", "received"),
        column("source", "来源", "source", lambda _, one: source_of(one), leaves=2),
        column("constituency", "选区", "constituency", names="constituency", leaves=3),
        column("deputy", "代表", "deputy", lambda book, one: book.deputies_of(one), leaves=4),
        column("kind", "类别", "kind", leaves=1),
        column("title", "标题", "title"),
        *STATE,
    ),
    {
        "group": lambda _, one: one.group,
        "deputy": lambda _, one: one.deputies,
        "constituency": lambda _, one: one.constituency or "",
        "topic": lambda _, one: one.topic or "",
        "kinds": lambda _, one: one.kind,
        "period": lambda _, one: one.received,
        "is_open": lambda _, one: one.is_open,
        "overdue": _is_overdue,
    },
    lambda book: book.matters,
    MatterKind,
)


def _letters_found(_: Book, one: Filed[Any]) -> Cell:
    """Return the number of letters in an opening; None if no mailbox was opened."""
    counts = one.record.mailboxes
    return sum(counts.values()) if counts else None


def _seats(book: Book) -> Iterator[tuple[Filed[Any], Seat]]:
    return ((one, seat) for one in book.deputies.values() for seat in one.record.seats)


def _group_of_seat(book: Book, held: tuple[Filed[Any], Seat]) -> str | None:
    return book.directory.group_of_seat(held[1], book.as_of)


def _constituency_of_seat(_: Book, held: tuple[Filed[Any], Seat]) -> str:
    return held[1].constituency


def _constituencies(book: Book, one: Filed[Any]) -> Cell:
    running = book.directory.holdings.running(book.as_of)
    holders = [book.group_holding(held.constituency.id, book.as_of) for held in running]
    return holders.count(one.id)


def _mailboxes(book: Book, one: Filed[Any]) -> Cell:
    held = [box for box in book.mailboxes.values() if box.mailbox.in_use(book.as_of)]
    return sum(box.group.id == one.id for box in held)


def _officers(book: Book, one: Filed[Any]) -> Cell:
    return list(book.directory.holdings.officers(one.id, book.as_of).values())


def _corrected(book: Book, one: Filed[Submission]) -> Cell:
    """Return the day of the list that this one corrects."""
    lists = book.submissions_of(one.record.group, one.record.quarter)
    before = lists[: lists.index(one)]
    return before[-1].record.handed_in if before else None


def _wrong(_: Book, one: Filed[Any]) -> Cell:
    findings = one.record.findings
    return sum(one.found is not Checked.AGREES for one in findings) if findings else None


def _listing_of(kind: Kind) -> RecordList:
    """Return the list of a kind that says in `columns` which fields its list shows."""
    shape = shape_of(kind.type)
    fields = [field for name in kind.columns.split() if (field := shape.field(name))]
    filters = {
        refers: (lambda _, one, name=field.attribute: getattr(one.record, name))
        for field in fields
        for refers in references(field.shape)
        if refers in ("group", "deputy", "constituency", "topic")
    }
    return RecordList(
        kind.folder,
        Bilingual(kind.wording.zh, kind.wording.several),
        (ID, *(_column_of(kind, field) for field in fields)),
        {**filters, "period": lambda _, one: kind.day_of(one.record)},
        lambda book: book.of(kind),
        rows_of=kind,
    )


def _column_of(kind: Kind, field: Field) -> CellColumn:
    """Return the column of a field: names for ids."""
    return column(
        field.name,
        field.wording.zh,
        field.wording.en,
        f"record.{field.attribute}",
        names=next(references(field.shape), ""),
        set_as="day" if field.name == kind.date_key else "text",
    )


LISTINGS = (
    MATTERS,
    replace(MATTERS, name="letters", title=Bilingual("群众来信", "letters"), records=_letters),
    RecordList(
        "visits",
        Bilingual("进选区活动", "visits"),
        (
            ID,
            HELD_ON,
            CONSTITUENCY,
            DEPUTIES,
            column("ask", "三问", "ask", "record.ask", leaves=2),
            column("form", "形式", "form", "record.form", leaves=1),
            number("matters", "问题数", "matters", lambda _, one: len(one.record.matters)),
        ),
        {
            "group": lambda book, one: book.group_holding(
                one.record.constituency, one.record.held_on
            ),
            "deputy": lambda _, one: one.record.deputies,
            "constituency": lambda _, one: one.record.constituency,
            "period": lambda _, one: one.record.held_on,
        },
        lambda book: book.visits,
        rows_of=VISIT,
    ),
    RecordList(
        "openings",
        Bilingual("开箱", "openings"),
        (
            ID,
            HELD_ON,
            GROUP,
            number(
                "mailboxes",
                "已开启信箱数",
                "mailboxes opened",
                lambda _, one: len(one.record.mailboxes),
            ),
            number("letters", "信件数", "letters", _letters_found),
            column(
                "not_opened",
                "未开启的信箱",
                "mailboxes not opened",
                lambda _, one: list(one.record.not_opened),
            ),
        ),
        {"group": lambda _, one: one.record.group, "period": lambda _, one: one.record.held_on},
        lambda book: book.openings,
        rows_of=OPENING,
    ),
    RecordList(
        "suggestions",
        Bilingual("代表建议", "suggestions"),
        (
            ID,
            day("day", "日期", "day"),
            column("kind", "类型", "kind", "record.kind", leaves=1),
            column("lead", "领衔代表", "lead deputy", "record.lead", names="deputy", leaves=4),
            column("title", "题目", "title", "record.title"),
            column("department", "主办单位", "department", names="department", leaves=3),
            *STATE,
        ),
        {
            "group": lambda _, one: one.group,
            "deputy": lambda book, one: one.signers_on(book.as_of),
            "constituency": lambda _, one: one.constituency or "",
            "topic": lambda _, one: one.record.topic or "",
            "kinds": lambda _, one: one.record.kind,
            "period": lambda book, one: one.day or book.as_of,
            "is_open": lambda _, one: one.is_open,
            "overdue": _is_overdue,
        },
        lambda book: book.handlings,
        SuggestionKind,
    ),
    RecordList(
        "activities",
        Bilingual("活动", "activities"),
        (
            ID,
            HELD_ON,
            column(
                "kind",
                "活动类别",
                "kind",
                lambda book, one: book.directory.word("activity_kind", one.record.kind),
            ),
            column("by", "组织者", "held by", "record.by", names="organizer", leaves=1),
            column("title", "名称", "title", "record.title"),
            DEPUTIES,
        ),
        {
            "group": lambda book, one: one.record.by if one.record.by in book.groups else None,
            "deputy": lambda _, one: one.record.deputies,
            "topic": lambda _, one: one.record.topic or "",
            "kinds": lambda _, one: one.record.kind,
            "period": lambda _, one: one.record.held_on,
        },
        lambda book: book.activities,
        rows_of=ACTIVITY,
    ),
    RecordList(
        "deputies",
        Bilingual("代表", "deputies"),
        (
            column("id", "编号", "id", lambda _, held: held[0].id),
            column("name", "姓名", "name", lambda _, held: held[0].record.name),
            column("group", "代表组", "deputy group", _group_of_seat, names="group"),
            column(
                "constituency",
                "选区",
                "constituency",
                _constituency_of_seat,
                names="constituency",
                leaves=3,
            ),
            day("from", "起", "from", lambda _, held: held[1].start),
            day("to", "止", "to", lambda _, held: held[1].end),
            column("end", "终止原因", "end", lambda _, held: held[1].ended_by, leaves=1),
        ),
        {
            "group": _group_of_seat,
            "deputy": lambda _, held: held[0].id,
            "constituency": _constituency_of_seat,
            "period": lambda _, held: lambda period: len(held[1].days_held(period)) > 0,
        },
        _seats,
        rows_of=DEPUTY,
    ),
    RecordList(
        "groups",
        Bilingual("代表组", "deputy groups"),
        (
            ID,
            column("name", "名称", "name", "record.name"),
            column("officers", "联络员", "officers", _officers),
            number("constituencies", "选区数", "constituencies", _constituencies),
            number("mailboxes", "信箱数", "mailboxes", _mailboxes),
            number(
                "deputies",
                "代表数",
                "deputies",
                lambda book, one: len(book.directory.members(one.id, book.as_of)),
            ),
        ),
        {"group": lambda _, one: one.id},
        lambda book: book.groups.values(),
        rows_of=registry.GROUP,
    ),
    RecordList(
        "submissions",
        Bilingual("报送", "submissions"),
        (
            ID,
            day("day", "日期", "day", "record.handed_in"),
            GROUP,
            column("quarter", "季度", "quarter", lambda _, one: quarter_words(one.record.quarter)),
            number("rows", "行数", "rows", lambda _, one: len(one.record.rows)),
            day("correction_of", "更正何日所报", "correction of that of", _corrected),
            column("by", "报送人", "handed in by", "record.by", names="person", leaves=2),
            column("to", "接收人", "handed in to", "record.to", names="person", leaves=1),
        ),
        {
            "group": lambda _, one: one.record.group,
            "period": lambda _, one: one.record.quarter.period.first,
        },
        lambda book: book.submissions,
        rows_of=SUBMISSION,
    ),
    RecordList(
        "spot-checks",
        Bilingual("抽查", "spot checks"),
        (
            ID,
            HELD_ON,
            GROUP,
            column("by", "抽查人", "checked by", "record.by", names="person", leaves=1),
            column("seed", "随机种子", "seed", "record.seed"),
            number("drawn", "抽到", "drawn", lambda _, one: len(one.record.drawn)),
            number("findings", "已核对", "checked", lambda _, one: len(one.record.findings)),
            number("wrong", "不符或者缺少佐证", "differing or without evidence", _wrong),
        ),
        {
            "group": lambda _, one: one.record.group or None,
            "period": lambda _, one: one.record.held_on,
        },
        lambda book: book.spot_checks,
        rows_of=SPOT_CHECK,
    ),
    RecordList(
        "excuses",
        Bilingual("情况说明（已认可）", "excuses"),
        (
            ID,
            column("rule", "规则", "rule", "record.rule"),
            column("subject", "对象", "subject", "record.subject"),
            day("from", "起", "from", "record.start"),
            day("to", "止", "to", "record.end"),
            column("why", "理由", "why", "record.why"),
            column(
                "accepted_by",
                "认可人",
                "accepted by",
                "record.accepted_by",
                names="person",
                leaves=1,
            ),
        ),
        {"period": lambda _, one: one.record.start},
        lambda book: book.excuses,
        rows_of=EXCUSE,
    ),
    *(_listing_of(kind) for kind in KINDS if kind.columns),
)


def listing_named(what: str) -> RecordList:
    """Return the listing called `what`, plural or singular; DeputylogError lists the names."""
    for listing in LISTINGS:
        if what in (listing.name, listing.name.removesuffix("s"), listing.name.replace("ies", "y")):
            return listing
    raise DeputylogError(
        "{option}不能写“{value}”，可以写：{allowed}",
        "{option} cannot be '{value}'; allowed are {allowed}",
        option="WHAT",
        value=what,
        allowed=", ".join(listing.name for listing in LISTINGS),
    )
