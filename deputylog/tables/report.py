"""What an import did: how many rows became what, and what its user has to know of them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from deputylog.keep.objections import PERSONAL, Objection
from deputylog.tables.existing import Decision
from deputylog.tables.new_names import CreatedName
from deputylog.tables.personal_cells import kinds_in
from deputylog.tables.record_rows import ImportedRecord, Reason
from deputylog.tables.table import LeftOut, TableRows
from deputylog.words import Bilingual, Phrase, phrase


class ImportReport(Struct):
    """Counts of an import, where `rows` = written + changed + already + rejected.

    A row is a record with all the lines it takes.
    """

    rows: int = 0
    written: int = 0
    changed: int = 0
    already: int = 0
    created: list[CreatedName] = []
    paths: list[str] = []
    """The files that were written or changed."""
    reported: list[ImportedRecord] = []
    """The rejected records, each with its reasons."""
    advice: list[Objection] = []
    ignored: list[str] = []
    """Headers that match no column, or that the mapping does not name."""
    unrecorded: dict[str, list[int]] = {}
    """By column, the rows of which a cell is recorded nowhere, since its step lacks another."""
    maybe: dict[int, tuple[str, ...]] = {}
    """By number of row, the records that may be the same, and cannot be compared here."""
    unused: list[int] = []
    """The rows of records that are there already, without what the row says about the writer."""
    added_to: list[int] = []
    """The rejected rows of which only some values contradict their record; the rest was added."""
    moved: list[Phrase] = []
    """The cells of which personal data goes to private/, each with what it is."""
    personal: list[Phrase] = []
    """The cells that may hold personal data and are written, each with what it is."""
    in_other_groups: list[Phrase] = []
    """The rows of a roster that name another group than that of their constituency."""
    renumbered: list[int] = []
    """The rows that have the number of an earlier row and other content."""
    tables: list[TableRows] = []
    """What was read, sheet by sheet."""
    hidden: list[str] = []
    """The hidden sheets, which were not read."""
    without_table: list[str] = []
    """The sheets without a table, such as notes."""
    problems: list[Phrase] = []
    """The tables that were not imported, as a whole."""
    unread: list[str] = []
    """The records of the kind that cannot be read, so that no row was compared with them."""

    records: dict[tuple[str, int], str] = {}
    """By sheet and row, the path of the record that holds all that the row says."""

    @property
    def rejected(self) -> int:
        """How many records were rejected."""
        return len(self.reported)

    @property
    def rejected_rows(self) -> list[ImportedRecord]:
        """The rejected records in the order of the file, sheet by sheet and row by row."""
        sheets = {table.sheet: place for place, table in enumerate(self.tables)}
        return sorted(self.reported, key=lambda one: (sheets.get(one.sheet, 0), one.row.number))

    def skip(self, table: TableRows, problem: Phrase) -> None:
        """Report a sheet that is not imported."""
        if not table.columns:
            self.without_table.append(table.sheet)
            return
        text = Bilingual(
            "没有导入：{problem}；如不需要导入，请用 --sheet 指明要导入的工作表",
            "not imported: {problem}; if it should not be, name the others by --sheet",
        )
        self.problems.append(of_sheet(table.sheet, phrase(text, problem=problem)))

    def count(self, outcome: Decision) -> None:
        """Count what became of a record."""
        problem = outcome.problem
        if reasons := [(outcome.key, problem)] if problem else outcome.against:
            column = outcome.entry.column_of
            outcome.entry.reasons += [Reason(column(key), text) for key, text in reasons]
            self.reported.append(outcome.entry)
            self._count_added(outcome)
            return
        if outcome.is_whole:
            self.records[outcome.entry.place] = outcome.path or outcome.held
        if outcome.maybe:
            self.maybe[outcome.entry.row.number] = outcome.maybe
        self.unused += [outcome.entry.row.number] if outcome.unused else []
        setattr(self, outcome.done, getattr(self, outcome.done) + 1)
        self.paths += [outcome.path] if outcome.path else []

    def advise(self, advice: Iterable[Objection], outcomes: Iterable[Decision]) -> None:
        """Note advice with its row and column, and the cells that hold personal data or held it."""
        entries = {one.path: one.entry for one in outcomes if one.raw and not one.problem}
        for held in entries.values():
            self.moved += [self.at_cell(held, column, what) for column, what in held.moved]
        for one in advice:
            if not (entry := entries.get(one.path)):
                self.advice.append(one)
                continue
            column = entry.column_of(one.key)
            if one.code in PERSONAL:
                self.personal.append(self.at_cell(entry, column, kinds_in(one)))
            text = self.at_cell(entry, column, one.text)
            self.advice.append(replace(one, text=text))

    def at_cell(self, entry: ImportedRecord, column: str, reason: object) -> Phrase:
        """Return what there is to say of a row, or of one column of it, with its sheet if there are
        several.
        """
        in_cell = Bilingual(
            "第{row}行，{column}栏：{reason}", "row {row}, column {column}: {reason}"
        )
        text = in_cell if column else Bilingual("第{row}行：{reason}", "row {row}: {reason}")
        if len(self.tables) > 1:
            text = Bilingual(f"工作表“{{sheet}}”{text.zh}", f"sheet '{{sheet}}', {text.en}")
        at = {"sheet": entry.sheet, "row": entry.row.number, "column": column}
        return phrase(text, **at, reason=reason)

    def in_sheet(self, sheet: str, said: Phrase) -> Phrase:
        """Return what is said of a sheet, with its name if there are several."""
        return of_sheet(sheet, said) if len(self.tables) > 1 else said

    def _count_added(self, outcome: Decision) -> None:
        """Note a rejected row whose other values were added to its record."""
        if outcome.path and not outcome.problem:
            self.added_to.append(outcome.entry.row.number)
            self.paths.append(outcome.path)

    @property
    def all_problems(self) -> list[Phrase]:
        """The tables that were not imported, and what in the others was not read."""
        beside = [
            self.in_sheet(table.sheet, problem)
            for table in self.tables
            for problem in table.problems
        ]
        return [*self.problems, *beside]

    @property
    def left_out(self) -> list[tuple[str, LeftOut]]:
        """The rows that hold no record, each with the name of its sheet."""
        return [(table.sheet, row) for table in self.tables for row in table.left_out]


def of_sheet(sheet: str, said: Phrase) -> Phrase:
    """Return the phrase with the name of the sheet before it, if there is one."""
    text = Bilingual("工作表“{sheet}”：{said}", "sheet '{sheet}': {said}")
    return phrase(text, sheet=sheet, said=said) if sheet else said
