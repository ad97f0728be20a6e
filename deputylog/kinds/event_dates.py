"""Dated events of a matter or a suggestion, and their order."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, ClassVar, TypeVar

from deputylog.record.fields import Amiss, Key, Part, PersonId, Text, wording
from deputylog.record.unknown_day import UNKNOWN, Day
from deputylog.words import Bilingual, phrase


class Dated(Part, tag_field="event"):
    """A dated event; in imported records the date may be missing."""

    told: ClassVar[Bilingual | None] = None
    """The step in a sentence with these of its values; without it, its name."""
    differs_in: ClassVar[str] = ""
    """The field by which two steps of one kind differ, such as a second department."""
    repeats: ClassVar[bool] = False
    """Whether the same step on another day is another step, and not a contradiction."""

    on: Annotated[date | None, wording("日期", "day")] = None
    who: Annotated[PersonId | None, wording("经办人", "who did it")] = None
    note: Annotated[Text | None, wording("说明", "note")] = None


D = TypeVar("D", bound=Dated)


def name_of(event: type[Dated] | Dated) -> str:
    """The event's tag, as written in records."""
    return str(event.__struct_config__.tag)


def label_of(event: type[Dated] | Dated) -> Bilingual:
    """The event's name for display: its Chinese meaning, its tag in English."""
    kind = event if isinstance(event, type) else type(event)
    return Bilingual(kind.meaning.zh, name_of(kind).replace("_", " "))


def day_of(event: Dated | None) -> Day | None:
    """The day of the event, UNKNOWN if it has none; None without an event."""
    return (event.on or UNKNOWN) if event else None


def in_order(events: Iterable[D]) -> tuple[D, ...]:
    """Events sorted by date; those of one day as in the file, undated ones last."""
    return tuple(sorted(events, key=lambda event: event.on or date.max))


def known_on(events: Iterable[D], day: date) -> tuple[D, ...]:
    """The events up to `day` and those without a date, in order."""
    return in_order([event for event in events if event.on is None or event.on <= day])


def undated(events: Iterable[Dated], at: Key) -> Iterator[Amiss]:
    """A fault for every event without a date; only imported records may omit it."""
    for number, event in enumerate(events):
        if event.on is None:
            yield (
                (*at, "events", number),
                phrase(
                    "缺少“date”（日期）；只有带“ref”的导入记录可以没有",
                    "'date' is missing; only imported records (with 'ref') may leave it out",
                ),
            )
