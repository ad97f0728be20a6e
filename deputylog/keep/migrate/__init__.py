"""What this version reads differently from version 0.1.0: written where that keeps the meaning,
else told.

A list that was handed in is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from deputylog.book import Book
from deputylog.keep.migrate.counting import contact_online, joint_matters, silent_zeros
from deputylog.keep.migrate.difference import Difference
from deputylog.keep.migrate.lives import (
    answers_of_assisting_departments,
    duplicates_without_another,
    other_order,
    settled_or_open,
    steps_that_fit_nothing,
)
from deputylog.keep.migrate.promises import promises_kept_in_other_words
from deputylog.keep.migrate.register import earlier_starts, further_people
from deputylog.keep.register_draft import Draft
from deputylog.tree import record_path

CHANGES: tuple[Callable[[Book], Iterable[Difference]], ...] = (
    earlier_starts,
    further_people,
    promises_kept_in_other_words,
    other_order,
    settled_or_open,
    steps_that_fit_nothing,
    duplicates_without_another,
    answers_of_assisting_departments,
    joint_matters,
    contact_online,
    silent_zeros,
)


def differences(book: Book) -> list[Difference]:
    """Return all that this version reads differently, in the order of the changes."""
    return [found for change in CHANGES for found in change(book)]


def migrate(root: Path, found: Iterable[Difference]) -> list[str]:
    """Write the values that keep the old meaning, with all comments, and return the paths."""
    draft = Draft(root)
    for difference in found:
        spot = record_path(difference.path)
        if spot:
            for key, value in difference.puts:
                draft.put(spot.kind, spot.id, key, value)
    return draft.write()
