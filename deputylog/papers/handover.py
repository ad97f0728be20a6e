"""The handover (工作移交) of a deputy or officer who leaves: open work and mailboxes kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deputylog.book import Book
from deputylog.calendar import day_in_full
from deputylog.facts import cells
from deputylog.facts.cells import column, day, number, table
from deputylog.facts.facts import missed_weeks
from deputylog.kinds.group import Mailbox
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.papers.paper import PaperType, Subject, UsualPeriod
from deputylog.table import Report, Table
from deputylog.words import Bilingual, Phrase, phrase

_MATTER = (
    cells.short_number(),
    cells.received(),
    cells.summary(lambda _, matter: None if matter.is_accusation else matter.heading),
    cells.constituency(),
    column("departments", "承办单位", "departments", names="department"),
    cells.state(),
    *cells.NEXT_SAID,
    cells.record_id(),
)
_SUGGESTION = (
    day("day", "提出日期", "submitted"),
    column("kind", "类型", "kind", "record.kind"),
    column("title", "题目", "title", "record.title"),
    column("department", "主办单位", "department", names="department"),
    cells.state(),
    *cells.NEXT_SAID,
    cells.record_id(),
)


class MailboxKept(NamedTuple):
    """A mailbox and the weeks in which it was not opened."""

    mailbox: Mailbox
    missed: int


_MAILBOX = (
    cells.constituency(lambda book, one: one.mailbox.constituency_on(book.as_of)),
    column(
        "place",
        "位置",
        "place",
        lambda _, one: one.mailbox.places[-1].at if one.mailbox.places else None,
    ),
    day(
        "opened",
        "最近开启",
        "last opened",
        lambda book, one: max(
            (
                filed.record.held_on
                for filed in book.openings
                if one.mailbox.id in filed.record.mailboxes
            ),
            default=None,
        ),
    ),
    number("missed", "未开启周数", "weeks missed"),
    cells.record_id("mailbox.id"),
)


def handover(book: Book, person: str) -> Report:
    """Return what a deputy or officer hands over, as known on the Book's day."""
    served = _served(book, person)
    group = _group(book, person, served)
    tables = tuple(_tables(book, person, served))
    return HANDOVER.report(
        book,
        names={"name": book.name("person", person)},
        header={
            "district": book.district.name,
            "working_body": book.district.working_body,
            "group": group,
        },
        paragraphs=_paragraphs(book, person, group, [len(one.rows) for one in tables]),
        tables=tables,
    )


HANDOVER = PaperType(
    "handover",
    Bilingual("{name}工作移交清单", "{name}: handover"),
    Bilingual("离任的代表或者联络员所移交的工作", "what a deputy or officer who leaves hands over"),
    "handover",
    Subject.PERSON,
    UsualPeriod.NONE,
    lambda book, person, _: handover(book, person),
    Bilingual("供内部交接", "for internal use"),
    signs=(
        Bilingual("移交人", "Handed over by"),
        Bilingual("接收人", "Received by"),
        Bilingual("监交人", "Witnessed by"),
    ),
    wide=False,
)


def _served(book: Book, person: str) -> list[str]:
    """Return the groups, as they are today, that the person was an officer of."""
    served = (
        book.directory.holdings.successor(group.id, book.as_of)
        for group in book.groups.values()
        if any(officer.id == person for officer in group.record.officers)
    )
    return list(dict.fromkeys(served))


def _group(book: Book, person: str, served: list[str]) -> str:
    deputy = book.deputies.get(person)
    if deputy and deputy.record.seats:
        return book.name("group", book.directory.group_of_seat(deputy.record.seats[-1], book.as_of))
    return book.name("group", served[0]) if served else ""


def _tables(book: Book, person: str, served: list[str]) -> Iterator[Table]:
    """Yield a deputy's own open matters and suggestions, or those of an officer's groups; then the
    mailboxes.
    """

    def keeps(one: Matter | Handling) -> bool:
        if person not in book.deputies:
            return one.group in served
        owners = one.deputies if isinstance(one, Matter) else (one.record.lead,)
        return person in owners

    matters = [one for one in book.matters if one.is_open and keeps(one)]
    suggestions = [one for one in book.handlings if one.is_open and keeps(one)]
    missed = missed_weeks(book)["mailbox"]
    kept = [
        MailboxKept(held.mailbox, int((missed == held.id).sum()))
        for held in book.mailboxes.values()
        if held.mailbox.keeper_on(book.as_of) == person and held.mailbox.in_use(book.as_of)
    ]
    yield table(book, "matters", Bilingual("未办结的问题", "open matters"), _MATTER, matters)
    yield table(
        book,
        "suggestions",
        Bilingual("未办结的建议、议案", "open suggestions and motions"),
        _SUGGESTION,
        suggestions,
    )
    yield table(book, "mailboxes", Bilingual("管理的信箱", "mailboxes kept"), _MAILBOX, kept)


def _paragraphs(book: Book, person: str, group: str, numbers: Sequence[int]) -> Iterator[Phrase]:
    matters, suggestions, mailboxes = numbers
    name = book.name("person", person)
    yield phrase(
        "{name}（{group}）截至{day}负责的下列工作现予移交：未办结的问题{matters}件，未办结的建议、议案"
        "{suggestions}件，管理的代表信箱{mailboxes}个。来信人信息另行当面移交。",
        "{name} ({group}) hands over the following work as it stands on {day}: open matters: "
        "{matters}; open suggestions and motions: {suggestions}; mailboxes kept: {mailboxes}. The "
        "writers' identities are handed over separately, in person.",
        name=name,
        group=group,
        day=day_in_full(book.as_of),
        matters=matters,
        suggestions=suggestions,
        mailboxes=mailboxes,
    )
    if any(filed.record.leader == person for filed in book.groups.values()):
        yield phrase(
            "{name}现任代表组组长，请代表组另行确定组长。",
            "{name} leads the group, which has to name another leader.",
            name=name,
        )
