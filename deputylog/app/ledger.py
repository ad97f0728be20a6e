"""The ledger as a workbook: what is open, with cells to fill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deputylog.book import Book
from deputylog.exchange.ledger_book import Line, page_of, write_ledger
from deputylog.exchange.ledger_layout import Names, Refused, Stamp
from deputylog.reports.ledger import Ledger, RowState, matter_ledger, suggestion_ledger
from deputylog.words import Words


@dataclass(frozen=True)
class Chosen:
    """Whose matters a ledger holds; empty: all."""

    group: str = ""
    deputy: str = ""


def ledger_bytes(book: Book, chosen: Chosen, words: Words) -> bytes:
    """The workbook of what is open on the Book's day."""
    ledgers = (matter_ledger(book, **vars(chosen)), suggestion_ledger(book, **vars(chosen)))
    return _written(book, chosen, ledgers, {}, words)


def ledger_again(book: Book, chosen: Chosen, ids: Sequence[str], refused: Mapping[str, Refused], words: Words) -> bytes:
    """The same sheet afresh: rows that were refused first, as they had been filled, then what of `ids` is still open."""
    still = {one.id for one in (*book.matters, *book.handlings) if one.is_open}
    wanted = [*dict.fromkeys((*refused, *(one for one in ids if one in still)))]
    ledgers = (matter_ledger(book, ids=wanted), suggestion_ledger(book, ids=wanted))
    known = {state.id for ledger in ledgers for state in ledger.states}
    unknown = [one for one in refused if one not in known]
    return _written(book, chosen, (_with_unknown(ledgers[0], unknown), ledgers[1]), refused, words)


def _with_unknown(ledger: Ledger, ids: Sequence[str]) -> Ledger:
    """The ledger, headed by rows of which nothing is known but what was typed."""
    table = ledger.table
    bare = tuple((one, *[None] * (len(table.columns) - 1)) for one in ids)
    states = tuple(RowState(one, ()) for one in ids)
    return Ledger(type(table)(table.name, table.title, table.columns, (*bare, *table.rows)), (*states, *ledger.states))


def _written(book: Book, chosen: Chosen, ledgers: Sequence[Ledger], refused: Mapping[str, Refused], words: Words) -> bytes:
    stamp = Stamp(book.district.name, book.as_of.isoformat(), chosen.group, chosen.deputy)
    pages = [page_of(one.table, _lines(one, refused), stamp, book.as_of, words) for one in ledgers]
    seen = {state.id: " ".join(state.seen) for ledger in ledgers for state in ledger.states}
    return write_ledger(pages, stamp, seen, _names(book), words)


def _lines(ledger: Ledger, refused: Mapping[str, Refused]) -> list[Line]:
    due = [column.name for column in ledger.table.columns].index("due")
    pairs = zip(ledger.states, ledger.table.rows, strict=True)
    return [Line(state.id, row, row[due], state.owes, state.only, refused.get(state.id)) for state, row in pairs]


def _names(book: Book) -> Names:
    departments = book.district.departments
    named = _distinct({wanted: item.name for wanted, item in departments.items()})
    entitled = tuple(name for wanted, name in named.items() if departments[wanted].takes_accusations)
    sitting = {
        filed.id: filed.record.name for filed in book.deputies.values() if any(seat.held(book.as_of) for seat in filed.record.seats)
    }
    return Names(tuple(named.values()), entitled, tuple(_distinct(sitting).values()))


def _distinct(names: Mapping[str, str]) -> dict[str, str]:
    """Each by its name; by its id where two have the same."""
    count = Counter(names.values())
    return {wanted: name if count[name] == 1 else wanted for wanted, name in names.items()}
