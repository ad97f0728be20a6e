"""Types of fields: texts, ids and dates, each with its description."""

from __future__ import annotations

import re
from abc import ABC
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias, dataclass_transform

from msgspec import Meta, Struct, StructMeta, field

from deputylog.calendar import Period, Quarter, Span
from deputylog.text.spelling import SEEN
from deputylog.words import Bilingual, Phrase, phrase

MONTH_DAY = r"^((0[1-9]|1[0-2])-(0[1-9]|[12][0-9])|(0[13-9]|1[0-2])-30|(0[13578]|1[02])-31)$"
Key: TypeAlias = tuple[str | int, ...]
"""The path to a value in a file: `("matters", 0, "events", 2)`."""
Data: TypeAlias = Mapping[str, object]
"""The plain values of a record or a part of it, by key."""

if TYPE_CHECKING:
    DayOrMonth = date
    SpanText = Span
    QuarterText = Quarter
else:
    # msgspec parses dates and dataclasses itself; types that it does not know it passes to
    # `decode`.
    class DayOrMonth(ABC):  # noqa: B024
        """A date; in imported records also a month without a day."""

    class SpanText(ABC):  # noqa: B024
        """A span written `15 days`."""

    class QuarterText(ABC):  # noqa: B024
        """A quarter written `2026Q1`."""

    DayOrMonth.register(date)
    SpanText.register(Span)
    QuarterText.register(Quarter)


class Month(date):
    """A month without a known day, represented by its first day."""

    def isoformat(self) -> str:
        return f"{self:%Y-%m}"

    __str__ = isoformat


def is_exact(day: date) -> bool:
    """Whether the exact day is known, not only the month."""
    return not isinstance(day, Month)


def wording(zh: str, en: str, *, flow: bool = False, basis: str = "") -> Meta:
    """A field's description; `flow` puts it on one line, `basis` cites the law of a setting."""
    return Meta(extra={"zh": zh, "en": en, "flow": flow, "basis": basis})


def refers(kind: str) -> Meta:
    """Mark a field that holds the id of an existing object of `kind` (R003)."""
    return Meta(extra={"refers": kind})


_KEYS = {"start": "from", "end": "to", "on": "date", "held_on": "date", "handed_in": "date"}
"""Attributes whose key in a file is another word: a keyword of Python, or the name of a type."""


class _Frozen(StructMeta):
    """Makes every part of a record frozen, with fields given by name."""

    def __new__(
        mcls, name: str, bases: tuple[type, ...], values: dict[str, Any], **config: Any
    ) -> _Frozen:
        return super().__new__(
            mcls, name, bases, values, **{"frozen": True, "kw_only": True, **config}
        )


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Part(
    Struct,
    metaclass=_Frozen,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename=_KEYS,
):
    """A part of a record, written on one line."""

    meaning: ClassVar[Bilingual] = Bilingual("", "")


def part_with(base: type[Part], name: str, optional: Mapping[str, Any], **required: Any) -> Any:
    """A class made while the program runs: `base` with these fields, given by name and type."""
    values = {"__module__": base.__module__, **dict.fromkeys(optional)}
    made = {"__annotations__": {**required, **optional}, **values}
    return _Frozen(name, (base,), made)


class Block(Part):
    """A part of a record, written as a block with one key per line."""


class Record(Block):
    """The content of one file."""

    def amiss(self) -> Iterator[tuple[Key, Phrase]]:
        """Faults that involve several fields: the key path of each and what is wrong."""
        return iter(())


def lasts(start: date | None, end: date | None, day: date) -> bool:
    """Whether `day` lies between `start` and `end`, both included; None means open-ended."""
    return (start is None or start <= day) and (end is None or day <= end)


def days_within(start: date | None, end: date | None, period: Period) -> Period:
    """The days from `start` to `end` that lie in `period`; None means open-ended."""
    return Period(max(start or period.first, period.first), min(end or period.last, period.last))


def ends_before_it_begins(
    key: Key, start: date | None, end: date | None
) -> Iterator[tuple[Key, Phrase]]:
    """A fault if `end` is before `start`."""
    if start is not None and end is not None and end < start:
        yield (
            (*key, "to"),
            phrase(
                "终止日{end}早于起始日{start}",
                "the last day {end} is before the first day {start}",
                end=end,
                start=start,
            ),
        )


def without_an_end(
    key: Key, end: date | None, name: str, successor: str | None
) -> Iterator[tuple[Key, Phrase]]:
    """A fault if something names a successor, but no last day."""
    if successor is not None and end is None:
        text = Bilingual(
            "写了“{name}”就须写明最后一日：请加“to”", "'{name}' needs the last day: add 'to'"
        )
        yield (*key, name), phrase(text, name=name)


SLUG = r"^[a-z0-9][a-z0-9_-]{0,63}$"

Text = Annotated[str, Meta(pattern=SEEN, max_length=20_000)]
Id = Annotated[str, Meta(pattern=SLUG)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
DeputyId = Annotated[Id, refers("deputy")]
PersonId = Annotated[Id, refers("person")]
GroupId = Annotated[Id, refers("group")]
ConstituencyId = Annotated[Id, refers("constituency")]
MailboxId = Annotated[Id, refers("mailbox")]
DepartmentId = Annotated[Id, refers("department")]
TopicId = Annotated[Id, refers("topic")]
TermId = Annotated[Id, refers("term")]
SessionId = Annotated[Id, refers("session")]
ActivityKindId = Annotated[Id, refers("activity_kind")]
PEOPLE = r"^[a-z][a-z0-9_]{0,39}$"
PeopleId = Annotated[str, Meta(pattern=PEOPLE), refers("people")]
PresetId = Annotated[Id, refers("preset")]
OrganizerId = Annotated[Id, refers("organizer")]
SourceId = Annotated[
    str, Meta(pattern=r"^[LV][0-9]{8}-[0-9a-z]{5}(#[0-9a-z]{4})?$"), refers("source")
]
RecordRef = Annotated[
    str, Meta(pattern=r"^[A-Z][0-9]{8}-[0-9a-z]{5}(#[0-9a-z]{4})?$"), refers("record")
]
AgendaId = Annotated[str, Meta(pattern=r"^A[0-9]{8}-[0-9a-z]{5}$"), refers("agenda")]
HonouredId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9#_-]{0,79}$"), refers("honoured")]

WORKING_BODY = "working-body"


def decode(wanted: type, value: object) -> Any:
    """Convert `value` to one of our own field types, for msgspec; raises ValueError if invalid."""
    if not isinstance(value, str):
        raise ValueError(f"not a text: {value!r}")
    if wanted is DayOrMonth:
        return (
            Month.fromisoformat(f"{value}-01")
            if re.fullmatch(r"(?:19|20|21)[0-9]{2}-[0-9]{2}", value)
            else exact_day(value)
        )
    if wanted is SpanText:
        return Span.parse(value)
    if wanted is QuarterText:
        return Quarter.parse(value)
    raise NotImplementedError(wanted)


def exact_day(value: str) -> date:
    """The date written like 2026-03-14.

    Raises ValueError for other formats and for years outside 1900 to 2199.
    """
    if not re.fullmatch(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError(value)
    return date.fromisoformat(value)
