"""What an import is going to write: the files of one change, and the new names in the register."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deputylog.enter.personal import with_more
from deputylog.finding import DeputylogError
from deputylog.keep.change import Change
from deputylog.keep.objections import kind_at
from deputylog.repository.private import private_name
from deputylog.tables.existing import Decision
from deputylog.tables.new_names import NewNames
from deputylog.tables.report import ImportReport


class Plan(Struct, frozen=True):
    """What an import is going to write and to report, and the names that private/ holds."""

    change: Change
    report: ImportReport
    private_names: frozenset[str]

    def add(self, outcomes: Iterable[Decision]) -> list[Decision]:
        """Add the records to the change, and count what became of each entry; return the decisions,
        each with the problem if its record cannot be added.
        """
        added = [_added(self.change, outcome) for outcome in outcomes]
        for outcome in added:
            self.report.count(outcome)
        return added

    def add_names(self, names: NewNames, outcomes: Iterable[Decision]) -> None:
        """Add the names that the records to be written use, and no others."""
        outcomes = list(outcomes)
        self.report.created = names.created(outcomes)
        files = names.draft(names.used_by(outcomes)).files
        self.report.paths[:0] = files
        for path, raw in files.items():
            self.change.put(path, raw)


def _added(change: Change, outcome: Decision) -> Decision:
    """Add a record to a change; return the decision, with the problem if there is one already."""
    if not outcome.raw:
        return outcome
    try:
        _add_private(change, outcome)  # first: a record must not come without it
        if outcome.done == "changed":
            change.put(outcome.path, outcome.raw)
        else:
            change.create(outcome.path, outcome.raw)
    except DeputylogError as error:
        return replace(outcome, problem=error.text)
    return outcome


def _add_private(change: Change, outcome: Decision) -> None:
    """Add what a row says about the writer to a change."""
    kind, record_id = kind_at(outcome.path), Path(outcome.path).stem
    if outcome.private:
        change.create(private_name(kind, record_id), outcome.private)
    else:
        with_more(change, kind, record_id, outcome.more)
