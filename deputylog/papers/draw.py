"""The draw of a spot check, which anyone can repeat with the seed and the ids.

For each deputy group and kind of record: take the SHA-256 (64 lower-case hex digits) of the
UTF-8 text `<seed>:<id>` of every record in the quarter, sort by it, and take the first `count`.
Every record is equally likely; adding or removing one does not change the order of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.registry import ACTIVITY, KINDS, LETTER, OPENING, SUGGESTION, VISIT
from deputylog.record.kind import Kind
from deputylog.table import Cell

DRAWN_KINDS = tuple(kind for kind in KINDS if kind.to_verify)


@dataclass(frozen=True)
class Drawable:
    """A record that may be drawn, with its group, date and description."""

    id: str
    kind: Kind
    group: str
    day: date
    constituency: str = ""
    deputies: tuple[str, ...] = ()
    about: Cell = None


def draw(records: Iterable[Drawable], seed: str, count: int) -> list[Drawable]:
    """Return the first `count` records of each group and kind in the order of the seed."""
    drawers: dict[tuple[str, int], list[Drawable]] = {}
    for record in records:
        drawers.setdefault((record.group, DRAWN_KINDS.index(record.kind)), []).append(record)
    return [
        record
        for _, found in sorted(drawers.items())
        for record in sorted(found, key=lambda record: lot(seed, record.id))[:count]
    ]


def lot(seed: str, record_id: str) -> str:
    """Return the sort key of a record for a seed."""
    return sha256(f"{seed}:{record_id}".encode()).hexdigest()


def drawables(book: Book, period: Period) -> Iterator[Drawable]:
    """Yield the records of a period that may be drawn.

    Accusations are left out: few people may see them, and they are published only as a number.
    """
    for several in (
        _visits(book),
        _openings(book),
        _letters(book),
        _suggestions(book),
        _activities(book),
    ):
        yield from (record for record in several if record.day in period)


def _visits(book: Book) -> Iterator[Drawable]:
    for filed in book.visits:
        visit = filed.record
        group = book.group_holding(visit.constituency, visit.held_on)
        yield Drawable(
            filed.id,
            VISIT,
            group,
            visit.held_on,
            visit.constituency,
            visit.deputies,
            [visit.ask, visit.place],
        )


def _openings(book: Book) -> Iterator[Drawable]:
    for filed in book.openings:
        held = (book.mailboxes.get(mailbox) for mailbox in filed.record.mailboxes)
        served = (found.mailbox.constituency_on(filed.record.held_on) for found in held if found)
        opened = [book.name("constituency", constituency) for constituency in served]
        by = (filed.record.by,) if filed.record.by else ()
        yield Drawable(
            filed.id, OPENING, filed.record.group, filed.record.held_on, deputies=by, about=opened
        )


def _letters(book: Book) -> Iterator[Drawable]:
    for filed in book.letters:
        matter = book.matter_by_id[filed.id]
        if matter.kind is not MatterKind.ACCUSATION:
            deputies = (matter.deputy,) if matter.deputy else ()
            yield Drawable(
                filed.id,
                LETTER,
                matter.group,
                matter.received,
                matter.constituency or "",
                deputies,
                matter.title,
            )


def _suggestions(book: Book) -> Iterator[Drawable]:
    for handling in book.handlings:
        if handling.day:
            deputies = (handling.record.lead,)
            yield Drawable(
                handling.id,
                SUGGESTION,
                handling.group,
                handling.day,
                handling.constituency,
                deputies,
                handling.record.title,
            )


def _activities(book: Book) -> Iterator[Drawable]:
    for filed in book.activities:
        activity = filed.record
        about = [book.directory.word("activity_kind", activity.kind), activity.title]
        yield Drawable(
            filed.id,
            ACTIVITY,
            _group_of(book, activity.by, activity.held_on),
            activity.held_on,
            "",
            activity.deputies,
            about,
        )


def _group_of(book: Book, organizer: str, day: date) -> str:
    """Return the organizing group, or the organizing deputy's group on that day; else empty."""
    if organizer in book.groups:
        return organizer
    seats = book.directory.seats_on(organizer, day)
    return next((book.directory.group_of_seat(seat, day) for seat in seats), "")
