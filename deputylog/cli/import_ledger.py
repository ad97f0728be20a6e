"""`deputylog import` for a filled-in ledger: import it and report the rejected rows."""

from __future__ import annotations

from deputylog.cli.run import Run
from deputylog.finding import DeputylogError
from deputylog.words import Bilingual

SHOWN = 20


def import_ledger(
    this: Run, name: str, raw: bytes, *, kind: str, dry_run: bool, commit: bool
) -> int:
    """Import a filled-in ledger and print the result; return 1 if a row was rejected, else 0."""
    from deputylog.cli.written import advise, commit_or_tell
    from deputylog.console import progress_bar
    from deputylog.ledger import importing
    from deputylog.text.counts import cells, records, rows, steps
    from deputylog.words import phrase

    if kind:
        raise DeputylogError(
            "{option} 不适用于{what}",
            "{option} does not apply to {what}",
            option="--kind",
            what=name,
        )
    with progress_bar(this.words) as progress:
        result = importing.import_ledger(
            this.root, name, raw, today=this.today, dry_run=dry_run, progress=progress
        )
    for row in result.rejected[:SHOWN]:
        for key, reason in row.wrong.items():
            text = (
                Bilingual(
                    "“{sheet}”第{row}行（{id}）“{cell}”：{reason}",
                    "{sheet}, row {row} ({id}), {cell}: {reason}",
                )
                if key
                else Bilingual(
                    "“{sheet}”第{row}行（{id}）：{reason}", "{sheet}, row {row} ({id}): {reason}"
                )
            )
            this.note(
                phrase(
                    text,
                    sheet=row.sheet,
                    row=row.number,
                    id=row.id,
                    cell=_head(key, row.id),
                    reason=reason,
                )
            )
    tell_the_rest(this, len(result.rejected))
    if result.rejected and not dry_run:
        path = importing.write_rejected_rows(this.root, name, result, this.today, this.words)
        this.note(
            phrase(
                "没有导入的行已经标明原因，请改好后再导入：{path}",
                "the rejected rows, marked, to correct and import again: {path}",
                path=str(path),
            )
        )
    advise(this, result.advice)
    done = Bilingual(
        "已在{records}中登记{steps}；{already}个步骤原已登记，没有重复；{rows}{cells}没有导入",
        "written: {steps} in {records}; recorded before: {already}; not taken: {cells} in {rows}",
    )
    would = Bilingual(
        "将在{records}中登记{steps}；{already}个步骤原已登记；{rows}{cells}不能导入。这次没有写入",
        "would be written: {steps} in {records}; recorded before: {already}; refused: "
        "{cells} in {rows}; nothing was done",
    )
    written = {
        "steps": steps(result.events),
        "records": records(result.records),
        "already": result.already,
    }
    refused = {"cells": cells(result.cells), "rows": rows(len(result.rejected))}
    this.say(phrase(would if dry_run else done, **written, **refused))
    if not dry_run:
        paths = list(dict.fromkeys(result.paths))
        commit_or_tell(this, paths, f"import: {len(paths)} changed", wished=commit)
    return int(bool(result.rejected))


def tell_the_rest(this: Run, rows: int) -> None:
    """Print how many of the rejected rows are not shown."""
    from deputylog.words import phrase

    if rows > SHOWN:
        this.note(
            phrase(
                Bilingual("……另有{count}行", "… and {count} more row", "… and {count} more rows"),
                count=rows - SHOWN,
            )
        )


def _head(key: str, record_id: str) -> object:
    """Return the column heading of an input cell by its key."""
    from deputylog.ledger.columns import REMARK, sheet_of

    heads = {column.name: column.head for column in sheet_of(record_id).inputs}
    return heads.get(key, REMARK.head)
