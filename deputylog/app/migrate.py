"""Rewrite records of an earlier version that this version would read differently.

Version 0.1.0 gave a mailbox without a first day the day on which its group was entered, and ignored
openings before that day. Now such a mailbox is in use since the records began, and one with an
opening before its first day gets an explicit first day.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from deputylog.book import Book
from deputylog.model.beginning import mailbox_begins
from deputylog.model.fields import Key
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
    """Return every mailbox with an opening before its first day, in the order of the register."""
    first: dict[str, date] = {}
    for opening in book.openings:
        for mailbox in opening.record.mailboxes:
            held_on = opening.record.held_on
            first[mailbox] = min(held_on, first.get(mailbox, held_on))
    return [
        EarlierStart(held.path, held.index, held.id, stated, opened, start)
        for held in book.mailboxes.values()
        if (stated := held.mailbox.start)
        and (opened := first.get(held.mailbox.id, stated)) < stated
        and (start := mailbox_begins(held.mailbox, held.holdings)) <= opened
    ]


def silent_zeros(book: Book) -> list[str]:
    """Return openings with letters in some mailboxes and 0 in others, which 0.1.0 added itself."""
    return [opening.id for opening in book.openings if 0 in opening.record.mailboxes.values() and any(opening.record.mailboxes.values())]


def migrate(root: Path, book: Book, *, write: bool) -> list[EarlierStart]:
    """Return what this version reads differently; `write` changes the files and keeps comments."""
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
    """Yield the keys of the stated day, of the mailbox and of places and keepers with that day."""
    mailboxes = data["mailboxes"]
    assert isinstance(mailboxes, list)
    mailbox = mailboxes[change.index]
    yield "mailboxes", change.index, "from"
    for name in ("places", "keepers"):
        for number, part in enumerate(mailbox.get(name, ())):
            if str(part.get("from")) == change.stated.isoformat():
                yield "mailboxes", change.index, name, number, "from"
