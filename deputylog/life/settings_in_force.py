"""The settings in force on a day (defaults, preset, the district's own and earlier ones), and the
deadlines by them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from deputylog.caching import cached_method
from deputylog.calendar import Period, Quarter, Span, Unit, Week, WorkCalendar, whole_weeks
from deputylog.kinds.district import District
from deputylog.kinds.partial_settings import Earlier, Given, over
from deputylog.kinds.preset import Preset, Provision
from deputylog.kinds.settings import Settings

if TYPE_CHECKING:
    from deputylog.life.steps import Step


class Numbers(Struct, frozen=True, eq=False, dict=True):
    """The district's settings take precedence over its preset, and the preset over the defaults.

    Each of the `earlier` settings takes precedence until its last day.
    """

    own: Given = Given()
    preset: Preset | None = None
    earlier: Sequence[Earlier] = ()

    @cached_property
    def now(self) -> Settings:
        settings = over(Settings(), self.preset.settings) if self.preset else Settings()
        return over(settings, self.own)

    @cached_property
    def _until(self) -> list[tuple[date, Settings]]:
        """The settings up to each day on which some ended, earliest first."""
        settings, found = self.now, list[tuple[date, Settings]]()
        for earlier in sorted(self.earlier, key=lambda one: one.until, reverse=True):
            settings = over(settings, earlier)
            found.append((earlier.until, settings))
        return found[::-1]

    def on(self, day: date | None) -> Settings:
        """The settings in force on `day`; the current ones if `day` is None."""
        if not self.earlier:
            return self.now
        return next((settings for until, settings in self._until if day and day <= until), self.now)

    def provision(self, name: str, day: date | None) -> Provision | None:
        """The article of the preset behind a setting or a rule code.

        None without a preset, or if the district sets the value itself.
        """
        if self.preset is None:
            return None
        given: list[Given | Earlier] = [
            self.own,
            *(earlier for earlier in self.earlier if day and day <= earlier.until),
        ]
        if any(name == own for one in given for own, _ in one.given()):
            return None
        return self.preset.articles.get(name)


def numbers_of(district: District, presets: Mapping[str, Preset]) -> Numbers:
    """The settings of a district; a missing preset counts as none (R003 reports it)."""
    return Numbers(district.settings, presets.get(district.preset or ""), district.earlier_settings)


class Clock(Struct, frozen=True, eq=False, dict=True):
    """Deadlines by the district's settings and its calendar."""

    numbers: Numbers
    calendar: WorkCalendar

    def settings_on(self, day: date) -> Settings:
        """The settings in force on `day`."""
        return self.numbers.on(day)

    @cached_method
    def deadline(self, step: Step, start: date) -> tuple[Span, date]:
        """The time allowed for a step that is owed from `start`, and the last day in time."""
        within = step.time_on(self.settings_on(start))
        return within, self.due(start, within)

    @cached_method
    def due(self, start: date, span: Span) -> date:
        """The last day in time, `span` after `start`."""
        return self.calendar.after(start, span, move=self.settings_on(start).move_past_rest_days)

    @cached_method
    def weeks(self, judged: Period) -> Mapping[Week, bool]:
        """The weeks within `judged`, and whether each has enough working days to require an
        opening.
        """
        return {week: self._requires_opening(week) for week in whole_weeks(judged)}

    def _requires_opening(self, week: Week) -> bool:
        working = len(self.calendar.working_days(week.period))
        return working > self.settings_on(week.monday).exempt_if_workdays_at_most

    def list_due(self, quarter: Quarter) -> date:
        """The last day on which the list of `quarter` is on time."""
        last = quarter.period.last
        return self.due(last, Span(self.settings_on(last).quarterly_list_due, Unit.DAYS))
