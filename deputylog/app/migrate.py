"""Writing out what a record of an earlier version meant, where this version would read it otherwise.

Version 0.1.0 gave a mailbox the day on which its group was entered, when no day was stated, and
rounds before that day counted for nothing. What has no stated day is now there since the records
began; a mailbox with a round before its first day gets that day, in so many words.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from deputylog.book import Book
from deputylog.model.beginning import term_begins
from deputylog.model.fields import Key
from deputylog.model.filed import MailboxInGroup
from deputylog.store import slow
from deputylog.store.files import read_bytes, rewrite


@dataclass(frozen=True)
class EarlierStart:
    """A mailbox that was opened on `opened`, before its stated first day `stated`; `start` replaces it."""

    path: str
    index: int
    mailbox: str
    stated: date
    opened: date
    start: date


def earlier_starts(book: Book) -> list[EarlierStart]:
    """Every mailbox with a round before its first day, in the order of the register."""
    first: dict[str, date] = {}
    for opening in book.openings:
        for mailbox in opening.record.mailboxes:
            held_on = opening.record.held_on
            first[mailbox] = min(held_on, first.get(mailbox, held_on))
    return [
        EarlierStart(held.group.path, held.index, held.mailbox.id, stated, opened, start)
        for held in book.mailboxes.values()
        if (stated := held.mailbox.start)
        and (opened := first.get(held.mailbox.id, stated)) < stated
        and (start := _since(book, held)) <= opened
    ]


def _since(book: Book, held: MailboxInGroup) -> date:
    """The first day of a mailbox for which none is stated."""
    constituencies = held.group.record.constituencies
    terms = {one.term for one in constituencies if one.id == held.mailbox.constituency}
    return term_begins(book.district, terms)


def silent_zeros(book: Book) -> list[str]:
    """The rounds with letters in one mailbox and 0 in others: 0.1.0 wrote such a 0 by itself."""
    return [opening.id for opening in book.openings if 0 in opening.record.mailboxes.values() and any(opening.record.mailboxes.values())]


def migrate(root: Path, book: Book, *, write: bool) -> list[EarlierStart]:
    """What this version reads otherwise; `write` changes the files and keeps their comments."""
    changes = earlier_starts(book)
    by_path: dict[str, list[EarlierStart]] = {}
    for change in changes:
        by_path.setdefault(change.path, []).append(change)
    if write:
        for path, several in by_path.items():
            rewrite(root, path, _changed(root, path, several))
    return changes


def _changed(root: Path, path: str, changes: list[EarlierStart]) -> str:
    document = slow.read(path, read_bytes(os.path.join(root, path)))
    assert document.data is not None
    marks = sorted(
        ((document.values[key], change.start) for change in changes for key in _days(document.data, change)),
        key=lambda marked: marked[0].start,
        reverse=True,
    )
    text = document.text
    for mark, start in marks:
        text = text[: mark.start] + start.isoformat() + text[mark.end :]
    return text


def _days(data: Mapping[str, object], change: EarlierStart) -> Iterator[Key]:
    """Where the stated day stands: of the mailbox, and of its places and keepers of the same day."""
    mailboxes = data["mailboxes"]
    assert isinstance(mailboxes, list)
    mailbox = mailboxes[change.index]
    yield "mailboxes", change.index, "from"
    for name in ("places", "keepers"):
        for number, part in enumerate(mailbox.get(name, ())):
            if str(part.get("from")) == change.stated.isoformat():
                yield "mailboxes", change.index, name, number, "from"
