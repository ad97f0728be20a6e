"""The handover (工作移交) of a deputy or officer who leaves: open work and mailboxes kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deputylog.book import Book
from deputylog.facts.mailboxes import mailbox_weeks
from deputylog.facts.next_step_cells import NEXT, next_cells
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.papers.signs import HANDOVER_SIGNS
from deputylog.table import Cell, Column, Report, Table
from deputylog.text.identity import masked
from deputylog.words import Bilingual, Phrase, phrase

_STANDS = (
    Column("state", Bilingual("状态", "state")),
    Column("result", Bilingual("结果", "result")),
    *NEXT,
)
_ID = Column("id", Bilingual("编号", "id"), width=26)


def handover(book: Book, person: str) -> Report:
    """Return what a deputy or officer hands over, as known on the Book's day."""
    keeps, leads = _responsibility(book, person)
    tables = (_matters(book, keeps), _suggestions(book, leads), _mailboxes(book, person))
    return Report(
        name="handover",
        title=phrase("{name}工作移交清单", "{name}: handover", name=book.name("person", person)),
        header={
            "district": book.district.name,
            "working_body": book.district.working_body,
            "group": _group(book, person),
        },
        as_of=book.as_of,
        tables=tables,
        heads=tuple(
            (table.name, wording, len(table.rows))
            for table, wording in zip(tables, _HEADS, strict=True)
        ),
        notes=tuple(_notes(book, person)),
        wide=True,
        signs=HANDOVER_SIGNS,
    )


_HEADS = (
    Bilingual("未办结的问题", "open matters"),
    Bilingual("未办结的建议、议案", "open suggestions and motions"),
    Bilingual("管理的信箱", "mailboxes kept"),
)


def _responsibility(
    book: Book, person: str
) -> tuple[Callable[[Matter], bool], Callable[[Handling], bool]]:
    """Return tests for a person's matters and suggestions.

    These are a deputy's own, or all those of an officer's group.
    """
    if person in book.deputies:
        return (lambda matter: person in matter.deputies), (
            lambda handling: handling.record.lead == person
        )
    groups = _served(book, person)
    return (lambda matter: matter.group in groups), (lambda handling: handling.group in groups)


def _group(book: Book, person: str) -> str:
    deputy = book.deputies.get(person)
    if deputy and deputy.record.seats:
        return book.name("group", book.directory.group_of_seat(deputy.record.seats[-1], book.as_of))
    return next((book.name("group", group) for group in _served(book, person)), "")


def _served(book: Book, person: str) -> dict[str, None]:
    """Return the groups, as they are today, that the person was an officer of."""
    served = (
        group
        for group in book.groups.values()
        if any(officer.id == person for officer in group.record.officers)
    )
    return dict.fromkeys(
        book.directory.holdings.successor(group.id, book.as_of) for group in served
    )


def _matters(book: Book, keeps: Callable[[Matter], bool]) -> Table:
    columns = (
        Column("received", Bilingual("收到日期", "received"), "day"),
        Column("title", Bilingual("反映问题摘要", "what was raised"), width=45),
        Column("constituency", Bilingual("选区", "constituency")),
        Column("departments", Bilingual("承办单位", "departments"), width=28),
        *_STANDS,
        _ID,
    )
    rows: list[tuple[Cell, ...]] = []
    for matter in book.matters:
        if matter.is_open and keeps(matter):
            title = None if matter.is_accusation else matter.masked_title
            departments = [book.name("department", department) for department in matter.departments]
            where = book.name("constituency", matter.constituency)
            stands = (matter.state, matter.outcome, *next_cells(book, matter.id))
            rows.append((matter.received, title, where, departments, *stands, matter.id))
    return Table("matters", Bilingual("未办结的问题", "open matters"), columns, tuple(rows))


def _suggestions(book: Book, leads: Callable[[Handling], bool]) -> Table:
    columns = (
        Column("day", Bilingual("提出日期", "submitted"), "day"),
        Column("kind", Bilingual("类型", "kind")),
        Column("title", Bilingual("题目", "title"), width=45),
        Column("department", Bilingual("主办单位", "department"), width=28),
        *_STANDS,
        _ID,
    )
    rows: list[tuple[Cell, ...]] = []
    for handling in book.handlings:
        if handling.is_open and leads(handling):
            department = book.name("department", handling.department)
            about = (handling.day, handling.record.kind, masked(handling.record.title), department)
            rows.append(
                (
                    *about,
                    handling.state,
                    handling.outcome,
                    *next_cells(book, handling.id),
                    handling.id,
                )
            )
    return Table(
        "suggestions",
        Bilingual("未办结的建议、议案", "open suggestions and motions"),
        columns,
        tuple(rows),
    )


def _mailboxes(book: Book, person: str) -> Table:
    columns = (
        Column("mailbox", Bilingual("信箱", "mailbox")),
        Column("constituency", Bilingual("选区", "constituency")),
        Column("place", Bilingual("位置", "place"), width=30),
        Column("opened", Bilingual("最近开启", "last opened"), "day"),
        Column("missed", Bilingual("未开启周数", "weeks missed"), "number"),
    )
    rows: list[tuple[Cell, ...]] = []
    weeks = mailbox_weeks(book)
    missed = weeks[weeks["owed"] & ~weeks["opened"]]
    for held in book.mailboxes.values():
        mailbox = held.mailbox
        if mailbox.keeper_on(book.as_of) != person or not mailbox.in_use(book.as_of):
            continue
        opened = max(
            (
                filed.record.held_on
                for filed in book.openings
                if mailbox.id in filed.record.mailboxes
            ),
            default=None,
        )
        place = mailbox.places[-1].at if mailbox.places else None
        rows.append(
            (
                mailbox.id,
                book.name("constituency", mailbox.constituency_on(book.as_of)),
                place,
                opened,
                int((missed["mailbox"] == mailbox.id).sum()),
            )
        )
    return Table("mailboxes", Bilingual("管理的信箱", "mailboxes kept"), columns, tuple(rows))


def _notes(book: Book, person: str) -> Iterator[Phrase]:
    if book.unread:
        yield book.unread
    if any(filed.record.leader == person for filed in book.groups.values()):
        yield phrase(
            "{name}现任组长：请用“deputylog set leader”另定组长。",
            "{name} leads the group: name another leader with 'deputylog set leader'.",
            name=book.name("person", person),
        )
    yield phrase(
        "来信人信息存于登记所用电脑的 private/ 中，请另行当面移交。",
        "The writers' identities are in private/ on the recording machine; hand over "
        "that folder separately.",
    )
