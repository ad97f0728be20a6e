"""Dated events of a matter or a suggestion, and their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, TypeVar

from msgspec import field

from deputylog.record.fields import Key, Part, PersonId, Text, said
from deputylog.record.unknown_day import UNKNOWN, Day
from deputylog.words import N_, Phrase, Said, phrase


class Dated(Part, frozen=True, kw_only=True, tag_field="event"):
    """A dated event; in imported records the date may be missing."""

    on: Annotated[date | None, said("日期", "day")] = field(name="date", default=None)
    who: Annotated[PersonId | None, said("经办人", "who did it")] = None
    note: Annotated[Text | None, said("说明", "note")] = None


D = TypeVar("D", bound=Dated)


def name_of(event: type[Dated] | Dated) -> str:
    """The event's tag, as written in records."""
    return str(event.__struct_config__.tag)


def said_of(event: type[Dated] | Dated) -> Said:
    """The event's name for display: the Chinese part of its docstring, its tag in English."""
    kind = event if isinstance(event, type) else type(event)
    return Said((kind.__doc__ or "").partition(" | ")[0], name_of(kind).replace("_", " "))


def day_of(event: Dated | None) -> Day | None:
    """The day of the event, UNKNOWN if it has none; None without an event."""
    return (event.on or UNKNOWN) if event else None


def in_order(events: Iterable[D]) -> tuple[D, ...]:
    """Events sorted by date; those of one day as in the file, undated ones last."""
    return tuple(sorted(events, key=lambda event: (event.on is None, event.on or date.min)))


def undated(events: Iterable[Dated], at: Key) -> Iterator[tuple[Key, Phrase]]:
    """A fault for every event without a date; only imported records may omit it."""
    for number, event in enumerate(events):
        if event.on is None:
            yield (*at, "events", number), phrase(N_("'date' is missing; only imported records (with 'ref') may leave it out"))
