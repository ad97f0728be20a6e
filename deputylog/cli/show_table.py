"""Printing a table as text or JSON."""

from __future__ import annotations

from datetime import date

from deputylog.cli.choice import one_of
from deputylog.cli.run import Run
from deputylog.table import Table


def show_table(this: Run, table: Table, as_of: date, format: str) -> None:
    from deputylog.console import print_table, print_text
    from deputylog.formats.json import envelope, table_object

    one_of("--format", format, ("table", "json"))
    if format == "json":
        print_text(envelope(table.name, as_of, {"tables": [table_object(table, this.words)]}))
    else:
        print_table(table, this.words)
