"""Due days by the district's settings and its calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deputylog.calendar import Quarter, Span, Unit, WorkCalendar
from deputylog.model.settings import Settings


@dataclass(frozen=True, eq=False)
class Clock:
    settings: Settings
    calendar: WorkCalendar

    def due(self, start: date, span: Span) -> date:
        """The last day in time, `span` from `start`."""
        return self.calendar.after(start, span, move=self.settings.move_past_rest_days)

    def list_due(self, quarter: Quarter) -> date:
        """The last day on which the list of `quarter` is in time."""
        return self.due(quarter.period.last, Span(self.settings.quarterly_list_due, Unit.DAYS))
