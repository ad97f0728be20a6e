"""Deadlines by the district's settings and its calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deputylog.calendar import Quarter, Span, Unit, WorkCalendar
from deputylog.kinds.settings import Settings
from deputylog.life.settings_in_force import Numbers


@dataclass(frozen=True, eq=False)
class Clock:
    numbers: Numbers
    calendar: WorkCalendar

    def settings_on(self, day: date) -> Settings:
        """The settings in force on `day`."""
        return self.numbers.on(day)

    def due(self, start: date, span: Span) -> date:
        """The last day in time, `span` after `start`."""
        return self.calendar.after(start, span, move=self.settings_on(start).move_past_rest_days)

    def list_due(self, quarter: Quarter) -> date:
        """The last day on which the list of `quarter` is on time."""
        last = quarter.period.last
        return self.due(last, Span(self.settings_on(last).quarterly_list_due, Unit.DAYS))
