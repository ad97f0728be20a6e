"""Write the ledger: a workbook of what is open, with cells to fill in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from deputylog.book import Book
from deputylog.kinds.registry import SUGGESTION
from deputylog.ledger.layout import Names, Refused, Stamp
from deputylog.ledger.lines import Ledger, matter_ledger, suggestion_ledger
from deputylog.ledger.workbook import Line, page_of, write_ledger
from deputylog.words import Words


@dataclass(frozen=True)
class Chosen:
    """The group and the deputy whose matters a ledger holds; empty means all."""

    group: str = ""
    deputy: str = ""


def ledger_bytes(book: Book, chosen: Chosen, words: Words) -> bytes:
    """Return the workbook of what is open on the Book's day."""
    ledgers = (matter_ledger(book, **vars(chosen)), suggestion_ledger(book, **vars(chosen)))
    return _written(book, chosen, [(ledger, _lines(ledger)) for ledger in ledgers], words)


def ledger_again(
    book: Book,
    chosen: Chosen,
    seen: Mapping[str, Iterable[str]],
    refused: Sequence[Refused],
    words: Words,
) -> bytes:
    """Return a new workbook: rejected rows first, with their cells, then rows that are still open.

    A rejected row keeps the steps in `seen`, which it showed when it was first written, so that it
    is rejected again until it is corrected.
    """
    back = dict.fromkeys(one.id for one in refused)
    still = {one.id for one in book.matters if one.is_open} | {
        one.id for one in book.handlings if one.is_open
    }
    wanted = [*dict.fromkeys((*back, *(one for one in seen if one in still)))]
    made = []
    for ledger in (matter_ledger(book, ids=wanted), suggestion_ledger(book, ids=wanted)):
        lines = {line.id: line for line in _lines(ledger)}
        is_suggestion = ledger.table.name == "suggestions"
        theirs = [one for one in refused if one.id.startswith(SUGGESTION.letter) is is_suggestion]
        first = [replace(lines.get(one.id) or _bare(one.id, ledger), refused=one) for one in theirs]
        made.append((ledger, [*first, *(line for line in lines.values() if line.id not in back)]))
    return _written(
        book, chosen, made, words, {one: " ".join(sorted(seen.get(one, ()))) for one in back}
    )


def _bare(wanted: str, ledger: Ledger) -> Line:
    """Return a row that has nothing but its id."""
    return Line(wanted, (wanted, *[None] * (len(ledger.table.columns) - 1)), None, (), None, None)


def _written(
    book: Book,
    chosen: Chosen,
    made: Sequence[tuple[Ledger, Sequence[Line]]],
    words: Words,
    kept: Mapping[str, str] | None = None,
) -> bytes:
    stamp = Stamp(book.district.name, book.as_of.isoformat(), chosen.group, chosen.deputy)
    pages = [page_of(ledger.table, lines, stamp, book.as_of, words) for ledger, lines in made]
    seen = {state.id: " ".join(state.seen) for ledger, _ in made for state in ledger.states}
    return write_ledger(pages, stamp, {**seen, **(kept or {})}, _names(book), words)


def _lines(ledger: Ledger) -> list[Line]:
    due = [column.name for column in ledger.table.columns].index("due")
    pairs = zip(ledger.states, ledger.table.rows, strict=True)
    return [Line(state.id, row, row[due], state.owes, state.only, None) for state, row in pairs]


def _names(book: Book) -> Names:
    departments = {
        wanted: one for wanted, one in book.district.departments.items() if one.in_use(book.as_of)
    }
    named = _distinct({wanted: item.name for wanted, item in departments.items()})
    entitled = tuple(
        name for wanted, name in named.items() if departments[wanted].takes_accusations
    )
    sitting = {
        filed.id: filed.record.name
        for filed in book.deputies.values()
        if any(seat.held(book.as_of) for seat in filed.record.seats)
    }
    return Names(tuple(named.values()), entitled, tuple(_distinct(sitting).values()))


def _distinct(names: Mapping[str, str]) -> dict[str, str]:
    """Return each entry's name, or its id if two have the same name."""
    count = Counter(names.values())
    return {wanted: name if count[name] == 1 else wanted for wanted, name in names.items()}
