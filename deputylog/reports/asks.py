"""What visits asked, and whom they met for it (三问, founding §1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from deputylog.book import Book
from deputylog.model.ask import THREE_ASKS, Ask
from deputylog.model.filed import Filed
from deputylog.model.visit import Visit
from deputylog.table import Cell, Column, Table
from deputylog.words import N_, Phrase, Said, phrase

_COLUMNS = (
    Column("ask", Said("三问", "ask")),
    Column("visits", Said("走访次数", "visits"), "number"),
    Column("met", Said("联系对象（次数）", "people met (visits)"), width=60),
)


def asks_table(book: Book, visits: Iterable[Filed[Visit]]) -> Table:
    """Return a row for each ask; a visit counts for every ask that it put (rule V004)."""
    rows = tuple(_rows(book, [filed.record for filed in visits]))
    note = phrase(N_("A visit counts for each ask: the one named, and those meant for the people met."))
    return Table("asks", Said("三问和联系对象", "asks, and people met"), _COLUMNS, rows, note)


def _rows(book: Book, visits: Sequence[Visit]) -> Iterator[tuple[Cell, ...]]:
    asked = Counter(ask for visit in visits for ask in book.directory.asks(visit))
    met = Counter(people for visit in visits if visit.met for people in dict.fromkeys(visit.met.of))
    for ask in (*THREE_ASKS, Ask.OTHER):
        theirs = [people for people in sorted(met) if (book.directory.ask_of(people) or Ask.OTHER) is ask]
        if ask in THREE_ASKS or asked[ask] or theirs:
            yield ask, asked[ask], [_counted(book, people, met[people]) for people in theirs]


def _counted(book: Book, people: str, visits: int) -> Phrase:
    return phrase(N_("{people} ({count})"), people=book.directory.word("people", people), count=visits)
