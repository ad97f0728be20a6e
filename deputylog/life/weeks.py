"""The weeks in which a mailbox had to be opened, and those in which it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from deputylog.calendar import DAY, Period, Week
from deputylog.kinds.opening import Opening
from deputylog.life.record_places import MailboxInGroup
from deputylog.life.settings_in_force import Clock


class MailboxWeeks(Struct, frozen=True):
    """The weeks of one mailbox, up to the current one.

    `whole` are those in which it served a constituency every day, `owed` those among them that
    require an opening; `stated` are the weeks with a reason for not opening.
    """

    whole: tuple[Week, ...]
    owed: tuple[Week, ...]
    opened: frozenset[Week]
    stated: frozenset[Week]

    def counted(self, until: date) -> list[Week]:
        """Owed weeks that ended before `until`, and the current one if the mailbox was opened."""
        return [
            week
            for week in self.owed
            if week.period.last < until or (week.monday <= until and week in self.opened)
        ]

    def missed(self, until: date) -> list[Week]:
        """Owed weeks without an opening that ended before `until`."""
        return [week for week in self.owed if week not in self.opened and week.period.last < until]


def mailbox_weeks(
    mailboxes: Iterable[MailboxInGroup], rounds: Sequence[Opening], clock: Clock, judged: Period
) -> dict[str, MailboxWeeks]:
    """The weeks within `judged` of each mailbox, by its id."""
    opened = _weeks_of((box, one.held_on) for one in rounds for box in one.mailboxes)
    stated = _weeks_of((box, one.held_on) for one in rounds for box in one.not_opened)
    weeks = clock.weeks(judged)
    found: dict[str, MailboxWeeks] = {}
    for held in mailboxes:
        service = held.holdings.service(held.mailbox, held.within.id, judged)
        whole = tuple(week for days in service for week in weeks if days.holds(week.period))
        owed = tuple(week for week in whole if weeks[week])
        done, explained = frozenset(opened[held.id]), frozenset(stated[held.id])
        found[held.id] = MailboxWeeks(whole, owed, done, explained)
    return found


def _weeks_of(days: Iterable[tuple[str, date]]) -> defaultdict[str, set[Week]]:
    """The weeks of the days of each mailbox."""
    weeks: defaultdict[str, set[Week]] = defaultdict(set)
    for mailbox, day in days:
        weeks[mailbox].add(Week.of(day))
    return weeks


def last_day_to_open(week: Week, clock: Clock, as_of: date) -> date:
    """The last working day of the week; once it is past, Sunday, as a late round still counts."""
    sunday = week.period.last
    last = clock.calendar.first_working_day(sunday, -DAY)
    return last if as_of <= last else sunday
