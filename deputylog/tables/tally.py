"""Count the rows of an import: written, changed, known or rejected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from deputylog.keep.objections import Objection
from deputylog.tables.checks import Outcome, Taken
from deputylog.tables.drafts import Reason
from deputylog.words import Phrase


@dataclass(frozen=True)
class Reported:
    """A rejected row: its number, the reason with its column, and the cells."""

    number: int
    reason: Reason
    cells: Mapping[str, str]
    more: tuple[Mapping[str, str], ...] = ()
    """The cells of the other lines of a record that takes several."""
    sheet: str = ""


@dataclass
class Report:
    """Counts of an import, where `rows` = written + changed + already + rejected.

    A row is a record with all the lines it takes.
    """

    rows: int = 0
    written: int = 0
    changed: int = 0
    already: int = 0
    rejected: int = 0
    created: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    """The files that were written or changed."""
    reported: list[Reported] = field(default_factory=list)
    advice: list[Objection] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    """Headers that match no column, in files without a mapping."""

    def add(self, taken: Taken, reported: Callable[[Outcome, Phrase], Reported]) -> None:
        """Count every outcome, with the report of each row that is rejected."""
        self.advice += taken.advice
        for outcome in taken.outcomes:
            if outcome.problem:
                self.reject(reported(outcome, outcome.problem))
            else:
                setattr(self, outcome.done, getattr(self, outcome.done) + 1)
                self.paths += [outcome.path] if outcome.path else []

    def reject(self, *reported: Reported) -> None:
        """Count a rejected row and keep every reason."""
        self.rejected += 1
        self.reported += reported
