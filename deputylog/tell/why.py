"""`why`: how the deadlines of a matter, suggestion, deputy, mailbox or group were calculated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from deputylog.book import Book
from deputylog.names.find import NothingFoundError, find_with_a_life
from deputylog.names.register import Register
from deputylog.repository.reading import read_repository
from deputylog.tell import deadlines, visits_and_weeks

_OF_REGISTER: dict[str, Callable[[Book, str], Iterable[deadlines.Line]]] = {
    "deputy": visits_and_weeks.of_deputy,
    "mailbox": visits_and_weeks.of_mailbox,
    "group": deadlines.of_group,
}


def reckoning(root: Path, wanted: str, *, as_of: date) -> tuple[str, list[tuple[object, object]]]:
    """Return the id of what `wanted` names, and the lines that explain its deadlines.

    Each line has a head, "" for a line that goes on. What could not be read comes first.
    """
    book, _ = read_repository(root, as_of=as_of)
    found, lines = _find(root, book, wanted)
    several = [book.unread, *lines] if book.unread else lines
    return found, [line if isinstance(line, tuple) else ("", line) for line in several]


def _find(root: Path, book: Book, wanted: str) -> tuple[str, Iterable[deadlines.Line]]:
    """An id of the register comes first, then matters and suggestions, then names."""
    for kind, explain in _OF_REGISTER.items():
        if book.exists(kind, wanted):
            return wanted, explain(book, wanted)
    try:
        found = find_with_a_life(root, wanted).id
    except NothingFoundError:
        kind, found = Register(root).first_named(_OF_REGISTER, wanted) or ("", "")
        if not kind:
            raise
        return found, _OF_REGISTER[kind](book, found)
    if matter := book.matter_by_id.get(found):
        return found, deadlines.of_matter(book, matter)
    handlings = (one for one in book.handlings if one.id == found)
    return found, (line for one in handlings for line in deadlines.of_suggestion(book, one))
