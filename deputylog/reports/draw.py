"""The draw of a spot check: repeatable by whoever has the seed and the ids, by hand or in any language.

For each deputy group and each kind of record: write `<seed>:<id>` for every record of the quarter, take the SHA-256 of its UTF-8 bytes as
64 lower-case hex digits, sort by these, and take the first so many. Each record is as likely as any other, and one more or one fewer in
the records changes nothing in the order of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.model.kinds import ACTIVITY, LETTER, OPENING, SUGGESTION, VISIT, Kind
from deputylog.model.matter import MatterKind
from deputylog.table import Cell

DRAWN_KINDS = (VISIT, OPENING, LETTER, SUGGESTION, ACTIVITY)


@dataclass(frozen=True)
class Drawable:
    """A record that may be drawn: whose it is, of which day, and what a person knows it by."""

    id: str
    kind: Kind
    group: str
    day: date
    constituency: str = ""
    deputies: tuple[str, ...] = ()
    about: Cell = None


def draw(records: Iterable[Drawable], seed: str, count: int) -> list[Drawable]:
    """The first `count` of each group and kind in the order of the seed; by group, kind and that order."""
    drawers: dict[tuple[str, int], list[Drawable]] = {}
    for record in records:
        drawers.setdefault((record.group, DRAWN_KINDS.index(record.kind)), []).append(record)
    return [record for _, found in sorted(drawers.items()) for record in sorted(found, key=lambda record: lot(seed, record.id))[:count]]


def lot(seed: str, record_id: str) -> str:
    """What decides the place of a record in the order of a seed."""
    return sha256(f"{seed}:{record_id}".encode()).hexdigest()


def drawables(book: Book, period: Period) -> Iterator[Drawable]:
    """The records of a period that may be drawn. Accusations are not: they are known to few, and appear as a number alone."""
    for several in (_visits(book), _openings(book), _letters(book), _suggestions(book), _activities(book)):
        yield from (record for record in several if record.day in period)


def _visits(book: Book) -> Iterator[Drawable]:
    for filed in book.visits:
        visit = filed.record
        group = book.group_holding(visit.constituency, visit.held_on)
        yield Drawable(filed.id, VISIT, group, visit.held_on, visit.constituency, visit.deputies, [visit.ask, visit.place])


def _openings(book: Book) -> Iterator[Drawable]:
    for filed in book.openings:
        held = (book.mailboxes.get(mailbox) for mailbox in filed.record.mailboxes)
        opened = [book.name("constituency", found.mailbox.constituency) for found in held if found]
        by = (filed.record.by,) if filed.record.by else ()
        yield Drawable(filed.id, OPENING, filed.record.group, filed.record.held_on, deputies=by, about=opened)


def _letters(book: Book) -> Iterator[Drawable]:
    for filed in book.letters:
        matter = book.matter_by_id[filed.id]
        if matter.kind is not MatterKind.ACCUSATION:
            deputies = (matter.deputy,) if matter.deputy else ()
            yield Drawable(filed.id, LETTER, matter.group, matter.received, matter.constituency or "", deputies, matter.title)


def _suggestions(book: Book) -> Iterator[Drawable]:
    for handling in book.handlings:
        if handling.day:
            deputies = (handling.record.lead,)
            yield Drawable(handling.id, SUGGESTION, handling.group, handling.day, handling.constituency, deputies, handling.record.title)


def _activities(book: Book) -> Iterator[Drawable]:
    for filed in book.activities:
        activity = filed.record
        about = [book.directory.activity_kind(activity.kind), activity.title]
        yield Drawable(filed.id, ACTIVITY, _group_of(book, activity.by, activity.held_on), activity.held_on, "", activity.deputies, about)


def _group_of(book: Book, organizer: str, day: date) -> str:
    """The group that held an activity, or in which the deputy who did sat that day; none for the working body."""
    if organizer in book.groups:
        return organizer
    return next((seat.group for seat in book.directory.seats_on(organizer, day)), "")
