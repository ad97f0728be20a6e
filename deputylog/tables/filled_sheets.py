"""Sheets whose headings are those of our forms and exports: each with the kind of its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from deputylog.finding import DeputylogError
from deputylog.kinds.registry import OPENING, kind_named
from deputylog.names.days import Days
from deputylog.record.kind import Kind
from deputylog.record.shape import is_day
from deputylog.tables.cells import CellReader, Labels
from deputylog.tables.columns import ID, ColumnPath, columns_by_path, path_at
from deputylog.tables.evident import complete_evident
from deputylog.tables.export import EXPORTED
from deputylog.tables.find_table import table_in
from deputylog.tables.forms import EXAMPLE, REASON
from deputylog.tables.headers import Known
from deputylog.tables.record_rows import (
    MAILBOXES,
    ImportedRecord,
    Reason,
    SheetRow,
    grouped,
    record_of,
)
from deputylog.tables.report import ImportReport
from deputylog.tables.rows import is_json, read_tables, sheets_in
from deputylog.tables.table import TableRow, TableRows
from deputylog.words import Words
from deputylog.workbooks.documents import is_workbook
from deputylog.workbooks.reading import read_marker


class FilledSheet(Struct, frozen=True):
    """A sheet or a whole file: the kind of its records, its rows, and the field of each header."""

    name: str
    kind: Kind
    rows: TableRows
    paths: Mapping[str, ColumnPath]

    def unknown_heads(self, words: Words) -> list[str]:
        """Return the headings that match no column, other than that of reasons for rejection."""
        known = {*self.paths, "reason", words.text(REASON)}
        return [head for head in self.rows.columns if head not in known]

    def records(self, reading: CellReader) -> Iterator[ImportedRecord]:
        """Yield the records in the sheet, each from one or several lines."""
        for lines in grouped(self.kind, self.lines()):
            entry = record_of(self.kind, lines, reading.value)
            entry.sheet = self.name
            entry.reasons += [Reason("", entry.row.flaw)] if entry.row.flaw else []
            complete_evident(self.kind, entry, reading.values.register)
            yield entry

    def lines(self) -> list[SheetRow]:
        """Return the lines that are filled in, without the examples of a form."""
        heads = {path: head for head, path in reversed(list(self.paths.items()))}
        lines = (self._line(row, heads) for row in self.rows.rows)
        examples = (EXAMPLE.zh, EXAMPLE.en)
        return [
            line for line in lines if line.cells and line.cells.get(ID, "").strip() not in examples
        ]

    def without_year(self, days: Days) -> Iterator[str]:
        """Yield the days in the sheet of which the year is not known."""
        columns = columns_by_path(self.kind)
        dated = [
            path for path in self.paths.values() if (one := columns.get(path)) and is_day(one.shape)
        ]
        cells = (line.cells.get(path, "") for line in self.lines() for path in dated)
        yield from filter(days.lacks_year, cells)

    def _line(self, row: TableRow, heads: Mapping[ColumnPath, str]) -> SheetRow:
        filled = {head: text for head, text in row.cells.items() if text.strip()}
        cells = {path: filled[head] for head, path in self.paths.items() if head in filled}
        unread = {self.paths[head]: row.cells[head] for head in row.unread if head in self.paths}
        return SheetRow(row, cells, heads, unread)


class FilledTable(Struct, frozen=True):
    """A form or an export: the name of its file, and the kind of its records if it is known."""

    name: str
    labels: Labels
    kind: Kind | None

    def sheets(self, raw: bytes, wanted: str, report: ImportReport) -> list[FilledSheet]:
        """Return the sheets that hold records, or the one that is wanted; the others are reported.

        DeputylogError if no sheet holds records.
        """
        marker = read_marker(self.name, raw) if is_workbook(raw) else {}
        found: list[FilledSheet] = []
        errors: list[DeputylogError] = []
        for table in self._tables(raw, wanted, marker):
            try:
                found.append(self._sheet(table, self._kind_written(marker, table.sheet)))
                report.tables.append(table)
            except DeputylogError as error:
                errors.append(error)
                report.skip(table, error.text)
        if not found:
            raise errors[0]
        return found

    def _tables(self, raw: bytes, wanted: str, marker: Mapping[str, str]) -> Iterator[TableRows]:
        if not is_workbook(raw) and is_json(raw):
            yield from read_tables(self.name, raw, sheet=wanted)
            return
        for sheet in sheets_in(self.name, raw, wanted=wanted):
            count = partial(self._known_heads, self._kind_written(marker, sheet.name))
            yield table_in(self.name, sheet, Known(count, name=str.strip))

    def _kind_written(self, marker: Mapping[str, str], sheet: str) -> Kind | None:
        written = marker.get(f"sheet:{sheet}")
        return kind_named(written) if written else self.kind

    def _known_heads(self, kind: Kind | None, line: Sequence[str]) -> int:
        return max(len(self._paths(one, line)) for one in ([kind] if kind else EXPORTED))

    def _sheet(self, rows: TableRows, kind: Kind | None) -> FilledSheet:
        kind = kind or self._kind_by_heads(rows.columns)
        if paths := self._paths(kind, rows.columns):
            return FilledSheet(rows.sheet, kind, rows, paths)
        raise DeputylogError(
            "{path}：{heads} 中没有“{kind}”的任何栏目；须有一行写明表单的栏目名称",
            "{path}: no known column for {kind} in {heads}; a row must hold the headings "
            "of the form",
            path=f"{self.name} {rows.sheet}".strip(),
            kind=kind.wording,
            heads=list(rows.columns),
        )

    def _paths(self, kind: Kind, heads: Iterable[str]) -> dict[str, ColumnPath]:
        """Return the field for each header; unknown headers are left out."""
        paths: dict[str, ColumnPath] = {}
        for head in heads:
            if kind is OPENING and (mailbox := self.labels.id("mailbox", head)):
                paths[head] = (*MAILBOXES, mailbox)
            elif path := path_at(kind, head):
                paths[head] = path
        return paths

    def _kind_by_heads(self, heads: tuple[str, ...]) -> Kind:
        """Return the kind that knows most headers.

        DeputylogError if it knows less than half of them, or if two kinds know as many.
        """
        known = {kind: len(self._paths(kind, heads)) for kind in EXPORTED}
        most = max(known.values())
        best = [kind for kind, count in known.items() if count == most]
        if len(best) == 1 and 2 * most >= len(heads) and most > 1:
            return best[0]
        raise DeputylogError(
            "{path}：看不出各行是什么记录，请用 --kind 说明，或者用 --map 给出对照表（{heads}）",
            "{path}: cannot tell what kind of records these rows are; name the kind with "
            "--kind, or a mapping file with --map ({heads})",
            path=self.name,
            heads=list(heads),
        )
