from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    kinds: Annotated[
        list[str], typer.Argument(metavar="KIND", help=N_("visit, opening, letter, suggestion, activity, deputy"), show_default=False)
    ] = [],  # noqa: B006
    every: Annotated[bool, typer.Option("--all", help=N_("a form of every kind"))] = False,
    out: Annotated[str, typer.Option(metavar="PATH", help=N_("output file or folder"))] = ".",
) -> None:
    """Blank spreadsheets with pull-downs from the register. `deputylog import` reads the filled-in sheets without a mapping file."""
    from pathlib import Path

    from deputylog.cli.added import tell
    from deputylog.cli.choice import apart
    from deputylog.finding import DeputylogError
    from deputylog.tables.form_files import KINDS, form_kind, write_forms

    this: Run = context.obj
    apart(context, "KIND", "--all")
    wanted = KINDS if every else tuple(map(form_kind, kinds))
    if not wanted:
        raise DeputylogError(N_("name a form, or --all; the forms are {forms}"), forms=[kind.name for kind in KINDS])
    tell(this, *map(str, write_forms(this.root, wanted, Path(out), this.words, this.today)))
