"""Supervisions: topics or matters taken up by the committee, and their results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import DAY
from deputylog.facts.matters import matters
from deputylog.kinds.activity import Activity, ActivityKind
from deputylog.life.record_places import Filed
from deputylog.table import Column, Table
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from datetime import date

    from pandas import DataFrame


@dataclass(frozen=True, eq=False)
class Supervision:
    """A supervision and its matters: those named, else the open ones of its topic when it began."""

    filed: Filed[Activity]
    matters: DataFrame


def supervisions(book: Book) -> list[Supervision]:
    """Return every supervision, by date and id."""
    found = [filed for filed in book.activities if filed.record.kind == ActivityKind.SUPERVISION]
    found.sort(key=lambda filed: (filed.record.held_on, filed.id))
    return [Supervision(filed, _followed(book, filed.record)) for filed in found]


def _followed(book: Book, activity: Activity) -> DataFrame:
    before = book.known_on(activity.held_on - DAY)
    wanted = activity.matters or [
        matter.id for matter in before.matters if matter.topic == activity.topic and matter.is_open
    ]
    followed = matters(book.matter_by_id[one] for one in wanted if one in book.matter_by_id)
    return followed[followed["topical"]]


def since_by_topic(found: list[Supervision]) -> Mapping[str, date]:
    """Return the first day of supervision of each topic."""
    return {
        one.filed.record.topic: one.filed.record.held_on
        for one in reversed(found)
        if one.filed.record.topic
    }


_COLUMNS = (
    Column("since", Bilingual("监督日期", "since"), "day"),
    Column("topic", Bilingual("问题领域", "topic")),
    Column("by", Bilingual("组织者", "by")),
    Column("matters", Bilingual("所监督的问题", "matters followed"), "number"),
    Column("open", Bilingual("未办结", "open"), "number"),
    Column("settled", Bilingual("已办结", "settled"), "number"),
    Column("solved", Bilingual("其中已解决", "of these solved"), "number"),
    Column("suggestions", Bilingual("转为建议", "became suggestions"), "number"),
    Column("id", Bilingual("编号", "id")),
)


def supervision_table(book: Book, found: list[Supervision]) -> Table:
    """Return the table of supervisions with the results of their matters."""
    return Table(
        "supervisions",
        Bilingual("专题监督及成效", "supervisions and what came of them"),
        _COLUMNS,
        tuple(_rows(book, found)),
    )


def _rows(book: Book, found: list[Supervision]) -> Iterator[tuple[object, ...]]:
    for one in found:
        activity, followed = one.filed.record, one.matters
        yield (
            activity.held_on,
            book.name("topic", activity.topic),
            book.name("organizer", activity.by),
            len(followed),
            *(
                int(column.sum())
                for column in (followed["open"], ~followed["open"], followed["solved"])
            ),
            followed["suggestions"].explode().nunique(),
            one.filed.id,
        )
