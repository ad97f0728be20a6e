"""Deputies: a row per deputy in office at the end of the Book's day; and their activities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.facts.fact import COUNT, DAY, SEVERAL, TEXT, Fact, frame_of
from deputylog.kinds.activity import Activity
from deputylog.life.record_places import Filed
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class _Deputy:
    id: str
    group: str
    visits: int


DEPUTIES: tuple[Fact[_Deputy], ...] = (
    Fact("id", TEXT, Bilingual("编号", "id"), lambda one: one.id),
    Fact("group", TEXT, Bilingual("代表组", "deputy group"), lambda one: one.group),
    Fact(
        "visits",
        COUNT,
        Bilingual("本年计入的走访次数", "visits of the year that count"),
        lambda one: one.visits,
    ),
)


def deputies(book: Book) -> DataFrame:
    """Return the deputies in office; each once, in the group of the seat that began last."""
    return frame_of(DEPUTIES, list(_deputies(book)))


def _deputies(book: Book) -> Iterator[_Deputy]:
    made: dict[str, int] = {}
    for deputy, quota in book.quotas:
        if book.as_of in quota.year:
            made[deputy.id] = made.get(deputy.id, 0) + quota.made
    for wanted in book.deputies:
        if book.directory.in_office(wanted, book.as_of):
            seats = book.directory.seats_on(wanted, book.as_of)
            latest = max(reversed(seats), key=lambda seat: seat.start or date.min)
            yield _Deputy(
                wanted, book.directory.group_of_seat(latest, book.as_of), made.get(wanted, 0)
            )


def members(book: Book, group: str, period: Period) -> list[str]:
    """Return the deputies with a seat in the period, in order; of all groups if `group` is empty."""
    groups = {wanted: _groups(book, wanted, period) for wanted in book.deputies}
    chosen = (wanted for wanted, held in groups.items() if (group in held if group else held))
    return book.directory.in_order(chosen, period.last)


def _groups(book: Book, deputy: str, period: Period) -> set[str]:
    """Return the groups that the deputy belonged to at the end of each seat in the period."""
    seats = book.directory.deputies[deputy].seats
    held = ((seat, days.last) for seat in seats for days in (seat.days_held(period),) if len(days))
    return {book.directory.group_of_seat(seat, last) for seat, last in held}


ACTIVITIES: tuple[Fact[Filed[Activity]], ...] = (
    Fact("id", TEXT, Bilingual("编号", "id"), lambda filed: filed.id),
    Fact("day", DAY, Bilingual("日期", "day"), lambda filed: filed.record.held_on),
    Fact("kind", TEXT, Bilingual("活动类别", "kind"), lambda filed: filed.record.kind),
    Fact(
        "group",
        TEXT,
        Bilingual("组织者（代表组或者个人）", "held by, a group or a person"),
        lambda filed: filed.record.by,
    ),
    Fact(
        "people",
        SEVERAL,
        Bilingual("组织者、参加者和受表扬者", "who held it, took part or was honoured"),
        lambda filed: _people(filed.record),
    ),
)


def activities(book: Book) -> DataFrame:
    return frame_of(ACTIVITIES, book.activities)


def _people(activity: Activity) -> tuple[str, ...]:
    return tuple(dict.fromkeys((activity.by, *activity.deputies, activity.who or "")))
