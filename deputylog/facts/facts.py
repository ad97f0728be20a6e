"""The facts of a period, each frame computed when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Never

from deputylog.book import Book
from deputylog.calendar import DAY as ONE_DAY
from deputylog.calendar import Period, Week
from deputylog.facts.deputies import ACTIVITIES, DEPUTIES, activities, deputies
from deputylog.facts.duties import DUTIES, duties
from deputylog.facts.fact import Fact, of_group, within
from deputylog.facts.mailboxes import MAILBOX_WEEKS, ROUNDS, mailbox_weeks, rounds
from deputylog.facts.matters import IN_PERIOD, MATTERS, matters_of_period
from deputylog.facts.steps import STEPS, steps
from deputylog.facts.suggestions import SUGGESTIONS, suggestions
from deputylog.facts.visits import VISITS, visits
from deputylog.life.record_places import MailboxInGroup

if TYPE_CHECKING:
    from pandas import DataFrame

FRAMES: Mapping[str, tuple[Fact[Never], ...]] = {
    "matters": (*MATTERS, *IN_PERIOD),
    "steps": STEPS,
    "visits": VISITS,
    "mailbox_weeks": MAILBOX_WEEKS,
    "rounds": ROUNDS,
    "suggestions": SUGGESTIONS,
    "duties": DUTIES,
    "deputies": DEPUTIES,
    "activities": ACTIVITIES,
}
"""The columns of every frame, by its name in Facts."""


def last_day_judged(period: Period) -> date:
    """Return the first day on which the period's last week is over; the facts stand still from then
    on.
    """
    return Week.of(period.last).period.last + ONE_DAY


@dataclass(frozen=True)
class Facts:
    """What the records say of a period, as it stood at the period's end.

    While the period runs, at the end of the Book's day.
    """

    book: Book
    period: Period

    @cached_property
    def then(self) -> Book:
        """The Book as of the day on which the facts stand."""
        return self.book.known_on(min(self.book.as_of, self.period.last))

    @cached_property
    def matters(self) -> DataFrame:
        """The matters received in the period or open on any day of it."""
        return matters_of_period(self.then, self.period)

    def listed(self, group: str | None = None) -> DataFrame:
        """Return the matters in the list of a group, or of the district; accusations are in none."""
        return of_group(self.matters[self.matters["listed_as"] != ""], group)

    def raised(self, group: str) -> DataFrame:
        """Return the matters received in the period that may become a topic; of all groups if
        `group` is empty.
        """
        return of_group(self.matters[self.matters["new"] & self.matters["topical"]], group)

    @cached_property
    def steps(self) -> DataFrame:
        """The steps of these matters, from their receipt on."""
        return steps(self.then, map(self.then.matter_by_id.__getitem__, self.matters["id"]))

    @cached_property
    def visits(self) -> DataFrame:
        """The visits of the period."""
        frame = visits(self.then)
        return frame[within(frame["day"], self.period)]

    @cached_property
    def mailbox_weeks(self) -> DataFrame:
        """The weeks of the period; a week that ends after it is judged once it is over."""
        frame = mailbox_weeks(self.book)
        return frame[within(frame["thursday"], self.period)]

    def mailboxes(self, group: str) -> list[MailboxInGroup]:
        """Return the mailboxes of a group in weeks of the period or at its end; all if `group` is
        empty.
        """
        weeks = of_group(self.mailbox_weeks, group)
        several, last = set(weeks["mailbox"]), self.then.as_of
        return [
            held
            for held in self.book.mailboxes.values()
            if held.id in several or group in ("", held.group_on(last))
        ]

    @cached_property
    def rounds(self) -> DataFrame:
        """The rounds in the weeks of the period."""
        frame = rounds(self.book)
        return frame[within(frame["thursday"], self.period)]

    @cached_property
    def suggestions(self) -> DataFrame:
        """Every suggestion known at the end of the period."""
        return suggestions(self.then)

    @cached_property
    def duties(self) -> DataFrame:
        """The duties due in the period, and how they went by the Book's day."""
        frame = duties(self.book)
        return frame[within(frame["due"], self.period)]

    @cached_property
    def deputies(self) -> DataFrame:
        """The deputies in office at the end of the period."""
        return deputies(self.then)

    @cached_property
    def activities(self) -> DataFrame:
        """The activities of the period."""
        frame = activities(self.then)
        return frame[within(frame["day"], self.period)]
