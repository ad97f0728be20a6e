"""Visits: a row per visit known on the Book's day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.facts.fact import COUNT, DAY, SEVERAL, TEXT, YES_NO, Fact, frame_of
from deputylog.kinds.asks import Ask
from deputylog.kinds.visit import Visit
from deputylog.life.record_places import Filed
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class _Visit:
    filed: Filed[Visit]
    group: str
    counts: tuple[bool, ...]
    asks: tuple[Ask, ...]

    @property
    def record(self) -> Visit:
        return self.filed.record

    @property
    def met(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.record.met.of)) if self.record.met else ()

    @property
    def voters(self) -> int | None:
        return self.record.met.voters if self.record.met else None


VISITS: tuple[Fact[_Visit], ...] = (
    Fact("id", TEXT, Bilingual("编号", "id"), lambda visit: visit.filed.id),
    Fact("day", DAY, Bilingual("日期", "day"), lambda visit: visit.record.held_on),
    Fact(
        "group",
        TEXT,
        Bilingual("当日联系该选区的代表组", "group that held the constituency on the day"),
        lambda visit: visit.group,
    ),
    Fact(
        "constituency",
        TEXT,
        Bilingual("选区", "constituency"),
        lambda visit: visit.record.constituency,
    ),
    Fact(
        "deputies",
        SEVERAL,
        Bilingual("参加代表", "deputies who took part"),
        lambda visit: visit.record.deputies,
    ),
    Fact(
        "counts",
        SEVERAL,
        Bilingual("是否计入各代表的走访次数", "whether it counts for each of them"),
        lambda visit: visit.counts,
    ),
    Fact(
        "ask",
        TEXT,
        Bilingual("三问类别", "which of the three asks"),
        lambda visit: visit.record.ask or "",
    ),
    Fact(
        "asks",
        SEVERAL,
        Bilingual("所问的三问", "asks it put, also by the people met"),
        lambda visit: visit.asks,
    ),
    Fact("met", SEVERAL, Bilingual("联系对象类别", "kinds of people met"), lambda visit: visit.met),
    Fact(
        "about",
        TEXT,
        Bilingual("所围绕的议题", "agenda it asked ideas on"),
        lambda visit: visit.record.about or "",
    ),
    Fact("voters", COUNT, Bilingual("联系选民人数", "voters met"), lambda visit: visit.voters),
    Fact(
        "voters_unknown",
        YES_NO,
        Bilingual("未记人数", "without a head count"),
        lambda visit: visit.voters is None,
    ),
    Fact(
        "matters",
        COUNT,
        Bilingual("反映问题数", "matters raised"),
        lambda visit: len(visit.record.matters),
    ),
    Fact(
        "priorities",
        SEVERAL,
        Bilingual("五个重点", "priorities served"),
        lambda visit: visit.record.priorities,
    ),
    Fact(
        "explained",
        YES_NO,
        Bilingual("宣传法律政策", "explained law or policy"),
        lambda visit: bool(visit.record.explained),
    ),
)


def visits(book: Book) -> DataFrame:
    return frame_of(VISITS, list(_visits(book)))


def _visits(book: Book) -> Iterator[_Visit]:
    """Yield the visits; of several on one day, the first in the Book counts for a deputy."""
    left = {
        (deputy.id, day)
        for deputy, quota in book.quotas
        for spell in quota.spells
        for day in spell.visited
    }
    for filed in book.visits:
        visit = filed.record
        enters = book.enters(visit)
        counts = tuple(enters and _counts(left, deputy, visit.held_on) for deputy in visit.deputies)
        asks = tuple(sorted(book.directory.asks(visit)))
        yield _Visit(filed, book.group_holding(visit.constituency, visit.held_on), counts, asks)


def _counts(left: set[tuple[str, date]], deputy: str, day: date) -> bool:
    """Return whether the day still counts for the deputy, and take it off."""
    counts = (deputy, day) in left
    left.discard((deputy, day))
    return counts
