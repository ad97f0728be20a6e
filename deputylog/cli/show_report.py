"""Printing a report as tables, or writing it in any report format."""

from __future__ import annotations

from collections.abc import Sequence

from deputylog.cli.choice import one_of
from deputylog.cli.run import Run
from deputylog.table import Report


def show_report(this: Run, report: Report, format: str, out: str, *, tables: Sequence[str]) -> None:
    """Print or write a report; as `table`, print only the named tables, notes to stderr."""
    from deputylog.cli.show_paper import check_out, room_for, show_paper
    from deputylog.console import print_table
    from deputylog.formats import NAMES
    from deputylog.papers.output import paper

    one_of("--format", format, ("table", *NAMES))
    if format == "table" and not out:
        shown_tables = [table for table in report.tables if table.name in tables and table.rows]
        for number, table in enumerate(shown_tables):
            print_table(table, this.words, follows=number > 0)
        for note in report.notes:
            this.note(note)
        return
    chosen = format if format != "table" else "md"
    check_out(chosen, out)
    shown = paper(this.root, report, chosen, this.words, room=room_for(out))
    show_paper(this, shown, chosen, out)
