from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, Day, FromFile, Like, RecordedBy
from deputylog.words import N_


def run(
    context: typer.Context,
    drawn: Annotated[
        list[str] | None, typer.Argument(metavar="RECORD", help=N_("a record drawn: part of its id, or words of a title"))
    ] = None,
    seed: Annotated[str, typer.Option(metavar="TEXT", help=N_("seed of the draw"))] = "",
    group: Annotated[str, typer.Option(metavar="GROUP", help=N_("deputy group (default: all)"))] = "",
    by: Annotated[str, typer.Option(metavar="WHO", help=N_("who checked"))] = "",
    date: Day = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help=N_("note"))] = "",
    recorded_by: RecordedBy = "",
    like: Like = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    """Fill in the results later, under `findings` in the record."""
    from deputylog.cli.enter import enter
    from deputylog.enter.spot_check import ENTRY

    enter(context, ENTRY)
