"""What fields are made of: texts, ids, days, and the one description each of them has."""

from __future__ import annotations

import re
from abc import ABC
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from msgspec import Meta, Struct

from deputylog.calendar import Period, Quarter, Span
from deputylog.words import N_, Phrase, Said, phrase

Key: TypeAlias = tuple[str | int, ...]
"""The way to a value inside a file: `("matters", 0, "events", 2)`."""

if TYPE_CHECKING:
    DayOrMonth = date
    SpanText = Span
    QuarterText = Quarter
else:
    # msgspec reads dates and dataclasses its own way; a type that it does not know it hands to `decode`.
    class DayOrMonth(ABC):  # noqa: B024
        """A day, or in an imported record the month alone."""

    class SpanText(ABC):  # noqa: B024
        """A span written `15 days`."""

    class QuarterText(ABC):  # noqa: B024
        """A quarter written `2026Q1`."""

    DayOrMonth.register(date)
    SpanText.register(Span)
    QuarterText.register(Quarter)


class Month(date):
    """A month whose day nobody wrote down; it stands at its first day."""

    def isoformat(self) -> str:
        return f"{self:%Y-%m}"

    __str__ = isoformat


def is_exact(day: date) -> bool:
    """Whether the day itself is known, not the month alone."""
    return not isinstance(day, Month)


def said(zh: str, en: str, *, flow: bool = False, basis: str = "") -> Meta:
    """A field's one description; `flow` writes it on a line; `basis` names the article or section a setting rests on."""
    return Meta(extra={"zh": zh, "en": en, "flow": flow, "basis": basis})


def refers(kind: str) -> Meta:
    """The field holds an id of `kind`, and that must exist (R003)."""
    return Meta(extra={"refers": kind})


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Part of a record, written as one flow value on a line."""


class Block(Part, frozen=True, kw_only=True):
    """Part of a record, written as a block, a key on each line."""


class Record(Block, frozen=True, kw_only=True):
    """What one file holds."""

    def amiss(self) -> Iterator[tuple[Key, Phrase]]:
        """What no single field shows: the keys concerned and what would be right."""
        return iter(())


def lasts(start: date | None, end: date | None, day: date) -> bool:
    """Whether `day` lies in the span; a side without a day is open."""
    return (start is None or start <= day) and (end is None or day <= end)


def days_within(start: date | None, end: date | None, period: Period) -> Period:
    """The days of the span that lie in `period`; a side without a day is open."""
    return Period(max(start or period.first, period.first), min(end or period.last, period.last))


def ends_before_it_begins(key: Key, start: date | None, end: date | None) -> Iterator[tuple[Key, Phrase]]:
    """The fault of a span of days whose `to` lies before its `from`."""
    if start is not None and end is not None and end < start:
        yield (*key, "to"), phrase(N_("the last day {end} is before the first day {start}"), end=end, start=start)


SLUG = r"^[a-z0-9][a-z0-9_-]{0,63}$"

Text = Annotated[str, Meta(min_length=1, max_length=20_000)]
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
PresetId = Annotated[Id, refers("preset")]
OrganizerId = Annotated[Id, refers("organizer")]
SourceId = Annotated[str, Meta(pattern=r"^[LV][0-9]{8}-[0-9a-z]{5}(#[0-9a-z]{4})?$"), refers("source")]
RecordRef = Annotated[str, Meta(pattern=r"^[A-Z][0-9]{8}-[0-9a-z]{5}(#[0-9a-z]{4})?$"), refers("record")]
HonouredId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9#_-]{0,79}$"), refers("honoured")]

REFERRED = {
    "deputy": Said("代表", "deputy"),
    "person": Said("代表或者联络员", "deputy or officer"),
    "group": Said("代表组", "deputy group"),
    "constituency": Said("选区", "constituency"),
    "mailbox": Said("信箱", "mailbox"),
    "department": Said("承办单位", "department"),
    "topic": Said("问题领域", "topic"),
    "term": Said("届", "term"),
    "session": Said("会议", "session"),
    "activity_kind": Said("活动类别", "kind of activity"),
    "preset": Said("地方规定", "preset of local rules"),
    "organizer": Said("代表组、代表或者工作机构", "group, deputy or working body"),
    "source": Said("来信或者走访问题", "letter or matter of a visit"),
    "record": Said("记录", "record"),
    "honoured": Said("代表、代表组或者记录", "deputy, group or record"),
}
"""What an id of each kind names."""

WORKING_BODY = "working-body"


def decode(wanted: type, value: object) -> Any:
    """The typed value of `value` where msgspec does not know the type; ValueError says what is wrong."""
    if not isinstance(value, str):
        raise ValueError(f"not a text: {value!r}")
    if wanted is DayOrMonth:
        return Month.fromisoformat(f"{value}-01") if re.fullmatch(r"(?:19|20|21)[0-9]{2}-[0-9]{2}", value) else exact_day(value)
    if wanted is SpanText:
        return Span.parse(value)
    if wanted is QuarterText:
        return Quarter.parse(value)
    raise NotImplementedError(wanted)


def exact_day(value: str) -> date:
    """A day from 1900 to 2199 written 2026-03-14; ValueError for other years and the other ISO spellings."""
    if not re.fullmatch(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError(value)
    return date.fromisoformat(value)
