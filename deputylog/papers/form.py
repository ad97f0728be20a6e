"""Forms of one upright page: labels and contents, and the rows that several of them share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import day_in_full
from deputylog.facts import cells
from deputylog.facts.cells import CellColumn, column, step_values
from deputylog.kinds.event_dates import Dated
from deputylog.kinds.events import FollowedUp
from deputylog.life.matter import Matter
from deputylog.names.in_words import joined
from deputylog.names.sentences import step
from deputylog.papers.masking import Open
from deputylog.table import Cell, Column, Table, Valued
from deputylog.words import Bilingual, Term, phrase

BLANK = Valued("________________", {}, {"": None})
DATE = Bilingual("日期", "Date")
_COLUMNS = (
    Column("name", Bilingual("名称", "name"), for_programs=True),
    Column("item", Bilingual("项目", "item")),
    Column("content", Bilingual("内容", "content")),
)


def form(
    name: str,
    rows: Iterable[CellColumn],
    book: Book,
    about: object,
    opinion: Bilingual | None = None,
) -> Table:
    """Return a form on a matter or another object, with the rows that have content.

    Names stand on one line, sentences on a line each.
    With `opinion`, a last row of that label is left to write in, and takes the rest of the page.
    """
    every = ((row.name, row.head, _in_line(row.of(book, about))) for row in rows)
    filled: list[tuple[Cell, ...]] = [row for row in every if row[2] not in (None, "", [])]
    if opinion:
        filled.append(("opinion", opinion, ""))
    return Table(
        name, Bilingual("", ""), _COLUMNS, tuple(filled), form=True, fills=opinion is not None
    )


def _in_line(cell: Cell) -> Cell:
    if cell and isinstance(cell, list) and all(type(one) is str for one in cell):
        return Valued("{names}", {"names": cell}, {"": cell})
    return cell


def sender_name(book: Book, group: str) -> str:
    """Return the name of the group, or else of the working body."""
    return str(book.name("group", group) or book.district.working_body)


def contact(book: Book, group: str) -> Open:
    """Return the public contact of a group, which no masking touches; empty if it has none."""
    held = book.groups.get(group)
    return Open((held and held.record.contact) or "")


def _titles(_: Book, matter: Matter) -> Cell:
    return [one.record.title for one in matter.handlings if not one.is_withdrawn]


NUMBER = cells.short_number()
TITLE = column("title", "反映事项", "what was raised", "heading")
SUMMARY = column("summary", "内容摘要", "summary")
SUGGESTIONS = column("suggestions", "转为建议", "suggestion", _titles)
ERASED = column(
    "identity_erased",
    "来信人信息删除日期",
    "writer's identity erased on",
    lambda _, one: in_full(one.identity_erased),
)
ISSUED = column("issued", "填发日期", "issued on", lambda book, _: in_full(book.as_of))
SENDER = (
    column("group", "代表组", "deputy group", lambda book, one: sender_name(book, one.group)),
    column("contact", "联系方式", "contact", lambda book, one: contact(book, one.group)),
)


def in_full(day: date | None) -> Cell:
    """Return a day as an official paper writes it, and as a value for programs."""
    return Valued("{day}", {"day": day_in_full(day)}, {"": day}) if day else None


def boxes(terms: type[Term]) -> Cell:
    """Return the values of a closed set with boxes to tick, three on a line; programs get none."""
    every = [phrase("□ {term}", "□ {term}", term=term) for term in terms]
    lines = [
        joined(Bilingual("\u3000", "  "), every[at : at + 3]) for at in range(0, len(every), 3)
    ]
    whole = joined("\n", lines)
    return Valued(whole.text, whole.values, {"": None})


def steps(book: Book, events: Iterable[Dated]) -> list[Valued]:
    """Return a sentence for each step; several follow-ups in a row are one."""
    runs = groupby(events, key=lambda event: isinstance(event, FollowedUp) or id(event))
    return [_sentence(book, list(run)) for _, run in runs]


_UNSAID = ("on", "who", "by", "number", "consented_by", "assisting")
"""What a sentence leaves out, unless its text has a place for it."""


def _sentence(book: Book, run: list[Dated]) -> Valued:
    """Return the day of a step and what was done; of several, their number and the last day."""
    last = run[-1]
    text = Bilingual("{day}，{said}", "{day}: {said}")
    if len(run) > 1:
        text = Bilingual("至{day}共{said}{count}次", "{said}, {count} in all by {day}")
    unsaid = {one for one in _UNSAID if f"{{{one}}}" not in (last.told or "")}
    blank = dict.fromkeys(unsaid.intersection(last.__struct_fields__))
    said = step(book.directory, replace(last, **blank), book.as_of)
    day = day_in_full(last.on) if last.on else Bilingual("日期不详", "date unknown")
    values = {"day": day, "said": said, "count": len(run)}
    return Valued(text, values, {"": [step_values(book, one) for one in run]})
