"""A report in the format that was asked for, to standard output or into a file."""

from __future__ import annotations

from collections.abc import Sequence

from deputylog.cli.choice import one_of
from deputylog.cli.run import Run
from deputylog.table import Report

FORMATS = ("table", "md", "html", "json")


def show_report(this: Run, report: Report, format: str, out: str, *, tables: Sequence[str]) -> None:
    """As `table` only those of its tables that are named, with the notes on standard error."""
    from pathlib import Path

    from deputylog.app.report import write_paper
    from deputylog.app.topics import report_text
    from deputylog.cli.added import tell
    from deputylog.console import print_table, print_text

    one_of("--format", format, FORMATS)
    if format == "table" and not out:
        for table in report.tables:
            if table.name in tables and table.rows:
                print_table(table, this.words)
        for note in report.notes:
            this.note(note)
        return
    text = report_text(this.root, report, "md" if format == "table" else format, this.words)
    if out:
        write_paper(Path(out), text)
        tell(this, out)
    else:
        print_text(text)
