"""What the user of an import has to know of its rows, beside their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from deputylog.tables.report import ImportReport
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
_MAYBE_THERE = Bilingual(
    "有{count}行可能重复（第{rows}行）：{ids}的不公开部分本机没有或者无法读取，无从比对；请核对",
    "{count} row may be a duplicate ({rows}): the private part of {ids} is not here or "
    "cannot be read, so they could not be compared; please look at them",
    "{count} rows may be duplicates ({rows}): the private parts of {ids} are not here "
    "or cannot be read, so they could not be compared; please look at them",
)
_RENUMBERED = Bilingual(
    "有{count}行与前面的行编号相同而内容不同，作为另一件，编号后加“/2”等（第{rows}行）",
    "{count} row has the number of an earlier row and other content; it was taken as "
    "another record, with '/2' behind its number ({rows})",
    "{count} rows have the number of an earlier row and other content; they were taken "
    "as other records, with '/2' and so on behind their numbers ({rows})",
)
_UNRECORDED = Bilingual(
    "“{column}”栏有{count}行的内容没有登记（第{rows}行）：这一步所需的其他栏目（如日期）"
    "空白；需要保留的，请把该栏写入对照表的 keep",
    "{column}: what {count} row holds is not recorded ({rows}), since another column "
    "that the step needs is blank, such as its date; 'keep' in the mapping file keeps "
    "a column as it is",
    "{column}: what {count} rows hold is not recorded ({rows}), since another column "
    "that the step needs is blank, such as its date; 'keep' in the mapping file keeps "
    "a column as it is",
)
_ADDED_TO = Bilingual(
    "退回的行中有{count}行（第{rows}行）与已有记录只有部分不一致；其余新内容已写入记录",
    "{count} of the reported rows ({rows}) contradicts its record only in part; what "
    "else it has was added to the record",
    "{count} of the reported rows ({rows}) contradict their records only in part; what "
    "else they have was added to the records",
)
_UNUSED = Bilingual(
    "有{count}行的记录已有（第{rows}行），但本机没有该行所写的来信人情况；这部分没有导入",
    "{count} row is there already ({rows}), but private/ does not hold what it says "
    "about the writer; that was not imported",
    "{count} rows are there already ({rows}), but private/ does not hold what they say "
    "about the writers; that was not imported",
)
_UNREAD = Bilingual(
    "有{count}份记录无法读取，没有比对，因而可能重复：{paths}；原因见“deputylog check”",
    "{count} record cannot be read and was not compared, so that a row may be there "
    "twice: {paths}; 'deputylog check' shows why",
    "{count} records cannot be read and were not compared, so that a row may be there "
    "twice: {paths}; 'deputylog check' shows why",
)


def remarks_on(report: ImportReport) -> Iterator[Phrase]:
    """Yield what was read how, which cells hold personal data, and which rows need a look."""
    yield from _on_sheets(report)
    yield from _on_cells(report)
    if report.maybe:
        ids = list(dict.fromkeys(chain(*report.maybe.values())))
        yield phrase(_MAYBE_THERE, count=len(report.maybe), rows=list(report.maybe), ids=ids)
    yield from _on_rows(_RENUMBERED, report.renumbered)
    for column, rows in report.unrecorded.items():
        yield from _on_rows(_UNRECORDED, rows, column=column)
    yield from _on_rows(_ADDED_TO, report.added_to)
    yield from _on_rows(_UNUSED, report.unused)
    if report.unread:
        yield phrase(_UNREAD, count=len(report.unread), paths=report.unread)


def _on_rows(text: Bilingual, rows: Sequence[int], **values: object) -> Iterator[Phrase]:
    """Yield what is said of rows, if there are any; the first ones are named."""
    named = [*rows[:_FEW], *["…"] * (len(rows) > _FEW)]
    if rows:
        yield phrase(text, count=len(rows), rows=named, **values)


def _on_sheets(report: ImportReport) -> Iterator[Phrase]:
    if sheets := [table.sheet for table in report.tables if table.sheet]:
        yield phrase("读取工作表：{sheets}", "sheets read: {sheets}", sheets=sheets)
    if report.without_table:
        text = Bilingual(
            "以下工作表中没有表格：{sheets}", "sheets without a table, not imported: {sheets}"
        )
        yield phrase(text, sheets=report.without_table)
    if report.hidden:
        text = Bilingual(
            "以下工作表是隐藏的，没有导入：{sheets}；如需导入，请先取消隐藏",
            "hidden sheets, not imported: {sheets}; unhide what should be imported",
        )
        yield phrase(text, sheets=report.hidden)
    said: dict[str, tuple[Phrase, list[str]]] = {}
    for table in report.tables:
        for remark in table.remarks:
            said.setdefault(str(remark), (remark, []))[1].append(table.sheet)
    for remark, sheets in said.values():
        is_general = len(sheets) == len(report.tables)
        yield remark if is_general else report.in_sheet("、".join(sheets), remark)


def _on_cells(report: ImportReport) -> Iterator[Phrase]:
    for text, cells in ((_MOVED, report.moved), (_PERSONAL, report.personal)):
        if cells:
            yield phrase(text, count=len(cells))
        yield from cells[:_MOST_CELLS]
        if (more := len(cells) - _MOST_CELLS) > 0:
            yield phrase(_MORE_CELLS, count=more)
    yield from report.in_other_groups[:_MOST_CELLS]
