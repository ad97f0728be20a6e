"""What `import` says of a table, a setup workbook or a ledger, and how it ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from deputylog.cli import output
from deputylog.cli.environment import Environment
from deputylog.keep.objections import Objection
from deputylog.kinds.references import NAMABLE
from deputylog.text.counts import cells, records, rows, steps
from deputylog.text.identity import masked
from deputylog.words import Bilingual, Phrase, Words, phrase

if TYPE_CHECKING:
    from deputylog.ledger.importing import LedgerImport
    from deputylog.ledger.reading import FilledRow as RejectedRow
    from deputylog.tables.importing import Import
    from deputylog.tables.new_names import CreatedName
    from deputylog.tables.report import ImportReport
    from deputylog.tables.setup.importing import SetupReport

_MOST_SHOWN = 20
_MOST_TEXT = 40
_IF_THE_SAME = Bilingual(
    "相近的名称如指同一对象：先登记别名（如“deputylog set department housing --alias 住建局”），"
    "或者在对照表中用 values 对应，再导入；已经导入的，先用“deputylog undo”撤销",
    "where similar names mean the same: add an alias (such as 'deputylog set department housing "
    "--alias NAME'), or say so by 'values' in the mapping file, and import again; 'deputylog undo' "
    "takes an import back",
)


class ImportResult(Struct, frozen=True):
    """What an import did: the files, why rows were rejected, and where those are now."""

    paths: Sequence[str]
    reasons: Sequence[Phrase]
    kept: Phrase | None
    advice: Sequence[Objection]
    summary: Phrase
    counts: Mapping[str, int]

    def show(self, this: Environment) -> None:
        shown, more = self.reasons[:_MOST_SHOWN], len(self.reasons) - _MOST_SHOWN
        for reason in shown:
            this.note(reason)
        if more > 0:
            text = Bilingual("……另有{count}行", "… and {count} more row", "… and {count} more rows")
            this.note(phrase(text, count=more))
        if self.kept:
            this.note(self.kept)
        output.advise(this, self.advice)
        output.say_done(this, self.summary)
        output.collect_files(this, self.paths)
        this.collect(**self.counts, rejected_file=self.kept and self.kept.values["path"])
        if this.written is not None:
            this.collect(reasons=[dict(reason.values) for reason in self.reasons])


def import_setup_workbook(
    this: Environment, name: str, raw: bytes, *, dry_run: bool, commit: bool
) -> ImportResult:
    """Import a workbook that holds the register."""
    from deputylog.tables.setup.importing import import_setup
    from deputylog.tables.setup.reading import read_setup

    workbook = read_setup(name, raw)
    report = import_setup(this.root, workbook, this.today, dry_run=dry_run, commit=commit)
    for note in report.notes:
        this.note(note)
    reasons = [fault.said for fault in report.faults]
    summary, counts = _summary(report, dry_run=dry_run)
    return ImportResult(report.paths, reasons, None, report.advice, summary, counts)


def import_filled_ledger(
    this: Environment, name: str, raw: bytes, *, dry_run: bool, commit: bool
) -> ImportResult:
    """Import a filled-in ledger."""
    from deputylog.console import progress_bar
    from deputylog.ledger import importing

    with progress_bar(this.words) as progress:
        result = importing.import_ledger(
            this.root,
            name,
            raw,
            today=this.today,
            progress=progress,
            dry_run=dry_run,
            commit=commit,
        )
    kept = None
    if result.rejected and not dry_run:
        path = importing.write_rejected_rows(this.root, name, result, this.today, this.words)
        text = Bilingual(
            "没有导入的行已经标明原因，请改好后再导入：{path}",
            "the rejected rows, marked, to correct and import again: {path}",
        )
        kept = phrase(text, path=str(path))
    reasons = list(_reasons_of_cells(result.rejected))
    summary, counts = _ledger_summary(result, dry_run=dry_run)
    return ImportResult(result.paths, reasons, kept, result.advice, summary, counts)


def _ledger_summary(result: LedgerImport, *, dry_run: bool) -> tuple[Phrase, Mapping[str, int]]:
    """Return what became of the steps, in a sentence and as numbers."""
    done = Bilingual(
        "已在{records}中登记{steps}；{already}个步骤原已登记，没有重复；{rows}{cells}没有导入",
        "written: {steps} in {records}; recorded before: {already}; not taken: {cells} in {rows}",
    )
    would = Bilingual(
        "将在{records}中登记{steps}；{already}个步骤原已登记；{rows}{cells}不能导入。这次没有写入",
        "would be written: {steps} in {records}; recorded before: {already}; refused: "
        "{cells} in {rows}; nothing was done",
    )
    rejected = len(result.rejected)
    summary = phrase(
        would if dry_run else done,
        steps=steps(result.events),
        records=records(result.records),
        already=result.already,
        cells=cells(result.cells),
        rows=rows(rejected),
    )
    counts = {
        "steps": result.events,
        "records": result.records,
        "already": result.already,
        "cells": result.cells,
        "rejected": rejected,
    }
    return summary, counts


def _reasons_of_cells(rows: Iterable[RejectedRow]) -> Iterator[Phrase]:
    """Yield why each cell of the rejected rows of a ledger, or the row itself, was rejected."""
    from deputylog.ledger.columns import REMARK, sheet_of

    in_cell = Bilingual(
        "“{sheet}”第{row}行（{id}）“{cell}”：{reason}",
        "{sheet}, row {row} ({id}), {cell}: {reason}",
    )
    in_row = Bilingual(
        "“{sheet}”第{row}行（{id}）：{reason}", "{sheet}, row {row} ({id}): {reason}"
    )
    for row in rows:
        heads = {column.name: column.head for column in sheet_of(row.id).inputs}
        place = {"sheet": row.sheet, "row": row.number, "id": row.id}
        for key, reason in row.wrong.items():
            text = in_cell if key else in_row
            yield phrase(text, **place, cell=heads.get(key, REMARK.head), reason=reason)


def result_of_table(this: Environment, table: Import, report: ImportReport) -> ImportResult:
    """Say what was created and ignored; return the rest of what the import did."""
    from deputylog.tables.rejected_rows import write_rejected
    from deputylog.tables.remarks import remarks_on

    _say_created(this, report.created)
    if report.ignored:
        text = Bilingual("以下栏目未予导入：{heads}", "ignored columns: {heads}")
        this.note(phrase(text, heads=report.ignored))
    for remark in (*remarks_on(report), *_left_out(report)):
        this.note(remark)
    reasons = [*report.all_problems, *_reasons_of_rows(report, this.words)]
    kept = None
    if report.reported and not table.dry_run:
        rejected = report.rejected_rows
        path = str(write_rejected(table.root, table.name, table.raw, rejected, this.words))
        kept = phrase("全部未能导入的行：{path}", "all rejected rows: {path}", path=path)
    summary, counts = _summary(report, dry_run=table.dry_run)
    this.collect(
        created=[asdict(one) for one in report.created],
        ignored_columns=report.ignored,
        sheets=[read.sheet for read in report.tables if read.sheet],
        left_out=[
            {"sheet": sheet, "row": row.number, "why": str(row.why)}
            for sheet, row in report.left_out
        ],
    )
    return ImportResult(report.paths, reasons, kept, report.advice, summary, counts)


def _summary(
    report: ImportReport | SetupReport, *, dry_run: bool
) -> tuple[Phrase, Mapping[str, int]]:
    """Return what became of the rows, in a sentence and as numbers."""
    done = Bilingual(
        "共{rows}：写入{written}行，改动{changed}行，已有{already}行，退回{rejected}行",
        "{rows}: {written} written, {changed} changed, {already} there already, "
        "{rejected} reported",
    )
    would = Bilingual(
        "共{rows}：将写入{written}行，改动{changed}行，已有{already}行，退回{rejected}"
        "行；未实际执行",
        "{rows}: {written} would be written, {changed} changed, {already} are there "
        "already, {rejected} reported; nothing was done",
    )
    names = ("rows", "written", "changed", "already", "rejected")
    counts = {name: getattr(report, name) for name in names}
    summary = phrase(would if dry_run else done, **{**counts, "rows": rows(report.rows)})
    return summary, counts


def _say_created(this: Environment, created: Sequence[CreatedName]) -> None:
    """Print the names that are created, with the names like them and what to do about those."""
    new = Bilingual("新建{what}：{name}（{id}，{rows}）", "new {what}: {name} ({id}, {rows})")
    near = Bilingual("{new}——相近的名称：{near}", "{new}; similar: {near}")
    for one in created:
        values = {"what": NAMABLE[one.kind].wording, "name": one.name, "id": one.id}
        said = phrase(new, **values, rows=rows(one.rows))
        this.say(phrase(near, new=said, near=one.near) if one.near else said)
    if any(one.near for one in created):
        this.note(phrase(_IF_THE_SAME))


def _reasons_of_rows(report: ImportReport, words: Words) -> Iterator[Phrase]:
    """Yield each reason with its row and column, and its sheet if there are several, without
    telephone numbers and the like.
    """
    mask = cache(masked)
    for entry in report.rejected_rows:
        for reason in entry.reasons:
            yield report.at_cell(entry, reason.column, mask(words.say(reason.text)))


def _left_out(report: ImportReport) -> Iterator[Phrase]:
    """Yield the rows that hold no record, or how many there are of each kind if there are many."""
    text = Bilingual("第{row}行是{why}，没有导入：{text}", "row {row} is no record ({why}): {text}")
    for sheet, row in report.left_out[:_MOST_SHOWN]:
        content = masked(row.text)
        content = content if len(content) <= _MOST_TEXT else f"{content[:_MOST_TEXT]}…"
        said = phrase(text, row=row.number, why=row.why, text=content)
        yield report.in_sheet(sheet, said)
    if rest := Counter(row.why for _, row in report.left_out[_MOST_SHOWN:]):
        counted = Bilingual("{why}{count}行", "{count} × {why}")
        counts = [phrase(counted, why=why, count=count) for why, count in rest.items()]
        more = Bilingual("……另有{counts}，没有导入", "… and {counts}, which are no records")
        yield phrase(more, counts=counts)
