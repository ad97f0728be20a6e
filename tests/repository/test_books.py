"""A Book of a few parts tells of its records what the Book of everything tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from deputylog.book import Book
from deputylog.git.run import Git
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.repository.books import Books, books
from deputylog.repository.reading import read_repository
from tests.check.odd_district import odd_district
from tests.conftest import write

DAY = date(2026, 10, 9)


@pytest.fixture(params=range(8))
def both(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Books, Book]:
    root = write(tmp_path, odd_district(request.param))
    Git(root).answer("init", "--quiet")
    Git(root).answer("add", "--all")
    return books(root, as_of=DAY), read_repository(root, as_of=DAY)[0]


def told(book: Book, one: Matter | Handling) -> list[object]:
    """All that a Book tells of a matter or a suggestion."""
    found: list[object] = [one.id, book.duties[one.id], book.next_of[one.id], book.in_short(one)]
    if isinstance(one, Handling):
        return [*found, book.signer_of(one), [matter.id for matter in book.behind(one)]]
    return [*found, one.group, book.number_of(one.id), book.deputies_of(one), one.suggestions]


def told_of(book: Book, path: str) -> list[list[object]]:
    return [told(book, one) for one in book.lives if one.path == path]


def told_of_group(book: Book, group: str) -> Iterator[list[object]]:
    """All that a Book tells of the matters of a group, and of the visits that its deputies owe."""
    yield from (told(book, one) for one in book.matters if one.group == group)
    for deputy, quota in book.quotas:
        if book.directory.group_of_seat(quota.seat, DAY) == group:
            yield [deputy.id, quota.owed, quota.made]


def test_about_a_record(both: tuple[Books, Book]) -> None:
    known, whole = both
    for path in sorted({one.path for one in whole.lives}):
        assert told_of(known.about(path), path) == told_of(whole, path)


def test_about_a_group(both: tuple[Books, Book]) -> None:
    known, whole = both
    for group in whole.groups:
        assert list(told_of_group(known.about(group), group)) == list(told_of_group(whole, group))


def test_about_a_deputy(both: tuple[Books, Book]) -> None:
    known, whole = both
    for deputy in whole.deputies:
        assert list(named_in(known.about(deputy), deputy)) == list(named_in(whole, deputy))


def named_in(book: Book, deputy: str) -> Iterator[object]:
    """All visits, matters and suggestions in which a deputy has a part."""
    yield from (one.path for one in book.visits if deputy in one.record.deputies)
    yield from (told(book, one) for one in book.matters if deputy in one.deputies)
    for one in book.handlings:
        if deputy in one.signers_on(DAY):
            yield told(book, one)
