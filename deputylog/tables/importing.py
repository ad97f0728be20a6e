"""Import a table: forms and exports, whose columns are known, or any table by a mapping file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deputylog.enter.personal import with_more
from deputylog.finding import DeputylogError
from deputylog.keep.change import Change
from deputylog.keep.objections import (
    Objection,
    found_in,
    kind_at,
    names_held,
    names_of,
    names_told,
    repeated,
    with_files,
)
from deputylog.keep.write import together, write
from deputylog.kinds.registry import DEPUTY
from deputylog.names.days import Days
from deputylog.names.register import Register
from deputylog.names.values import Values
from deputylog.record.fields import Key
from deputylog.record.kind import Kind
from deputylog.repository.private import private_name
from deputylog.repository.reading import read_repository
from deputylog.tables.cells import CellReader, Labels
from deputylog.tables.contradicted import Telling
from deputylog.tables.evident import complete_evident
from deputylog.tables.existing import (
    Candidates,
    Decision,
    Existing,
    candidate_of,
    refuse_unread,
)
from deputylog.tables.export import exported_kind
from deputylog.tables.filled_sheets import FilledTable
from deputylog.tables.headers import known_names
from deputylog.tables.known_rows import known_rows
from deputylog.tables.mapping import Mapped, no_column
from deputylog.tables.new_names import NewNames, wrong_name
from deputylog.tables.personal_cells import PersonalData, is_movable, with_personal_moved
from deputylog.tables.plain_roster import roster_in
from deputylog.tables.proposal import Proposal
from deputylog.tables.record_rows import (
    ImportedRecord,
    Reason,
    SheetRow,
    grouped,
    record_of,
)
from deputylog.tables.report import ImportReport
from deputylog.tables.roster import Roster
from deputylog.tables.row_numbers import refuse_beginning_again, with_own_refs
from deputylog.tables.rows import is_json, read_json, read_tables
from deputylog.tables.table import TableRow, TableRows
from deputylog.words import Bilingual, Phrase, Words, phrase
from deputylog.workbooks.documents import is_workbook
from deputylog.workbooks.reading import day_meant, hidden_sheets, read_marker

REASON = Bilingual("未导入的原因", "reason for rejection")
"""The heading of the column with the reasons for rejection, which is ignored on import."""


class Plan(Struct, frozen=True):
    """What an import is going to write and to report, and the names that private/ holds."""

    change: Change
    report: ImportReport
    names: frozenset[str]


class Import(Struct, frozen=True):
    """The import of a file into a repository."""

    root: Path
    name: str
    raw: bytes
    words: Words
    today: date
    dry_run: bool = False
    commit: bool = False
    year: int | None = None
    """The year of days without one."""
    sheet: str = ""
    """The only sheet to import; else all."""
    personal: PersonalData = PersonalData()

    def by_headings(self, kind_name: str = "") -> ImportReport:
        """Import a form, an export or its JSON; the kind is used for files that do not name one."""
        with self._together() as plan:
            if is_json(self.raw) and isinstance(content := read_json(self.name, self.raw), dict):
                self._decide(*_records_of_json(self.name, content), plan)
                return plan.report
            values = Values(self.root)
            labels = Labels(values.register, self.words)
            kind = exported_kind(kind_name) if kind_name else None
            of_kind: dict[Kind, list[ImportedRecord]] = {}
            days = self._days(values.register, in_table=not self._is_own)
            table = FilledTable(self.name, labels, kind)
            for sheet in table.sheets(self.raw, self.sheet, plan.report):
                known = {*sheet.paths, "reason", self.words.text(REASON)}
                plan.report.ignored += [head for head in sheet.rows.columns if head not in known]
                here = days.below(sheet.rows.titles, sheet.name)
                reading = CellReader(values, sheet.kind, self.words, here, labels=labels)
                lines = grouped(sheet.kind, sheet.lines())
                entries = [record_of(sheet.kind, several, reading.value) for several in lines]
                for entry in entries:
                    entry.sheet = sheet.name
                    entry.reasons += [Reason("", entry.row.flaw)] if entry.row.flaw else []
                    complete_evident(sheet.kind, entry, values.register)
                of_kind.setdefault(sheet.kind, []).extend(entries)
            for one, several in of_kind.items():
                self._decide(one, several, plan)
        return plan.report

    def roster(self, kind_name: str = "") -> Proposal | None:
        """Return the mapping of a plain roster of deputies; None if the file is none.

        DeputylogError names the columns that it lacks.
        """
        if kind_name not in ("", DEPUTY.name) or self._is_own or is_json(self.raw):
            return None
        tables = [one for one in read_tables(self.name, self.raw, sheet=self.sheet) if one.columns]
        return roster_in(self.name, tables, Register(self.root), self.today, kind_name)

    @contextmanager
    def _together(self) -> Iterator[Plan]:
        """Write what is planned, in one step for undo and one commit; nobody else writes meanwhile.

        A dry run plans the same and writes nothing.
        """
        plan = Plan(Change(self.root), ImportReport(), names_held(self.root))
        if is_workbook(self.raw) and not self.sheet:
            plan.report.hidden += hidden_sheets(self.name, self.raw)
        if self.dry_run:
            yield plan
            return
        said = phrase("导入表格《{name}》", "table imported: {name}", name=Path(self.name).name)
        with together(self.root, said, commit=self.commit) as done:
            yield plan
            write(plan.change, phrase("导入", "import"), "import")
            done.message = f"import: {len(dict.fromkeys(plan.report.paths))} written"

    def by_mapping(
        self,
        mapping: Mapped,
        *,
        create: bool,
        progress: Callable[[int, int], None],
    ) -> ImportReport:
        """Import a table by a mapping; a bad row does not stop the others."""
        with self._together() as plan:
            refuse_unread(self.root, mapping.kind)
            tables = plan.report.tables = self._mapped_tables(mapping, plan.report)
            names = NewNames(self.root)
            refuse_beginning_again(self.name, mapping, tables)
            known = known_rows(self.root, mapping, self._context(create=create))
            whole, tables = tables, known.others(tables)
            plan.report.rows = plan.report.already = _size(whole) - _size(tables)
            for table in tables if create else ():
                for row in table.rows:
                    names.note((table.sheet, row.number), mapping.wanted_names(row))
            names.complete()
            entries = self._mapped_rows(mapping, tables, names, progress, create=create)
            self._decide(mapping.kind, entries, plan, names)
        if not self.dry_run:
            known = known_rows(self.root, mapping, self._context(create=create))
            known.keep(whole, plan.report.records)
        return plan.report

    def _context(self, *, create: bool) -> object:
        """Return what decides about a row beside the row, the mapping file and the register."""
        return (create, self.year, self.personal, self._days(Register(self.root)))

    def _mapped_tables(self, mapping: Mapped, report: ImportReport) -> list[TableRows]:
        """Return the tables that have the columns of the mapping, and report the other sheets;
        DeputylogError if none has them.
        """
        used, known = mapping.used_columns, known_names(mapping.header_columns)
        read = read_tables(self.name, self.raw, mapping.file.encoding, known, self.sheet)
        tables = map(mapping.with_sheet_name, read)
        lacking = [(table, table.lacking(used)) for table in tables]
        nearest, missing = min(lacking, key=lambda one: len(one[1]))
        mapping.check(nearest.spelled(used).columns)
        for table, missing in lacking:
            if missing:
                report.skip(table, no_column(missing, table.columns))
        return [table.spelled(used) for table, missing in lacking if not missing]

    def _mapped_rows(
        self,
        mapping: Mapped,
        tables: Sequence[TableRows],
        names: NewNames,
        progress: Callable[[int, int], None],
        *,
        create: bool,
    ) -> Iterator[ImportedRecord]:
        """Yield the record in each row of the tables."""
        register = names.register
        resolve = names.resolve if create else None
        days = self._days(register, is_minguo=bool(mapping.file.calendar))
        reading = CellReader(Values(self.root, register), mapping.kind, self.words, days, resolve)
        reader = cache(lambda days: replace(reading, days=days))
        dated = [(table, days.below(table.titles, table.sheet)) for table in tables]
        count = _size(tables)
        rows = ((table.sheet, below, row) for table, below in dated for row in table.rows)
        for done, (sheet, below, row) in enumerate(rows, 1):
            entry = mapping.record(row, reader(mapping.days(row, below)).value)
            entry.sheet = sheet
            entry.reasons = names.judged(entry.place, entry.reasons)
            complete_evident(mapping.kind, entry, register)
            yield entry
            progress(done, count)

    def _days(self, register: Register, *, in_table: bool = True, is_minguo: bool = False) -> Days:
        """Return how days are understood in the file."""
        zone, since = register.district.time_zone, register.district.records_from.isoformat()
        saved = day_meant(self.raw, zone, since, self.today)
        return Days(saved, zone, in_table, self.year, is_minguo)

    def first_without_year(self, mapping: Mapped | None, kind_name: str = "") -> str:
        """Return the first day in the file of which the year is not known; empty if there is
        none.
        """
        found = self._mapped_without(mapping) if mapping else self._headed_without(kind_name)
        return next(found, "")

    def _mapped_without(self, mapping: Mapped) -> Iterator[str]:
        days = self._days(Register(self.root), is_minguo=bool(mapping.file.calendar))
        for table in self._mapped_tables(mapping, ImportReport()):
            below = days.below(table.titles, table.sheet)
            for row in table.rows:
                yield from mapping.without_year(row, below)

    def _headed_without(self, kind_name: str) -> Iterator[str]:
        if is_json(self.raw):
            return
        register = Register(self.root)
        days, labels = self._days(register, in_table=not self._is_own), Labels(register, self.words)
        kind = exported_kind(kind_name) if kind_name else None
        for sheet in FilledTable(self.name, labels, kind).sheets(
            self.raw, self.sheet, ImportReport()
        ):
            yield from sheet.without_year(days.below(sheet.rows.titles, sheet.name))

    @property
    def _is_own(self) -> bool:
        """Whether deputylog wrote the file, so that 3-14 is the last such day up to its saving."""
        return is_workbook(self.raw) and bool(read_marker(self.name, self.raw))

    def _decide(
        self,
        kind: Kind,
        entries: Iterable[ImportedRecord],
        plan: Plan,
        names: NewNames | None = None,
    ) -> None:
        """Plan to write the entries that are new, and report those that are wrong or in conflict.

        The `names` are those that a table with a mapping file creates.
        """
        refuse_unread(self.root, kind)
        report = plan.report
        good = _accepted(kind, entries, report)
        if names and kind is not DEPUTY:
            good = with_own_refs(good, report)
        if self.personal.move and kind.is_dated:
            good = with_personal_moved(kind, good, self.words)
        outcomes, advice = self._settled(kind, good, plan, names)
        placed = [_put(plan.change, outcome) for outcome in outcomes]
        for outcome in placed:
            report.count(outcome)
        report.advise(advice, placed)
        if names:
            _plan_names(plan, names, placed)

    def _settled(
        self,
        kind: Kind,
        coming: Iterable[ImportedRecord],
        plan: Plan,
        names: NewNames | None,
    ) -> tuple[list[Decision], list[Objection]]:
        """Return what becomes of each entry, and the advice on those that are written.

        An entry that is an error is rejected, or says why it may be, and all are judged again.
        """
        if names and kind is DEPUTY:
            entries, candidates = list(coming), Candidates()
        else:
            entries, candidates = self._with_candidates(kind, coming)
        wrong: dict[int, Decision] = {}
        while True:
            outcomes = self._outcomes(kind, entries, candidates, names, wrong, plan.report)
            made = names.draft(names.used_by(outcomes)).files if names else {}
            objections = self._objections(outcomes, made, plan)
            if changed := list(self._published(outcomes, objections)):
                candidates |= {entry.place: candidate_of(kind, entry) for entry in changed}
                continue
            errors = [objection for objection in objections if objection.is_error]
            if not errors:
                return outcomes, [one for one in objections if one.path not in made]
            wrong |= _blamed(outcomes, errors, names)

    def _with_candidates(
        self, kind: Kind, entries: Iterable[ImportedRecord]
    ) -> tuple[list[ImportedRecord], Candidates]:
        """Return the entries with the records that they are to be, and not what was read for these,
        unless it may be changed: the values of a large table fit no memory.
        """
        candidates, left = Candidates(), []
        heads: dict[object, Mapping[Key, str]] = {}
        for entry in entries:
            candidates[entry.place] = candidate_of(kind, entry)
            left.append(entry if self.personal.why else entry.without_values(heads))
        return left, candidates

    def _published(
        self, outcomes: Sequence[Decision], objections: Sequence[Objection]
    ) -> Iterator[ImportedRecord]:
        """Yield the entries that now say why personal data in them may be public."""
        entries = {one.path: one.entry for one in outcomes if one.text}
        for found in objections:
            entry = entries.get(found.path)
            if entry and self.personal.publish(entry, found):
                yield entry

    def _outcomes(
        self,
        kind: Kind,
        entries: Sequence[ImportedRecord],
        candidates: Candidates,
        names: NewNames | None,
        wrong: Mapping[int, Decision],
        report: ImportReport,
    ) -> list[Decision]:
        """Return what becomes of each entry, from the records as they are.

        `wrong` are the decisions about entries that are an error, by their number.
        """
        if not entries:
            return []
        deciding: Roster | Existing
        if names and kind is DEPUTY:
            deciding = Roster(self.root, names.register, self.words)
        else:
            telling = Telling(names.register if names else Register(self.root), self.words)
            deciding = Existing(self.root, kind, candidates, telling)
            report.unread = deciding.unread
        outcomes: list[Decision] = []
        for number, entry in enumerate(entries):
            try:
                outcomes.append(wrong.get(number) or deciding.decide(entry))
            except DeputylogError as error:
                outcomes.append(Decision(entry, problem=error.text))
        return outcomes

    def _objections(
        self, outcomes: Sequence[Decision], made: Mapping[str, bytes], plan: Plan
    ) -> list[Objection]:
        """Return what `check` says against what will be written, with the register files `made`."""
        files = {one.path: one.text.encode("utf-8") for one in outcomes if one.text}
        if not files:
            return []
        held = plan.names.union(*(names_of(one.entry.private) for one in outcomes if one.private))
        told = [
            one
            for path, raw in files.items()
            if kind_at(path).is_dated
            for one in names_told(self.root, path, raw, held)
        ]
        book, tree = read_repository(self.root, as_of=self.today)
        read = {one.path: one.record for one in outcomes if one.record}
        files = {**made, **files}
        before = {path: tree.contents[path] for path in files if path in tree.contents}
        found = found_in(with_files(book, plan.change.contents), files, before, read)
        said = {one.path for one in found if one.code == "R012"}
        new = {
            one.path: (one.record, one.entry.private)
            for one in outcomes
            if one.done == "written" and one.path not in said
        }
        return [*found, *told, *repeated(self.root, book, new)]


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
            yield entry


def _plan_names(plan: Plan, names: NewNames, outcomes: Sequence[Decision]) -> None:
    """Plan to create the names that the records to be written use, and no others."""
    plan.report.created = names.created(outcomes)
    files = names.draft(names.used_by(outcomes)).files
    plan.report.paths[:0] = files
    for path, raw in files.items():
        plan.change.put(path, raw)


def _size(tables: Sequence[TableRows]) -> int:
    return sum(len(table.rows) for table in tables)


def _put(change: Change, outcome: Decision) -> Decision:
    """Add a record to a change; return the decision, with the problem if there is one already."""
    if not outcome.text:
        return outcome
    try:
        if outcome.private or outcome.entry.private:  # first: a record must not come without it
            outcome = _with_private(change, outcome)
        if outcome.done == "changed":
            change.put(outcome.path, outcome.text)
        else:
            change.create(outcome.path, outcome.text)
    except DeputylogError as error:
        return replace(outcome, problem=error.text)
    return outcome


def _with_private(change: Change, outcome: Decision) -> Decision:
    """Add what a row says about the writer; not of a record that is there if it was erased, or if
    the private part is elsewhere and nothing would be lost.
    """
    kind, record_id = kind_at(outcome.path), Path(outcome.path).stem
    if outcome.private:
        change.create(private_name(kind, record_id), outcome.private)
        return outcome
    is_here = change.read(private_name(kind, record_id)) is not None
    if "identity_erased:" in outcome.text or not (is_here or outcome.entry.moved):
        return replace(outcome, unused=True)
    with_more(change, kind, record_id, outcome.entry.private)
    return outcome


def _blamed(
    outcomes: Sequence[Decision], errors: Sequence[Objection], names: NewNames | None
) -> dict[int, Decision]:
    """Return the decisions to reject entries, by their number.

    An error in another record, such as more letters than its opening counted, is the fault of all
    new ones of its day that name the same thing; one in a new name, of all that use it.
    """
    by_path = {outcome.path: number for number, outcome in enumerate(outcomes) if outcome.text}
    found: dict[int, Decision] = {}
    for error in reversed(errors):
        blamed, key = [error.path], error.key
        if error.path not in by_path:
            blamed = [path for path in by_path if _is_cause(error, outcomes[by_path[path]], names)]
            key = ()
        for path in blamed or by_path:
            number = by_path[path]
            found[number] = Decision(outcomes[number].entry, problem=_refused(error), key=key)
    return found


def _refused(error: Objection) -> Phrase:
    """Return what is wrong with a row, and the option that would move personal data in it."""
    if not (error.is_personal and is_movable(kind_at(error.path), error)):
        return error.refused
    text = Bilingual(
        "{reason}；可用 --move-personal 移入 private/",
        "{reason}; --move-personal moves it to private/",
    )
    return phrase(text, reason=error.refused)


def _is_cause(error: Objection, outcome: Decision, names: NewNames | None) -> bool:
    stem, key = Path(error.path).stem, list(map(str, error.key))
    if names and any(one.id in (stem, *key) for one in names.used_by([outcome])):
        return True
    is_same_day = Path(outcome.path).stem[1:9] == stem[1:9]
    return is_same_day and any(part in outcome.text for part in key[-1:])


def _records_of_json(
    name: str, content: Mapping[object, object]
) -> tuple[Kind, list[ImportedRecord]]:
    """Return the records in the JSON of an export, with their ids."""
    records = content.get("records")
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise DeputylogError(
            "{path}：记录的 JSON 应有 what（记录类别）和 records（对象列表）",
            "{path}: JSON of records has 'what', the kind, and 'records', a list of objects",
            path=name,
        )
    entries = []
    for number, record in enumerate(records, 1):
        row = TableRow(number, {key: str(value) for key, value in record.items()})
        record_id = str(record.pop("id", None) or "")
        entries.append(ImportedRecord([SheetRow(row)], record_id, record))
    return exported_kind(str(content.get("what"))), entries
