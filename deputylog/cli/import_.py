from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_

_SHOWN = 20


def run(
    context: typer.Context,
    table: Annotated[str, typer.Argument(metavar="FILE", help=N_("the table, or a ledger that was filled"))],
    map: Annotated[str, typer.Option(metavar="FILE", help=N_("the mapping file; docs/import.md shows one"))] = "",
    create: Annotated[
        bool, typer.Option("--create", help=N_("make groups, constituencies, departments and topics that are not there"))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("say what would be done, and do nothing"))] = False,
) -> int:
    """The same table twice adds nothing. Rows that cannot be taken come back in private/out/ with number, column and reason."""
    from pathlib import Path

    from deputylog.app.importing import import_rows, load_mapping, write_rejected
    from deputylog.cli.import_ledger import import_ledger
    from deputylog.console import progress_bar
    from deputylog.exchange.ledger_read import is_ledger
    from deputylog.finding import DeputylogError
    from deputylog.words import phrase

    this: Run = context.obj
    raw = Path(table).read_bytes()
    if is_ledger(table, raw):
        return import_ledger(this, table, raw, dry_run=dry_run)
    if not map:
        raise DeputylogError(N_("{option} is missing"), option="--map")
    mapping = load_mapping(map, Path(map).read_bytes())
    with progress_bar(this.words) as progress:
        report = import_rows(this.root, mapping, table, raw, create=create, dry_run=dry_run, progress=progress)
    for made in report.created:
        this.say(phrase(N_("made: {path}"), path=made))
    for row, reason in report.reported[:_SHOWN]:
        text = N_("row {row}, column {column}: {reason}") if reason.column else N_("row {row}: {reason}")
        this.note(phrase(text, row=row.number, column=reason.column, reason=reason.text))
    if report.reported and not dry_run:
        path = write_rejected(this.root, table, report.reported, this.words)
        this.note(phrase(N_("all rows that were not taken: {path}"), path=str(path)))
    counts = {
        "rows": report.rows,
        "written": report.written,
        "changed": report.changed,
        "already": report.already,
        "rejected": report.rejected,
    }
    done = N_("{rows} rows: {written} written, {changed} changed, {already} there already, {rejected} reported")
    would = N_(
        "{rows} rows: {written} would be written, {changed} changed, {already} are there already, {rejected} reported; nothing was done"
    )
    this.say(phrase(would if dry_run else done, **counts))
    return int(bool(report.rejected))
