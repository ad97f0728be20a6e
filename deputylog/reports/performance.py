"""What deputies did in a period (履职情况), collected once for all reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.model.activity import Activity
from deputylog.model.deputy import Deputy, Seat
from deputylog.model.filed import Filed
from deputylog.model.handling import Handling
from deputylog.model.matter import UNKNOWN, Matter
from deputylog.model.quota import Quota
from deputylog.model.visit import Visit
from deputylog.reports.counted import DAY, counted
from deputylog.table import Counted


@dataclass
class Performance:
    """A deputy's visits, matters, suggestions and activities in a period, in the Book's order."""

    deputy: Filed[Deputy]
    period: Period
    quotas: list[Quota] = field(default_factory=list)
    visits: list[Filed[Visit]] = field(default_factory=list)
    matters: list[Matter] = field(default_factory=list)
    led: list[Handling] = field(default_factory=list)
    cosigned: list[Handling] = field(default_factory=list)
    activities: list[Filed[Activity]] = field(default_factory=list)

    @property
    def counted_days(self) -> frozenset[date]:
        """Days with a visit that counts; several visits on one day count once."""
        days = (day for quota in self.quotas for spell in quota.spells for day in spell.visited)
        return frozenset(day for day in days if day in self.period)

    @property
    def solved(self) -> list[Matter]:
        """Matters settled and solved in the period."""
        return [matter for matter in self.matters if matter.is_solved and within(matter.settled_on, self.period)]

    @property
    def solved_undated(self) -> list[Matter]:
        """Matters solved on an unknown day and received in the period."""
        return [matter for matter in self.matters if matter.is_solved and settled_undated(matter, self.period)]

    @property
    def solved_count(self) -> Counted:
        """The number of matters solved in the period, and on an unknown day."""
        return counted(len(self.solved), len(self.solved_undated), DAY)


def settled_undated(matter: Matter, period: Period) -> bool:
    """Whether the matter was settled on an unknown day and received in the period."""
    return matter.settled_on is UNKNOWN and matter.received in period


def within(day: date | None, period: Period) -> bool:
    """Whether the day is in the period; False for an unknown day."""
    return day is not None and day is not UNKNOWN and day in period


def members(book: Book, group: str, period: Period) -> list[str]:
    """Return the ids of deputies with a seat in the period, in order; of all groups if `group` is empty."""
    held = (filed for filed in book.deputies.values() if _held(filed, period))
    chosen = (filed.id for filed in held if not group or group in _groups(book, filed, period))
    return book.directory.in_order(chosen, period.last)


def _held(deputy: Filed[Deputy], period: Period) -> list[tuple[Seat, date]]:
    """Return the seats of the deputy in the period, each with the last day held."""
    return [(seat, days.last) for seat in deputy.record.seats for days in (seat.days_held(period),) if len(days)]


def _groups(book: Book, deputy: Filed[Deputy], period: Period) -> set[str]:
    return {book.directory.group_of_seat(seat, last) for seat, last in _held(deputy, period)}


def performances(book: Book, deputies: Sequence[str], period: Period) -> list[Performance]:
    """Return what each deputy did in the period, in the given order."""
    found = {wanted: Performance(book.deputies[wanted], period) for wanted in deputies}
    for deputy, quota in book.quotas:
        if deputy.id in found and len(quota.year.meet(period)):
            found[deputy.id].quotas.append(quota)
    for visit in book.visits:
        if visit.record.held_on in period:
            for performance in _known(found, visit.record.deputies):
                performance.visits.append(visit)
    for matter in book.matters:
        if _was_alive(matter, period) and not matter.is_accusation:
            for performance in _known(found, (matter.deputy or "",)):
                performance.matters.append(matter)
    _add_suggestions(book, found, period)
    for activity in book.activities:
        if activity.record.held_on in period:
            taking_part = dict.fromkeys((activity.record.by, *activity.record.deputies, activity.record.who or ""))
            for performance in _known(found, taking_part):
                performance.activities.append(activity)
    return list(found.values())


def _add_suggestions(book: Book, found: dict[str, Performance], period: Period) -> None:
    for handling in book.handlings:
        if handling.day is None or handling.day not in period:
            continue
        lead, *cosigners = handling.signers_on(handling.day)
        for performance in _known(found, (lead,)):
            performance.led.append(handling)
        for performance in _known(found, cosigners):
            performance.cosigned.append(handling)


def _known(found: dict[str, Performance], wanted: Iterable[str]) -> Iterator[Performance]:
    return (found[name] for name in wanted if name in found)


def _was_alive(matter: Matter, period: Period) -> bool:
    """Whether the matter was received by the period's end and not settled before its start."""
    return matter.received <= period.last and (matter.settled_on is None or matter.settled_on >= period.first)
