"""The weeks in which a mailbox owes an opening, and those in which it had one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from deputylog.calendar import Period, Week, weeks
from deputylog.model.clock import Clock
from deputylog.model.group import Mailbox
from deputylog.model.opening import Opening


@dataclass(frozen=True)
class MailboxWeeks:
    """`owed`: whole weeks in use that owe an opening, up to the current one; `stated`: weeks for which a reason was given."""

    owed: tuple[Week, ...]
    opened: frozenset[Week]
    stated: frozenset[Week]

    def counted(self, until: date) -> list[Week]:
        """The weeks that owed an opening and are over by `until`, and the running one once it had its opening."""
        return [week for week in self.owed if week.period.last < until or (week.monday <= until and week in self.opened)]

    def missed(self, until: date) -> list[Week]:
        """The weeks over by `until` that were owed and had no opening."""
        return [week for week in self.owed if week not in self.opened and week.period.last < until]


def mailbox_weeks(mailbox: Mailbox, rounds: Iterable[Opening], clock: Clock, since: date, as_of: date) -> MailboxWeeks:
    """The weeks of a mailbox from `since` to the week of `as_of`."""
    last = Week.of(as_of).period.last
    in_use = mailbox.days_in_use(Period(since, last))
    opened, stated = set(), set()
    for opening in rounds:
        if mailbox.id in opening.mailboxes:
            opened.add(Week.of(opening.held_on))
        if mailbox.id in opening.not_opened:
            stated.add(Week.of(opening.held_on))
    return MailboxWeeks(tuple(week for week in weeks(in_use) if owes_opening(week, clock)), frozenset(opened), frozenset(stated))


def last_day_to_open(week: Week, clock: Clock, as_of: date) -> date:
    """The last working day of the week; after that the Sunday, because a round on a rest day still counts for the week."""
    last = max(clock.calendar.working_days(week.period), default=week.period.last)
    return last if as_of <= last else week.period.last


def owes_opening(week: Week, clock: Clock) -> bool:
    """Whether the week has more working days than the district lets off."""
    return len(clock.calendar.working_days(week.period)) > clock.settings_on(week.monday).exempt_if_workdays_at_most
