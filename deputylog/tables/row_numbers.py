"""The numbers by which a table tells its rows apart, and rows that share one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deputylog.finding import DeputylogError
from deputylog.tables.existing import Decision
from deputylog.tables.mapping import Mapped
from deputylog.tables.record_rows import ImportedRecord
from deputylog.tables.report import ImportReport
from deputylog.tables.table import TableRow, TableRows
from deputylog.words import phrase


def refuse_beginning_again(name: str, mapping: Mapped, tables: Iterable[TableRows]) -> None:
    """Raise DeputylogError if numbers that rise from row to row begin again with the first, in
    another sheet, or with the first two: such as 1 to 31 for January, then 1 to 28.

    A number alone that is there twice, and rows that are there twice, are no new beginning.
    """
    rows = [(table.sheet, row) for table in tables for row in table.rows]
    refs = [mapping.ref(row) for _, row in rows]
    for place in range(1, len(rows)):
        is_next_sheet = rows[place][0] != rows[place - 1][0]
        is_again = place > 1 and refs[place : place + 2] == refs[:2]
        is_other = rows[place][1].cells != rows[0][1].cells
        if refs[place] == refs[0] and is_other and (is_next_sheet or is_again):
            raise DeputylogError(
                "{path}：“{column}”从第{row}行起又从{first}开始，与前面的行重复，没有导入任何内容；请在"
                "对照表的 ref 中再加一栏（如月份；每月一张工作表的加“工作表”），使编号不重复",
                "{path}: the numbers in {column} begin again with {first} in row {row}; nothing "
                "was imported. Add a column to 'ref' in the mapping file that tells them apart, "
                "such as the month, or 'sheet' if each month has its own sheet",
                path=f"{name} {rows[place][0]}".strip(),
                column=list(mapping.file.ref),
                row=rows[place][1].number,
                first=refs[0],
            )
        if not _rises(refs[place - 1], refs[place]):
            return


def _rises(one: str, other: str) -> bool:
    return one.isdecimal() and other.isdecimal() and int(one) < int(other)


def with_own_refs(
    entries: Iterable[ImportedRecord], report: ImportReport
) -> Iterator[ImportedRecord]:
    """Yield the entries, numbering those with the same ref; report rows that are identical."""
    before: dict[object, list[TableRow]] = {}
    for entry in entries:
        ref = entry.data.get("ref")
        same = before.setdefault(ref, [])
        twin = next((row for row in same if row.cells == entry.row.cells), None)
        if twin:
            text = phrase("与第{row}行相同", "the same as row {row}", row=twin.number)
            report.count(Decision(entry, problem=text))
            continue
        same.append(entry.row)
        if ref and len(same) > 1:
            entry.data["ref"] = f"{ref}/{len(same)}"
            report.renumbered.append(entry.row.number)
        yield entry
