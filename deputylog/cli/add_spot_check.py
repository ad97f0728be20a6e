from __future__ import annotations

from random import SystemRandom
from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    drawn: Annotated[
        list[str] | None, typer.Argument(metavar="RECORD", help=N_("a record drawn: part of its id, or words of a title"))
    ] = None,
    seed: Annotated[str, typer.Option(metavar="TEXT", help=N_("seed of the draw"))] = "",
    group: Annotated[str, typer.Option(metavar="GROUP", help=N_("deputy group; else all"))] = "",
    by: Annotated[str, typer.Option(metavar="WHO", help=N_("who checked"))] = "",
    date: Annotated[str, typer.Option(metavar="DAY", help=N_("day; else today"))] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help=N_("note"))] = "",
    recorded_by: Annotated[str, typer.Option(metavar="WHO", envvar="DEPUTYLOG_RECORDED_BY", help=N_("who records it"))] = "",
    from_file: Annotated[
        str, typer.Option("--from", metavar="FILE", help=N_("take the record from a YAML file; - for standard input"))
    ] = "",
) -> None:
    """What was found is filled in later, under `findings` of the record."""
    from deputylog.app.add import add
    from deputylog.app.values import Values
    from deputylog.cli.added import tell
    from deputylog.cli.ask import needed, read_body
    from deputylog.model.kinds import SPOT_CHECK

    this: Run = context.obj
    day = this.day(date, "--date")
    if from_file:
        data = read_body(SPOT_CHECK, from_file)
    else:
        typed = {
            "date": day.isoformat(),
            "group": group,
            "by": by,
            "seed": needed(this, seed, "--seed", SPOT_CHECK, "seed"),
            "drawn": ",".join(drawn or []),
            "note": note,
            "recorded_by": recorded_by,
        }
        data = Values(this.root).record(SPOT_CHECK, typed)
    tell(this, add(this.root, SPOT_CHECK, data, day=day, random=SystemRandom()))
