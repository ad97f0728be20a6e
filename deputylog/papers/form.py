"""Forms of one upright page: labels and contents, and the rows that several of them share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import day_in_full
from deputylog.facts.cells import step_values
from deputylog.kinds.event_dates import Dated
from deputylog.kinds.events import FollowedUp
from deputylog.life.matter import Matter
from deputylog.names.in_words import joined
from deputylog.names.sentences import step
from deputylog.papers.masking import Open
from deputylog.table import Cell, Column, Table, Valued
from deputylog.words import Bilingual, Term, phrase

Row = tuple[str, Bilingual, Cell]
"""The name of a row for programs, its label and its content."""

BLANK = Valued("________________", {}, {"": None})
DATE = Bilingual("日期", "Date")
_COLUMNS = (
    Column("name", Bilingual("名称", "name"), for_programs=True),
    Column("item", Bilingual("项目", "item")),
    Column("content", Bilingual("内容", "content")),
)


def form(name: str, rows: Iterable[Row], opinion: Bilingual | None = None) -> Table:
    """Return a form of the rows that have content.

    With `opinion`, a last row of that label is left to write in, and takes the rest of the page.
    """
    filled = [row for row in rows if row[2] not in (None, "", [])]
    if opinion:
        filled.append(("opinion", opinion, ""))
    return Table(
        name, Bilingual("", ""), _COLUMNS, tuple(filled), form=True, fills=opinion is not None
    )


def number(book: Book, matter: Matter) -> Iterator[Row]:
    yield "number", Bilingual("编号", "number"), book.number_of(matter.id)


def raised(matter: Matter) -> Iterator[Row]:
    """Yield what was raised; of an accusation, nothing."""
    if not matter.is_accusation:
        yield "title", Bilingual("反映事项", "what was raised"), matter.title
        yield "summary", Bilingual("内容摘要", "summary"), matter.summary


def sender(book: Book, group: str) -> Iterator[Row]:
    """Yield the group, or else the working body, and how it is reached."""
    yield "group", Bilingual("代表组", "deputy group"), sender_name(book, group)
    yield "contact", Bilingual("联系方式", "contact"), contact(book, group)


def sender_name(book: Book, group: str) -> Cell:
    return book.name("group", group) or book.district.working_body


def contact(book: Book, group: str) -> Open:
    """Return the public contact of a group, which no masking touches; empty if it has none."""
    held = book.groups.get(group)
    return Open((held and held.record.contact) or "")


def in_full(day: date | None) -> Cell:
    """Return a day as an official paper writes it, and as a value for programs."""
    return Valued("{day}", {"day": day_in_full(day)}, {"": day}) if day else None


def in_line(names: list[str]) -> Cell:
    """Return names on one line."""
    return Valued("{names}", {"names": names}, {"": names}) if names else None


def boxes(terms: type[Term]) -> Cell:
    """Return the values of a closed set with boxes to tick, three on a line; programs get none."""
    every = [phrase("□ {term}", "□ {term}", term=term) for term in terms]
    lines = [
        joined(Bilingual("\u3000", "  "), every[at : at + 3]) for at in range(0, len(every), 3)
    ]
    whole = joined("\n", lines)
    return Valued(whole.text, whole.values, {"": None})


def steps(book: Book, events: Iterable[Dated], *, note: bool = True) -> list[Valued]:
    """Return a sentence for each step, with its `note`; several follow-ups in a row are one."""
    told = [one if note else replace(one, note=None) for one in events]
    runs = groupby(told, key=lambda event: isinstance(event, FollowedUp) or id(event))
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
