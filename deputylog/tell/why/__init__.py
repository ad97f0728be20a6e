"""Explain how each deadline was calculated; one module for each kind of subject."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from deputylog.book import Book
from deputylog.names.find import NothingFoundError, find_with_a_life
from deputylog.names.register import Register, UnknownNameError
from deputylog.repository.reading import read_repository
from deputylog.tell.why.explanation import Line
from deputylog.tell.why.groups import of_group
from deputylog.tell.why.mailboxes import of_mailbox
from deputylog.tell.why.steps import of_matter, of_suggestion
from deputylog.tell.why.visits import of_deputy

_OF_REGISTER = {"deputy": of_deputy, "mailbox": of_mailbox, "group": of_group}


def reckoning(root: Path, wanted: str, *, as_of: date, today: date) -> tuple[str, list[Line]]:
    """Return the id of what `wanted` names, and the lines that explain its deadlines, what could
    not be read first.
    """
    book, _ = read_repository(root, as_of=as_of, today=today)
    found, lines = _reckoning(root, book, wanted)
    return found, [("", book.unread), *lines] if book.unread else lines


def _reckoning(root: Path, book: Book, wanted: str) -> tuple[str, list[Line]]:
    for kind, lines in _OF_REGISTER.items():
        if book.exists(kind, wanted):
            return wanted, list(lines(book, wanted))
    try:
        found = find_with_a_life(root, wanted).id
    except NothingFoundError as nothing:
        return _of_register(root, book, wanted, nothing)
    return found, list(_lived(book, found))


def _of_register(
    root: Path, book: Book, wanted: str, nothing: NothingFoundError
) -> tuple[str, list[Line]]:
    register = Register(root)
    for kind, lines in _OF_REGISTER.items():
        try:
            found = register.resolve(kind, wanted)
        except UnknownNameError:
            continue
        return found, list(lines(book, found))
    raise nothing


def _lived(book: Book, wanted: str) -> list[Line]:
    if matter := book.matter_by_id.get(wanted):
        return list(of_matter(book, matter))
    return [
        line
        for handling in book.handlings
        if handling.id == wanted
        for line in of_suggestion(book, handling)
    ]
