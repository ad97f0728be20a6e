"""Dated events of a matter or a suggestion, and their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Annotated, TypeVar

from msgspec import field

from deputylog.model.fields import Key, Part, PersonId, Text, said
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


def in_order(events: Iterable[D], kinds: tuple[type[Dated], ...]) -> tuple[D, ...]:
    """Events sorted by date, then by the order of `kinds`, then by text; undated ones last."""
    rank = _rank(kinds)
    keyed = [((event.on or date.max, rank[type(event)]), event) for event in events]
    if len({key for key, _ in keyed}) < len(keyed):
        return tuple(event for _, event in sorted(keyed, key=lambda pair: (pair[0], repr(pair[1]))))
    return tuple(event for _, event in sorted(keyed, key=itemgetter(0)))


@cache
def _rank(kinds: tuple[type[Dated], ...]) -> dict[type[Dated], int]:
    return {kind: number for number, kind in enumerate(kinds)}


def undated(events: Iterable[Dated], at: Key) -> Iterator[tuple[Key, Phrase]]:
    """A fault for every event without a date; only imported records may omit it."""
    for number, event in enumerate(events):
        if event.on is None:
            yield (*at, "events", number), phrase(N_("'date' is missing; only imported records (with 'ref') may leave it out"))
