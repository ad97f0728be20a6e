"""The facts of a period, each frame computed when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from deputylog.book import Book
from deputylog.calendar import DAY as ONE_DAY
from deputylog.calendar import Period, Week
from deputylog.facts import forwards, frames, matters
from deputylog.facts.fact import Fact, frame_of, of_group, within
from deputylog.life.record_places import MailboxInGroup

if TYPE_CHECKING:
    from pandas import DataFrame

FRAMES: Mapping[str, tuple[Fact, ...]] = {
    "matters": (*matters.MATTERS, *matters.IN_PERIOD),
    "steps": matters.STEPS,
    "forwards": forwards.FORWARDS,
    "visits": frames.VISITS,
    "mailbox_weeks": frames.MAILBOX_WEEKS,
    "rounds": frames.ROUNDS,
    "suggestions": frames.SUGGESTIONS,
    "duties": frames.DUTIES,
    "deputies": frames.DEPUTIES,
    "activities": frames.ACTIVITIES,
}
"""The columns of every frame, by its name in Facts."""


def last_day_judged(period: Period) -> date:
    """Return the first day on which the period's last week is over; the facts stand still from then
    on.
    """
    return Week.of(period.last).period.last + ONE_DAY


def missed_weeks(book: Book) -> DataFrame:
    """Return the weeks owed, and over, in which a mailbox was not opened."""
    weeks = frame_of(frames.MAILBOX_WEEKS, list(frames.mailbox_weeks(book)))
    return weeks[weeks["owed"] & ~weeks["opened"]]


class Facts(Struct, frozen=True, dict=True):
    """What the records say of a period, as it stood at the period's end.

    While the period runs, at the end of the Book's day.
    """

    book: Book
    period: Period

    @cached_property
    def then(self) -> Book:
        """The Book as of the day on which the facts stand."""
        return self.book.stood_on(self.period.last)

    @cached_property
    def matters(self) -> DataFrame:
        """The matters received in the period or open on any day of it."""
        from pandas import concat

        items = list(matters.matters_of_period(self.then, self.period))
        found = frame_of(matters.MATTERS, [one.matter for one in items])
        return concat([found, frame_of(matters.IN_PERIOD, items)], axis=1)

    def in_list(self, group: str | None = None) -> DataFrame:
        """Return the matters in the list of a group or the district; accusations are in none."""
        return of_group(self.matters[self.matters["listed_as"] != ""], group)

    def raised(self, group: str) -> DataFrame:
        """Return the matters received in the period that may become a topic; of all groups if
        `group` is empty.
        """
        return of_group(self.matters[self.matters["new"] & self.matters["topical"]], group)

    @cached_property
    def steps(self) -> DataFrame:
        """The steps of these matters, from their receipt on."""
        several = map(self.then.matter_by_id.__getitem__, self.matters["id"])
        return frame_of(matters.STEPS, list(matters.steps_of(self.then, several)))

    @cached_property
    def forwards(self) -> DataFrame:
        """The forwards that departments had to answer on any day of the period."""
        from pandas import Timestamp

        frame = frame_of(forwards.FORWARDS, list(forwards.forwards(self.then)))
        open_then = (frame["state"] == "open") | (frame["ended_on"] >= Timestamp(self.period.first))
        return frame[open_then]

    def _of_period(
        self, name: str, items: Callable[[Book], Iterable[object]], book: Book, day: str
    ) -> DataFrame:
        """Return the rows of a frame with that day in the period."""
        frame = frame_of(FRAMES[name], list(items(book)))
        return frame[within(frame[day], self.period)]

    @cached_property
    def visits(self) -> DataFrame:
        return self._of_period("visits", frames.visits, self.then, "day")

    @cached_property
    def mailbox_weeks(self) -> DataFrame:
        """The weeks of the period; a week that ends after it is judged once it is over."""
        return self._of_period("mailbox_weeks", frames.mailbox_weeks, self.book, "thursday")

    def mailboxes(self, group: str) -> list[MailboxInGroup]:
        """Return the mailboxes of a group in weeks of the period or at its end; all if `group` is
        empty.
        """
        in_weeks = set(of_group(self.mailbox_weeks, group)["mailbox"])
        return [
            held
            for held in self.book.mailboxes.values()
            if held.id in in_weeks or group in ("", held.group_on(self.then.as_of))
        ]

    @cached_property
    def rounds(self) -> DataFrame:
        """The rounds in the weeks of the period that opened at least one mailbox."""
        return self._of_period(
            "rounds",
            lambda book: (filed for filed in book.openings if filed.record.mailboxes),
            self.book,
            "thursday",
        )

    @cached_property
    def suggestions(self) -> DataFrame:
        """Every suggestion known at the end of the period."""
        duties = self.then.duties
        items = [frames.SuggestionMade(one, duties[one.id]) for one in self.then.handlings]
        return frame_of(frames.SUGGESTIONS, items)

    @cached_property
    def duties(self) -> DataFrame:
        """The duties due in the period, and how they went by the Book's day."""
        return self._of_period("duties", frames.duties, self.book, "due")

    @cached_property
    def overdue(self) -> DataFrame:
        """The steps that were overdue, and still to be done, when the period ended."""
        late = (one for one in frames.duties(self.then) if one.is_overdue and one.is_of_matter)
        return frame_of(frames.DUTIES, list(late))

    @cached_property
    def deputies(self) -> DataFrame:
        """The deputies in office at the end of the period."""
        return frame_of(frames.DEPUTIES, list(frames.deputies(self.then)))

    @cached_property
    def activities(self) -> DataFrame:
        return self._of_period("activities", lambda book: book.activities, self.then, "day")
