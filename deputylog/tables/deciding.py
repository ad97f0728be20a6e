"""Decide what becomes of the entries of an import: which are written, and why others are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from deputylog.finding import DeputylogError
from deputylog.keep.objections import Objection
from deputylog.kinds.registry import DEPUTY
from deputylog.names.register import Register
from deputylog.record.fields import Key
from deputylog.record.kind import Kind
from deputylog.tables.candidates import Candidates, candidate_of
from deputylog.tables.contradicted import ContradictionWording
from deputylog.tables.existing import Decision, Existing, refuse_unread
from deputylog.tables.judging import blamed_rows, objections_to
from deputylog.tables.new_names import NewNames, wrong_name
from deputylog.tables.personal_cells import PersonalData, with_personal_moved
from deputylog.tables.plan import Plan
from deputylog.tables.record_rows import ImportedRecord
from deputylog.tables.report import ImportReport
from deputylog.tables.roster import Roster, in_other_groups
from deputylog.tables.row_numbers import with_own_refs
from deputylog.words import Words


class Deciding(Struct, frozen=True):
    """How the entries of one kind are decided about.

    The `names` are those that a table with a mapping file may create.
    """

    kind: Kind
    plan: Plan
    words: Words
    today: date
    personal: PersonalData
    names: NewNames | None = None

    def decide(self, entries: Iterable[ImportedRecord]) -> None:
        """Plan to write the entries that are new; report those that are wrong or in conflict."""
        report = self.plan.report
        refuse_unread(self.plan.change.root, self.kind)
        good = _accepted(self.kind, entries, report)
        if self.names and not self._is_roster:
            good = with_own_refs(good, report)
        if self.personal.move and self.kind.is_dated:
            root = self.plan.change.root
            good = with_personal_moved(root, self.kind, good, self.words)
        outcomes, advice = self._settled(good)
        added = self.plan.add(outcomes)
        report.advise(advice, added)
        if self.names and self._is_roster:
            for entry, text in in_other_groups(added, self.names.register):
                report.in_other_groups.append(report.at_cell(entry, "", text))
        if self.names:
            self.plan.add_names(self.names, added)

    @property
    def _is_roster(self) -> bool:
        return self.names is not None and self.kind is DEPUTY

    def _settled(self, coming: Iterable[ImportedRecord]) -> tuple[list[Decision], list[Objection]]:
        """Return what becomes of each entry, and the advice on those that are written.

        An entry that is an error is rejected, or says why it may be, and all are judged again.
        """
        entries, candidates = self._with_candidates(coming)
        rejected: dict[int, Decision] = {}
        while True:
            outcomes = self._outcomes(entries, candidates, rejected)
            names = self.names
            made = names.draft(names.used_by(outcomes)).files if names else {}
            objections = objections_to(outcomes, made, self.plan, self.today)
            if changed := list(self._published(outcomes, objections)):
                candidates |= {entry.place: candidate_of(self.kind, entry) for entry in changed}
                continue
            errors = [objection for objection in objections if objection.is_error]
            if not errors:
                return outcomes, [one for one in objections if one.path not in made]
            rejected |= blamed_rows(outcomes, errors, names)

    def _with_candidates(
        self, coming: Iterable[ImportedRecord]
    ) -> tuple[list[ImportedRecord], Candidates]:
        """Return the entries with the records that they are to be, and not what was read for these,
        unless it may be changed: the values of a large table fit no memory.
        """
        if self._is_roster:
            return list(coming), Candidates()
        candidates, entries = Candidates(), []
        heads: dict[object, Mapping[Key, str]] = {}
        for entry in coming:
            candidates[entry.place] = candidate_of(self.kind, entry)
            entries.append(entry if self.personal.why else entry.without_values(heads))
        return entries, candidates

    def _outcomes(
        self,
        entries: Sequence[ImportedRecord],
        candidates: Candidates,
        rejected: Mapping[int, Decision],
    ) -> list[Decision]:
        """Return what becomes of each entry, from the records as they are.

        `rejected` are the decisions about entries that are an error, by their number.
        """
        if not entries:
            return []
        compared = self._compared(candidates)
        return [
            rejected.get(number) or _decision(compared, entry)
            for number, entry in enumerate(entries)
        ]

    def _compared(self, candidates: Candidates) -> Roster | Existing:
        """Return the records that entries are compared with."""
        root = self.plan.change.root
        register = self.names.register if self.names else Register(root)
        if self._is_roster:
            return Roster(root, register, self.words)
        existing = Existing(root, self.kind, candidates, ContradictionWording(register, self.words))
        self.plan.report.unread = existing.unread
        return existing

    def _published(
        self, outcomes: Sequence[Decision], objections: Sequence[Objection]
    ) -> Iterator[ImportedRecord]:
        """Yield the entries that now say why personal data in them may be public."""
        entries = {one.path: one.entry for one in outcomes if one.raw}
        for found in objections:
            entry = entries.get(found.path)
            if entry and self.personal.publish(entry, found):
                yield entry


def _accepted(
    kind: Kind, entries: Iterable[ImportedRecord], report: ImportReport
) -> Iterator[ImportedRecord]:
    """Yield the entries that can be imported, and report the others."""
    for entry in entries:
        report.rows += 1
        entry.reasons += wrong_name(kind, entry)
        if entry.reasons:
            report.reported.append(entry)
        else:
            for column in entry.unrecorded:
                report.unrecorded.setdefault(column, []).append(entry.row.number)
            yield entry


def _decision(compared: Roster | Existing, entry: ImportedRecord) -> Decision:
    try:
        return compared.decide(entry)
    except DeputylogError as error:
        return Decision(entry, problem=error.text)
