"""Show what is due, as a table or as lines for a chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from deputylog.book import Book
from deputylog.table import Cell, Column, Table
from deputylog.tell.due.task import Owed
from deputylog.text import counts
from deputylog.text.identity import masked
from deputylog.words import Bilingual, Phrase, phrase

_SHORT = 20
"""The maximum length of a title in a chat line."""


def due_table(owed: Sequence[Owed], as_of: date) -> Table:
    """Return a table with one row for each task."""
    columns = (
        Column("due", Bilingual("到期日", "due"), "day"),
        Column("state", Bilingual("状态", "state"), leaves=1),
        Column("who", Bilingual("责任人", "who acts")),
        Column("what", Bilingual("事项", "what")),
        Column("about", Bilingual("内容", "about")),
        Column("id", Bilingual("编号", "id")),
    )
    rows = tuple(
        (one.due, counts.time_left(one.due, as_of), one.who, one.what, one.about, one.id)
        for one in owed
    )
    return Table("due", Bilingual("待办事项", "what is owed"), columns, rows)


def nothing_due(book: Book, until: date) -> Phrase:
    if not book.groups:
        return phrase(
            "还没有登记代表组，因此没有待办事项。下一步：“deputylog add-group”。",
            "No deputy group has been entered yet, so nothing is due. Next: 'deputylog add-group'.",
        )
    return phrase(
        "截至{until}没有到期待办的事项，辛苦了！",
        "Nothing is due by {until}. Thank you for your work!",
        until=until,
    )


def chat_lines(owed: Sequence[Owed], as_of: date) -> Iterator[Phrase | str]:
    """Yield lines to paste into a chat: a heading per person, then the tasks by due date.

    They contain no ids and no identities.
    """
    by_person: dict[tuple[object, ...], list[Owed]] = {}
    for one in owed:
        by_person.setdefault(one.person, []).append(one)
    for theirs in by_person.values():
        yield phrase(
            "【{who}】待办{count}件", "[{who}] {count} to do", who=theirs[0].who, count=len(theirs)
        )
        for number, one in enumerate(theirs, 1):
            text = Bilingual(
                "{number}. {what}：{about}（{due}，{state}）",
                "{number}. {what}: {about} ({due}, {state})",
            )
            yield phrase(
                text,
                number=number,
                what=one.what,
                about=_in_short(one),
                due=one.due,
                state=counts.time_left(one.due, as_of),
            )


def _in_short(one: Owed) -> Cell:
    about = one.plainly or one.about
    if not isinstance(about, str):
        return about
    text = masked(about)
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
