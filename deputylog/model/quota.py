"""How many visits a deputy owes in a year, by seat and days in office, and on which days visits were made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from datetime import date

from deputylog import counts
from deputylog.calendar import DAY, Period
from deputylog.model.deputy import Deputy, Seat
from deputylog.model.settings import Settings, VisitsFollow
from deputylog.words import N_, Phrase, phrase


@dataclass(frozen=True)
class TakenOff:
    """Days of a spell that do not count: while suspended (代表法 61), or because a later seat, entered over this one, holds them."""

    first: date
    last: date
    days: int
    other: Seat | None = None


@dataclass(frozen=True)
class Spell:
    """The days of a year that one seat was held; `index` counts the deputy's seats, `days` is what counts of them."""

    seat: Seat
    index: int
    period: Period
    taken_off: tuple[TakenOff, ...]
    days: int
    visited: tuple[date, ...]
    """Days with a visit, each once, in order."""


@dataclass(frozen=True)
class Quota:
    """The reckoning of a year: of one seat, or of the person with every seat held in it (`visits_follow`)."""

    year: Period
    spells: tuple[Spell, ...]
    owed: int

    @property
    def seat(self) -> Seat:
        """The seat reckoned; of a person the last one held."""
        return self.spells[-1].seat

    @property
    def seat_index(self) -> int:
        return self.spells[-1].index

    @property
    def days(self) -> int:
        """Days in office, less those taken off."""
        return sum(spell.days for spell in self.spells)

    @property
    def made(self) -> int:
        """Days with a visit: two visits on one day are one."""
        return sum(len(spell.visited) for spell in self.spells)

    @property
    def last(self) -> date:
        """The last day on which a visit counts."""
        return self.spells[-1].period.last

    def runs_on(self, day: date) -> bool:
        """Whether the seat is held on that day, so that a visit can still be made."""
        return any(day in spell.period for spell in self.spells)

    @property
    def reckoning(self) -> Phrase:
        """`143 days in office, 1 visit owed`, with what was taken off and why."""
        taken_off = [_said(off) for spell in self.spells for off in spell.taken_off]
        if taken_off:
            text = N_("{days} in office ({taken_off} taken off), {owed} owed")
            return phrase(text, days=counts.days(self.days), owed=counts.visits(self.owed), taken_off=taken_off)
        return phrase(N_("{days} in office, {owed} owed"), days=counts.days(self.days), owed=counts.visits(self.owed))


def _said(off: TakenOff) -> Phrase:
    text = N_("{days} held by a later seat") if off.other else N_("{days} suspended")
    return phrase(text, days=counts.days(off.days))


def owed_for(days: int, settings: Settings) -> int:
    """Visits owed for so many days in office: all, half (rounded up) or none; all from the first day when not pro rata."""
    if not days:
        return 0
    if not settings.visits_pro_rata or days >= settings.visits_full_from:
        return settings.visits_per_year
    return (settings.visits_per_year + 1) // 2 if days >= settings.visits_half_from else 0


def quotas_of(deputy: Deputy, year: Period, visited: Set[date], settings: Settings, since: date) -> Iterator[Quota]:
    """What the deputy owes in `year`, judged from `since`: one reckoning a seat, or one in all where visits follow the person.

    A day is one seat's: by mistake two may hold it, then the one that began last has it, with its visits.
    """
    judged = Period(max(year.first, since), year.last)
    numbered = enumerate(deputy.seats)
    spells = [spell for index, seat in numbered if (spell := _spell(deputy, index, seat.days_held(judged), visited))]
    spells.sort(key=lambda spell: (spell.period.first, spell.index))
    if settings.visits_follow is VisitsFollow.PERSON and spells:
        yield Quota(year, tuple(spells), owed_for(sum(spell.days for spell in spells), settings))
        return
    for spell in spells:
        yield Quota(year, (spell,), owed_for(spell.days, settings))


def _spell(deputy: Deputy, index: int, period: Period, visited: Set[date]) -> Spell | None:
    """The days that seat `index` was held within `period`; None when there are none."""
    if not len(period):
        return None
    seat = deputy.seats[index]
    if len(deputy.seats) == 1 and not deputy.suspended:
        return Spell(seat, index, period, (), len(period), tuple(sorted(day for day in visited if day in period)))
    left = [period.first + number * DAY for number in range(len(period))]
    taken_off: list[TakenOff] = []
    gaps: list[tuple[Callable[[date], bool], Seat | None]] = [(gap.holds, None) for gap in deputy.suspended]
    gaps += [(later.held, later) for later in _later(deputy, index)]
    for holds, other in gaps:
        if gone := [day for day in left if holds(day)]:
            taken_off.append(TakenOff(gone[0], gone[-1], len(gone), other))
            left = [day for day in left if not holds(day)]
    return Spell(seat, index, period, tuple(taken_off), len(left), tuple(day for day in left if day in visited))


def _later(deputy: Deputy, index: int) -> list[Seat]:
    """The other seats that began after seat `index`, or stand after it when they began on one day."""

    def began(number: int) -> tuple[date, int]:
        return deputy.seats[number].start or date.min, number

    return [seat for number, seat in enumerate(deputy.seats) if began(number) > began(index)]
