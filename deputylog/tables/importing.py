"""Import a table: forms and exports, whose columns are known, or any table by a mapping file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deputylog.finding import DeputylogError
from deputylog.keep.change import Change
from deputylog.keep.objections import names_held
from deputylog.keep.write import together, write
from deputylog.kinds.district import District
from deputylog.kinds.registry import DEPUTY
from deputylog.names.days import Days
from deputylog.names.register import Register
from deputylog.names.values import Values
from deputylog.record.kind import Kind
from deputylog.tables.cells import CellReader, Labels
from deputylog.tables.deciding import Deciding
from deputylog.tables.evident import complete_evident
from deputylog.tables.existing import refuse_unread
from deputylog.tables.export import exported_kind
from deputylog.tables.filled_sheets import FilledSheet, FilledTable
from deputylog.tables.headers import known_names
from deputylog.tables.known_rows import KnownRows, known_rows
from deputylog.tables.mapping import Mapped, no_column
from deputylog.tables.new_names import NewNames
from deputylog.tables.personal_cells import PersonalData
from deputylog.tables.plain_roster import roster_in
from deputylog.tables.plan import Plan
from deputylog.tables.proposal import Proposal
from deputylog.tables.record_rows import ImportedRecord, SheetRow
from deputylog.tables.report import ImportReport
from deputylog.tables.row_numbers import refuse_beginning_again
from deputylog.tables.rows import is_json, read_json, read_tables
from deputylog.tables.table import TableRow, TableRows
from deputylog.text.pinyin import forget_readings
from deputylog.words import Words, phrase
from deputylog.workbooks.documents import is_workbook
from deputylog.workbooks.reading import day_meant, hidden_sheets, read_marker

_LARGE = 5_000
"""Rows whose values need more memory than what was read to name things."""


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
        with self._planned() as plan:
            if is_json(self.raw) and isinstance(content := read_json(self.name, self.raw), dict):
                kind, records = _records_of_json(self.name, content)
                self._deciding(kind, plan).decide(records)
                return plan.report
            values = Values(self.root)
            table = self._filled_table(values.register, kind_name)
            of_kind: dict[Kind, list[ImportedRecord]] = {}
            for sheet, days in self._sheets(table, plan.report):
                plan.report.ignored += sheet.unknown_heads(self.words)
                reading = CellReader(values, sheet.kind, self.words, days, labels=table.labels)
                of_kind.setdefault(sheet.kind, []).extend(sheet.records(reading))
            for kind, records in of_kind.items():
                self._deciding(kind, plan).decide(records)
        return plan.report

    def by_mapping(
        self,
        mapping: Mapped,
        *,
        create: bool,
        progress: Callable[[int, int], None],
    ) -> ImportReport:
        """Import a table by a mapping; a bad row does not stop the others."""
        with self._planned() as plan:
            refuse_unread(self.root, mapping.kind)
            tables = plan.report.tables = self._mapped_tables(mapping, plan.report)
            refuse_beginning_again(self.name, mapping, tables)
            others = self._known_rows(mapping, create=create).others(tables)
            plan.report.rows = plan.report.already = _size(tables) - _size(others)
            names = NewNames(self.root)
            for table in others if create else ():
                for row in table.rows:
                    names.note((table.sheet, row.number), mapping.wanted_names(row))
            names.complete()
            if _size(others) > _LARGE:
                forget_readings()
            records = self._mapped_rows(mapping, others, names, progress, create=create)
            self._deciding(mapping.kind, plan, names).decide(records)
        if not self.dry_run:
            known = self._known_rows(mapping, create=create)
            known.keep(tables, plan.report.records, plan.change.contents)
        return plan.report

    def roster(self, kind_name: str = "") -> Proposal | None:
        """Return the mapping of a plain roster of deputies; None if the file is none.

        DeputylogError names the columns that it lacks.
        """
        if kind_name not in ("", DEPUTY.name) or self._is_own or is_json(self.raw):
            return None
        tables = [one for one in read_tables(self.name, self.raw, sheet=self.sheet) if one.columns]
        return roster_in(self.name, tables, Register(self.root), self.today, kind_name)

    def first_without_year(self, mapping: Mapped | None, kind_name: str = "") -> str:
        """Return the first day in the file of which the year is not known; empty if there is
        none.
        """
        found = self._mapped_without(mapping) if mapping else self._headed_without(kind_name)
        return next(found, "")

    @contextmanager
    def _planned(self) -> Iterator[Plan]:
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

    def _deciding(self, kind: Kind, plan: Plan, names: NewNames | None = None) -> Deciding:
        return Deciding(kind, plan, self.words, self.today, self.personal, names)

    def _filled_table(self, register: Register, kind_name: str) -> FilledTable:
        kind = exported_kind(kind_name) if kind_name else None
        return FilledTable(self.name, Labels(register, self.words), kind)

    def _sheets(
        self, table: FilledTable, report: ImportReport
    ) -> Iterator[tuple[FilledSheet, Days]]:
        """Yield the sheets of a form or an export, and how days are understood in each."""
        days = self._days(table.labels.names.district, in_table=not self._is_own)
        for sheet in table.sheets(self.raw, self.sheet, report):
            yield sheet, days.below(sheet.rows.titles, sheet.name)

    def _known_rows(self, mapping: Mapped, *, create: bool) -> KnownRows:
        """Return the rows that need not be read again; what else decides about a row than the row,
        the mapping file and the register is the same for them.
        """
        context = (create, self.year, self.personal, self._days(Register(self.root).district))
        return known_rows(self.root, mapping, context)

    def _mapped_tables(self, mapping: Mapped, report: ImportReport) -> list[TableRows]:
        """Return the tables that have the columns of the mapping, and report the other sheets;
        DeputylogError if none has them.
        """
        used, known = mapping.used_columns, known_names(mapping.header_columns)
        read = read_tables(self.name, self.raw, mapping.file.encoding, known, self.sheet)
        tables = map(mapping.with_sheet_name, read)
        lacking = [(table, table.missing(used)) for table in tables]
        nearest, missing = min(lacking, key=lambda one: len(one[1]))
        mapping.check(nearest.with_names(used).columns)
        found: list[TableRows] = []
        for table, missing in lacking:
            if missing:
                report.skip(table, no_column(missing, table.columns))
                continue
            found.append(table.with_names(used))
            mentioned = {*used, *report.ignored}
            report.ignored += [head for head in found[-1].columns if head not in mentioned]
        return found

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
        days = self._days(register.district, is_minguo=bool(mapping.file.calendar))
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

    def _mapped_without(self, mapping: Mapped) -> Iterator[str]:
        days = self._days(Register(self.root).district, is_minguo=bool(mapping.file.calendar))
        for table in self._mapped_tables(mapping, ImportReport()):
            below = days.below(table.titles, table.sheet)
            for row in table.rows:
                yield from mapping.without_year(row, below)

    def _headed_without(self, kind_name: str) -> Iterator[str]:
        if is_json(self.raw):
            return
        table = self._filled_table(Register(self.root), kind_name)
        for sheet, days in self._sheets(table, ImportReport()):
            yield from sheet.without_year(days)

    def _days(self, district: District, *, in_table: bool = True, is_minguo: bool = False) -> Days:
        """Return how days are understood in the file."""
        zone, since = district.time_zone, district.records_from.isoformat()
        saved = day_meant(self.raw, zone, since, self.today)
        return Days(saved, zone, in_table, self.year, is_minguo)

    @property
    def _is_own(self) -> bool:
        """Whether deputylog wrote the file, so that 3-14 is the last such day up to its saving."""
        return is_workbook(self.raw) and bool(read_marker(self.name, self.raw))


def _size(tables: Sequence[TableRows]) -> int:
    return sum(len(table.rows) for table in tables)


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
