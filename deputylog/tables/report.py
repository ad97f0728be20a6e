"""What an import did: how many rows became what, and what its user has to know of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from deputylog.keep.objections import PERSONAL, Objection
from deputylog.tables.existing import Decision
from deputylog.tables.new_names import CreatedName
from deputylog.tables.personal_cells import kinds_in
from deputylog.tables.record_rows import ImportedRecord, Reason
from deputylog.tables.table import LeftOut, TableRows
from deputylog.words import Bilingual, Phrase, phrase

_FEW = 10
_MOST_CELLS = 20
_PERSONAL = Bilingual(
    "写入的内容中，有{count}格可能是个人信息（用 --move-personal 移入 private/）：",
    "{count} cell that is written may hold personal data (--move-personal moves it to private/):",
    "{count} cells that are written may hold personal data (--move-personal moves it to private/):",
)
_MOVED = Bilingual(
    "有{count}格的个人信息移入 private/，记录中写作“（略）”：",
    "personal data for private/ alone, with (…) in its place ({count} cell):",
    "personal data for private/ alone, with (…) in its place ({count} cells):",
)
_MORE_CELLS = Bilingual("……另有{count}格", "… and {count} more cell", "… and {count} more cells")


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
        entries = {one.path: one.entry for one in outcomes if one.text and not one.problem}
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

    def _count_added(self, outcome: Decision) -> None:
        """Note a rejected row whose other values were added to its record."""
        if outcome.path and not outcome.problem:
            self.added_to.append(outcome.entry.row.number)
            self.paths.append(outcome.path)

    @property
    def all_problems(self) -> list[Phrase]:
        """The tables that were not imported, and what in the others was not read."""
        several = len(self.tables) > 1
        beside = [
            of_sheet(table.sheet if several else "", problem)
            for table in self.tables
            for problem in table.problems
        ]
        return [*self.problems, *beside]

    @property
    def left_out(self) -> list[tuple[str, LeftOut]]:
        """The rows that hold no record, each with the name of its sheet."""
        return [(table.sheet, row) for table in self.tables for row in table.left_out]

    @property
    def _remarks_of_sheets(self) -> Iterator[Phrase]:
        if sheets := [table.sheet for table in self.tables if table.sheet]:
            yield phrase("读取工作表：{sheets}", "sheets read: {sheets}", sheets=sheets)
        if self.without_table:
            text = Bilingual(
                "以下工作表中没有表格：{sheets}", "sheets without a table, not imported: {sheets}"
            )
            yield phrase(text, sheets=self.without_table)
        if self.hidden:
            text = Bilingual(
                "以下工作表是隐藏的，没有导入：{sheets}；如需导入，请先取消隐藏",
                "hidden sheets, not imported: {sheets}; unhide what should be imported",
            )
            yield phrase(text, sheets=self.hidden)
        several = len(self.tables) > 1
        for table in self.tables:
            for remark in table.remarks:
                yield of_sheet(table.sheet if several else "", remark)

    @property
    def _remarks_of_cells(self) -> Iterator[Phrase]:
        for text, cells in ((_MOVED, self.moved), (_PERSONAL, self.personal)):
            if cells:
                yield phrase(text, count=len(cells))
            yield from cells[:_MOST_CELLS]
            if (more := len(cells) - _MOST_CELLS) > 0:
                yield phrase(_MORE_CELLS, count=more)

    @property
    def remarks(self) -> Iterator[Phrase]:
        """Yield what was read how, which cells hold personal data, and what could not be
        compared.
        """
        yield from self._remarks_of_sheets
        yield from self._remarks_of_cells
        if self.maybe:
            text = Bilingual(
                "有{count}行可能重复（第{rows}行）：{ids}的不公开部分本机没有或者无法读取，"
                "无从比对；"
                "请核对",
                "{count} row may be a duplicate ({rows}): the private part of {ids} is not here or "
                "cannot be read, so they could not be compared; please look at them",
                "{count} rows may be duplicates ({rows}): the private parts of {ids} are not here "
                "or cannot be read, so they could not be compared; please look at them",
            )
            ids = list(dict.fromkeys(chain(*self.maybe.values())))
            yield phrase(text, count=len(self.maybe), rows=list(self.maybe), ids=ids)
        if self.renumbered:
            text = Bilingual(
                "有{count}行与前面的行编号相同而内容不同，作为另一件，编号后加“/2”等（第{rows}行等）",
                "{count} row has the number of an earlier row and other content; it was taken as "
                "another record, with '/2' behind its number ({rows})",
                "{count} rows have the number of an earlier row and other content; they were taken "
                "as other records, with '/2' and so on behind their numbers ({rows} …)",
            )
            rows = self.renumbered[:_FEW]
            yield phrase(text, count=len(self.renumbered), rows=rows)
        for column, numbers in self.unrecorded.items():
            text = Bilingual(
                "“{column}”栏有{count}行的内容没有登记（第{rows}行等）：这一步所需的其他栏目（如日期）"
                "空白；需要保留的，请把该栏写入对照表的 keep",
                "{column}: what {count} row holds is not recorded ({rows}), since another column "
                "that the step needs is blank, such as its date; 'keep' in the mapping file keeps "
                "a column as it is",
                "{column}: what {count} rows hold is not recorded ({rows} …), since another column "
                "that the step needs is blank, such as its date; 'keep' in the mapping file keeps "
                "a column as it is",
            )
            yield phrase(text, column=column, count=len(numbers), rows=numbers[:_FEW])
        if self.added_to:
            text = Bilingual(
                "退回的行中有{count}行（第{rows}行）与已有记录只有部分不一致；其余新内容已写入记录",
                "{count} of the reported rows ({rows}) contradicts its record only in part; what "
                "else it has was added to the record",
                "{count} of the reported rows ({rows}) contradict their records only in part; what "
                "else they have was added to the records",
            )
            yield phrase(text, count=len(self.added_to), rows=self.added_to)
        if self.unused:
            text = Bilingual(
                "有{count}行的记录已有（第{rows}行），但本机没有该行所写的来信人情况；这部分没有"
                "导入",
                "{count} row is there already ({rows}), but private/ does not hold what it says "
                "about the writer; that was not imported",
                "{count} rows are there already ({rows}), but private/ does not hold what they say "
                "about the writers; that was not imported",
            )
            yield phrase(text, count=len(self.unused), rows=self.unused)
        if self.unread:
            text = Bilingual(
                "有{count}份记录无法读取，没有比对，因而可能重复：{paths}；原因见“deputylog check”",
                "{count} record cannot be read and was not compared, so that a row may be there "
                "twice: {paths}; 'deputylog check' shows why",
                "{count} records cannot be read and were not compared, so that a row may be there "
                "twice: {paths}; 'deputylog check' shows why",
            )
            yield phrase(text, count=len(self.unread), paths=self.unread)


def of_sheet(sheet: str, said: Phrase) -> Phrase:
    """Return the phrase with the name of the sheet before it, if there is one."""
    text = Bilingual("工作表“{sheet}”：{said}", "sheet '{sheet}': {said}")
    return phrase(text, sheet=sheet, said=said) if sheet else said
