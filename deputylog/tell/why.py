"""`why`: how the deadlines of a matter, suggestion, deputy, mailbox or group were calculated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from deputylog.book import Book
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.names.find import NothingFoundError, find_record, find_with_a_life, read_found
from deputylog.names.in_words import spaced
from deputylog.names.register import Register
from deputylog.names.sentences import described
from deputylog.repository.books import Books, books
from deputylog.table import Valued
from deputylog.tell import deadlines, visits_and_weeks
from deputylog.words import Bilingual, Phrase, phrase

_OF_REGISTER: dict[str, Callable[[Book, str], Iterable[deadlines.Line]]] = {
    "deputy": visits_and_weeks.of_deputy,
    "group": deadlines.of_group,
    "mailbox": visits_and_weeks.of_mailbox,
}


class Explanation(Struct, frozen=True):
    """How the deadlines of what has this id were calculated.

    Each line has a head, "" for a line that goes on. What could not be read comes first.
    """

    id: str
    title: Phrase
    lines: tuple[tuple[object, object], ...]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """A row for each line with a head, with the values of the lines that go on.

        Lists of one name are joined; lines without values are among the `notes`.
        """
        rows: list[dict[str, Any]] = []
        for head, text in self.lines:
            if head or not rows:
                rows.append({"of": head} if head else {})
            values = text.plain if isinstance(text, Valued) else {"notes": [text]}
            for name, value in values.items():
                is_list = isinstance(value, list)
                rows[-1][name] = rows[-1].get(name, []) + value if is_list else value
        return rows


def explanation(root: Path, wanted: str, *, as_of: date) -> Explanation:
    """Return how the deadlines of what `wanted` names were calculated."""
    known = books(root, as_of=as_of)
    found, title, lines = _find(known, wanted)
    unread = known.register.unread
    several = [unread, *lines] if unread else lines
    each = (line if isinstance(line, tuple) else ("", line) for line in several)
    return Explanation(found, title, tuple(each))


def _find(known: Books, wanted: str) -> tuple[str, Phrase, Iterable[deadlines.Line]]:
    """An id of the register comes first, then matters and suggestions, then names."""
    for kind in _OF_REGISTER:
        if known.register.exists(kind, wanted):
            return _of_register(known, kind, wanted)
    try:
        one = find_with_a_life(known.root, wanted)
    except NothingFoundError:
        kind, found = Register(known.root).first_named(_OF_REGISTER, wanted) or ("", "")
        return _of_register(known, kind, found) if kind else _without_deadline(known, wanted)
    book = known.about(one.path)
    if matter := book.matter_by_id.get(one.id):
        return one.id, _title(book, matter), deadlines.of_matter(book, matter)
    for handling in book.handlings:
        if handling.id == one.id:
            return one.id, _title(book, handling), deadlines.of_suggestion(book, handling)
    return _without_deadline(known, wanted)


def _without_deadline(known: Books, wanted: str) -> tuple[str, Phrase, Iterable[deadlines.Line]]:
    """Say that no deadline applies to a record that exists; NothingFoundError if there is none."""
    found = find_record(known.root, wanted)
    text = Bilingual("这类记录本身没有期限", "no deadline applies to such a record")
    record = read_found(known.root, found)
    what = described(Register(known.root), found.kind, record, known.as_of)
    return found.id, spaced(what, found.id), [phrase(text)]


def _of_register(
    known: Books, kind: str, found: str
) -> tuple[str, Phrase, Iterable[deadlines.Line]]:
    book = known.about(found)
    name: object = book.name(kind, found)
    if kind == "mailbox":
        constituency = book.mailboxes[found].mailbox.constituency_on(book.as_of)
        where = book.name("constituency", constituency)
        name = phrase("{where}代表信箱", "mailbox of {where}", where=where)
    title = phrase("{name}（{id}）", "{name} ({id})", name=name, id=found)
    return found, title, _OF_REGISTER[kind](book, found)


def _title(book: Book, about: Matter | Handling) -> Phrase:
    """Return what kind of matter or suggestion it is, its title, its short number and its id."""
    one = about if isinstance(about, Matter) else about.record
    text = Bilingual("{kind}：{title}（{ids}）", "{kind}: {title} ({ids})")
    if not one.title:
        text = Bilingual("{kind}（{ids}）", "{kind} ({ids})")
    ids = list(filter(None, (book.number_of(about.id), about.id)))
    return phrase(text, kind=one.kind, title=one.title, ids=ids)
