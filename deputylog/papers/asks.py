"""What visits asked, and whom they met for it (三问, founding §1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.kinds.asks import THREE_ASKS, Ask, People
from deputylog.table import Cell, Column, Table
from deputylog.words import Bilingual, phrase

if TYPE_CHECKING:
    from pandas import DataFrame

_COLUMNS = (
    Column("ask", Bilingual("三问", "ask")),
    Column("visits", Bilingual("走访次数", "visits"), "number"),
    Column("met", Bilingual("联系对象", "people met"), width=60),
)


def asks_table(book: Book, visits: DataFrame) -> Table:
    """Return a row for each ask; a visit counts for every ask that it put (rule V004)."""
    note = phrase(
        "一次走访按所写明的三问和所联系的对象，可以计入几问。",
        "A visit counts for each ask: the one named, and those meant for the people met.",
    )
    rows = tuple(_rows(book, visits))
    return Table("asks", Bilingual("三问和联系对象", "asks, and people met"), _COLUMNS, rows, note)


def _rows(book: Book, visits: DataFrame) -> Iterator[tuple[Cell, ...]]:
    asked = visits["asks"].explode().value_counts()
    met = frozenset(visits["met"].explode().dropna())
    words = [*People, *sorted(met - frozenset(People))]
    for ask in (*THREE_ASKS, Ask.OTHER):
        theirs = [
            one for one in words if one in met and (book.directory.ask_of(one) or Ask.OTHER) is ask
        ]
        if ask in THREE_ASKS or ask in asked or theirs:
            yield (
                ask,
                int(asked.get(ask, 0)),
                [book.directory.word("people", one) for one in theirs],
            )
