"""Supervisions: topics or matters taken up by the committee, and their results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from deputylog.book import Book
from deputylog.calendar import DAY
from deputylog.model.activity import Activity, ActivityKind
from deputylog.model.filed import Filed
from deputylog.model.matter import Matter
from deputylog.reports.clusters import is_candidate
from deputylog.table import Column, Table
from deputylog.words import Said


@dataclass(frozen=True)
class Supervision:
    """A supervision and its matters: those named, else the open ones of its topic when it began."""

    filed: Filed[Activity]
    matters: tuple[Matter, ...]

    @property
    def since(self) -> date:
        return self.filed.record.held_on


def supervisions(book: Book) -> list[Supervision]:
    """Return every supervision, by date and id."""
    found = [filed for filed in book.activities if filed.record.kind == ActivityKind.SUPERVISION]
    return [
        Supervision(filed, _followed(book, filed.record)) for filed in sorted(found, key=lambda filed: (filed.record.held_on, filed.id))
    ]


def _followed(book: Book, activity: Activity) -> tuple[Matter, ...]:
    if activity.matters:
        named = (book.matter_by_id.get(wanted) for wanted in activity.matters)
        return tuple(matter for matter in named if matter and is_candidate(matter))
    before = activity.held_on - DAY
    of_topic = (matter for matter in book.matters if matter.topic == activity.topic and is_candidate(matter) and matter.received <= before)
    return tuple(matter for matter in of_topic if matter.known_on(before).is_open)


def since_by_topic(found: Iterable[Supervision]) -> Mapping[str, date]:
    """Return the first day of supervision of each topic."""
    days: dict[str, date] = {}
    for supervision in found:
        days.setdefault(supervision.filed.record.topic or "", supervision.since)
    return days


def taken_up(found: Iterable[Supervision], matters: Iterable[Matter]) -> Supervision | None:
    """Return the first supervision that follows any of the matters."""
    ids = {matter.id for matter in matters}
    return next((supervision for supervision in found if any(matter.id in ids for matter in supervision.matters)), None)


_COLUMNS = (
    Column("since", Said("监督日期", "since"), "day"),
    Column("topic", Said("问题领域", "topic")),
    Column("by", Said("组织者", "by")),
    Column("matters", Said("所监督的问题", "matters followed"), "number"),
    Column("open", Said("办理中", "open"), "number"),
    Column("settled", Said("已办结", "settled"), "number"),
    Column("solved", Said("其中已解决", "of these solved"), "number"),
    Column("suggestions", Said("转为建议", "became suggestions"), "number"),
    Column("id", Said("编号", "id")),
)


def supervision_table(book: Book, found: Sequence[Supervision]) -> Table:
    """Return the table of supervisions with the results of their matters."""
    rows = tuple(_row(book, supervision) for supervision in found)
    return Table("supervisions", Said("专题监督及成效", "supervisions and what came of them"), _COLUMNS, rows)


def _row(book: Book, supervision: Supervision) -> tuple[object, ...]:
    activity, matters = supervision.filed.record, supervision.matters
    settled = [matter for matter in matters if not matter.is_open]
    return (
        supervision.since,
        book.name("topic", activity.topic),
        book.name("organizer", activity.by),
        len(matters),
        len(matters) - len(settled),
        len(settled),
        sum(matter.is_solved for matter in settled),
        len({wanted for matter in matters for wanted in matter.suggestions}),
        supervision.filed.id,
    )
