from __future__ import annotations

import typer

from deputylog.cli.run import Run


def run(context: typer.Context) -> None:
    """Settings that differ from the default are marked with *; change them under `settings` in records/district.yaml."""
    from deputylog.app.folder import read_district
    from deputylog.app.settings import settings_table
    from deputylog.console import print_table

    this: Run = context.obj
    print_table(settings_table(read_district(this.root).settings), this.words)
