"""Forms of one upright page: labels and contents, and the rows that several of them share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import day_in_full
from deputylog.kinds.event_dates import Dated, name_of
from deputylog.kinds.events import FollowedUp
from deputylog.life.matter import Matter
from deputylog.names.sentences import step
from deputylog.papers.masking import Open
from deputylog.table import Cell, Column, Table, Valued
from deputylog.words import Bilingual, Term, phrase

Row = tuple[Bilingual, Cell]

BLANK = "________________"
DATE = Bilingual("日期", "Date")
_COLUMNS = (
    Column("item", Bilingual("项目", "item")),
    Column("content", Bilingual("内容", "content")),
)


def form(name: str, rows: Iterable[Row], opinion: Bilingual | None = None) -> Table:
    """Return a form of the rows that have content.

    With `opinion`, a last row of that label is left to write in, and takes the rest of the page.
    """
    filled = [row for row in rows if row[1] not in (None, "", [])]
    if opinion:
        filled.append((opinion, ""))
    return Table(
        name, Bilingual("", ""), _COLUMNS, tuple(filled), form=True, fills=opinion is not None
    )


def number(book: Book, matter: Matter) -> Iterator[Row]:
    yield Bilingual("编号", "number"), book.number_of(matter.id)


def raised(matter: Matter) -> Iterator[Row]:
    """Yield what was raised; of an accusation, nothing."""
    if not matter.is_accusation:
        yield Bilingual("反映事项", "what was raised"), matter.title
        yield Bilingual("内容摘要", "summary"), matter.summary


def sender(book: Book, group: str) -> Iterator[Row]:
    """Yield the group, or else the working body, and how it is reached."""
    yield Bilingual("代表组", "deputy group"), sender_name(book, group)
    yield Bilingual("联系方式", "contact"), contact(book, group)


def sender_name(book: Book, group: str) -> Cell:
    return book.name("group", group) or book.district.working_body


def contact(book: Book, group: str) -> Open:
    """Return the public contact of a group, which no masking touches; empty if it has none."""
    held = book.groups.get(group)
    return Open((held and held.record.contact) or "")


def in_full(day: date | None) -> Cell:
    """Return a day as an official paper writes it, and as a value for programs."""
    return Valued("{day}", {"day": day_in_full(day)}, {"": day}) if day else None


def boxes(terms: type[Term]) -> Cell:
    """Return the values of a closed set with boxes to tick, on one line."""
    first, *others = terms
    line = phrase("□ {term}", "□ {term}", term=first)
    for term in others:
        line = phrase("{line}\u3000□ {term}", "{line}  □ {term}", line=line, term=term)
    return line


def steps(book: Book, events: Iterable[Dated]) -> list[Valued]:
    """Return a sentence for each step; follow-ups in a row are one, with the day of the last."""
    found: list[Valued] = []
    asked = 0
    for event in events:
        asked = asked + 1 if isinstance(event, FollowedUp) else 0
        if asked > 1:
            found.pop()
        found.append(_sentence(book, event, asked))
    return found


def _sentence(book: Book, event: Dated, asked: int) -> Valued:
    """Return the day of a step and what was done; `asked` counts the follow-ups in a row."""
    text = Bilingual("{day}，{said}", "{day}: {said}")
    if asked > 1:
        text = Bilingual("至{day}共{said}{count}次", "{said} {count} times, last on {day}")
    said = step(book.directory, replace(event, on=None), book.as_of)
    day = day_in_full(event.on) if event.on else Bilingual("日期不详", "date unknown")
    values = {"event": name_of(event), "date": event.on} | ({"times": asked} if asked > 1 else {})
    return Valued(text, {"day": day, "said": said, "count": asked}, {"": values})
