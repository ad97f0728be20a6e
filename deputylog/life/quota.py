"""The visits that a deputy owes in a year, by seat and days in office, and those made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Set
from datetime import date

from msgspec import Struct

from deputylog.calendar import Period
from deputylog.kinds.deputy import Deputy, Seat
from deputylog.kinds.settings import Settings, VisitsFollow
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase


class TakenOff(Struct, frozen=True):
    """Days that do not count: suspended (代表法 61), or held by a later seat, `other`."""

    first: date
    last: date
    days: int
    other: Seat | None = None


class Spell(Struct, frozen=True):
    """The days of a year on which one seat was held.

    `index` is the seat's index in the deputy's list; `days` is the number of days that count;
    `visited` are the days with a visit, in order and without duplicates.
    """

    seat: Seat
    index: int
    period: Period
    taken_off: tuple[TakenOff, ...]
    days: int
    visited: tuple[date, ...]


class Quota(Struct, frozen=True):
    """The visits owed and made in a year, for one seat or for the person (`visits_follow`)."""

    year: Period
    spells: tuple[Spell, ...]
    owed: int
    died: date | None = None
    """The day of death, if it was in the year; nothing is owed for it then."""

    @property
    def seat(self) -> Seat:
        """The seat; for a person, the last one held."""
        return self.spells[-1].seat

    @property
    def seat_index(self) -> int:
        return self.spells[-1].index

    @property
    def days(self) -> int:
        """Days in office, without those taken off."""
        return sum(spell.days for spell in self.spells)

    @property
    def made(self) -> int:
        """The number of days with a visit; several visits on one day count once."""
        return sum(len(spell.visited) for spell in self.spells)

    @property
    def period(self) -> Period:
        """The days from the first to the last on which a visit counts."""
        return Period(self.spells[0].period.first, max(spell.period.last for spell in self.spells))

    @property
    def last(self) -> date:
        """The last day on which a visit counts."""
        return self.period.last

    def runs_on(self, day: date) -> bool:
        """Whether the seat is held on `day`, so that a visit would count."""
        return any(day in spell.period for spell in self.spells)

    @property
    def reckoning(self) -> Phrase:
        """How the number owed is calculated, such as `143 days in office, 1 visit owed`."""
        text = Bilingual("任职{days}，应开展活动{owed}", "{days} in office, {owed} owed")
        taken_off = [_wording(off) for spell in self.spells for off in spell.taken_off]
        if taken_off:
            text = Bilingual(
                "任职{days}（已扣除{taken_off}），应开展活动{owed}",
                "{days} in office ({taken_off} taken off), {owed} owed",
            )
        owed = counts.visits(self.owed)
        return phrase(text, days=counts.days(self.days), owed=owed, taken_off=taken_off)


def _wording(off: TakenOff) -> Phrase:
    text = Bilingual("暂时停止执行代表职务{days}", "{days} suspended")
    if off.other:
        text = Bilingual("与其后席位重复的{days}", "{days} held by a later seat")
    return phrase(text, days=counts.days(off.days))


def owed_for(days: int, settings: Settings) -> int:
    """Visits owed for a number of days in office: all, half (rounded up) or none.

    If not pro rata, all visits are owed from the first day.
    """
    if not days:
        return 0
    if not settings.visits_pro_rata or days >= settings.visits_full_from:
        return settings.visits_per_year
    return (settings.visits_per_year + 1) // 2 if days >= settings.visits_half_from else 0


def quotas_of(
    deputy: Deputy, year: Period, visited: Set[date], settings: Settings, since: date
) -> Iterator[Quota]:
    """The visits that the deputy owes in `year`, from `since`: per seat, or in all per person.

    Whoever dies in the year owes nothing for it. A day counts for one seat only. If two seats
    overlap by mistake, the one that began later gets the day and its visits.
    """
    judged = Period(max(year.first, since), year.last)
    held = (_spell(deputy, index, judged, visited) for index in range(len(deputy.seats)))
    spells = sorted(filter(None, held), key=lambda spell: (spell.period.first, spell.index))
    died = deputy.died_on if deputy.died_on in year else None
    by_person = settings.visits_follow is VisitsFollow.PERSON
    for several in [spells] if by_person and spells else [[spell] for spell in spells]:
        days = 0 if died else sum(spell.days for spell in several)
        yield Quota(year, tuple(several), owed_for(days, settings), died)


def _spell(deputy: Deputy, index: int, judged: Period, visited: Set[date]) -> Spell | None:
    """The days of `judged` on which the seat at `index` was held; None if there are none."""
    seat = deputy.seats[index]
    period = seat.days_held(judged)
    left: Collection[date] = period
    taken_off: list[TakenOff] = []
    for holds, other in _gaps(deputy, index):
        if gone := [day for day in left if holds(day)]:
            taken_off.append(TakenOff(gone[0], gone[-1], len(gone), other))
            left = [day for day in left if not holds(day)]
    made = tuple(sorted(day for day in visited if day in left))
    return Spell(seat, index, period, tuple(taken_off), len(left), made) if len(period) else None


def _gaps(deputy: Deputy, index: int) -> Iterator[tuple[Callable[[date], bool], Seat | None]]:
    """What takes days from a seat: suspensions, and seats that began after it, or on the same day
    but later in the list.
    """
    for gap in deputy.suspended:
        yield gap.holds, None
    began = [(seat.start or date.min, number) for number, seat in enumerate(deputy.seats)]
    for later in began:
        if later > began[index]:
            seat = deputy.seats[later[1]]
            yield seat.held, seat
