"""The numbers in force on a day: the defaults, the preset of a province, the district's own, and what held earlier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from deputylog.model.district import District
from deputylog.model.given import Earlier, Given, over
from deputylog.model.preset import Preset, Provision
from deputylog.model.settings import Settings


@dataclass(frozen=True, eq=False)
class Numbers:
    """What the district gives wins over its preset, and the preset over the defaults; `earlier` wins up to its last day."""

    own: Given = field(default_factory=Given)
    preset: Preset | None = None
    earlier: Sequence[Earlier] = ()

    @cached_property
    def now(self) -> Settings:
        settings = over(Settings(), self.preset.settings) if self.preset else Settings()
        return over(settings, self.own)

    @cached_property
    def _until(self) -> list[tuple[date, Settings]]:
        """The settings up to each day on which some ended, the earliest first."""
        settings, found = self.now, list[tuple[date, Settings]]()
        for earlier in sorted(self.earlier, key=lambda one: one.until, reverse=True):
            settings = over(settings, earlier)
            found.append((earlier.until, settings))
        return found[::-1]

    def on(self, day: date | None) -> Settings:
        """The settings in force on that day; those of now where no day is known."""
        if not self.earlier:
            return self.now
        return next((settings for until, settings in self._until if day and day <= until), self.now)

    def provision(self, name: str, day: date | None) -> Provision | None:
        """The article of the preset from which a setting in force that day comes, or on which a rule rests by its code."""
        if self.preset is None:
            return None
        given: list[Given | Earlier] = [self.own, *(earlier for earlier in self.earlier if day and day <= earlier.until)]
        if any(name == own for one in given for own, _ in one.given()):
            return None
        return self.preset.articles.get(name)


def numbers_of(district: District, presets: Mapping[str, Preset]) -> Numbers:
    """The numbers of a district; a preset that there is not gives none (R003 says so)."""
    return Numbers(district.settings, presets.get(district.preset or ""), district.earlier_settings)
