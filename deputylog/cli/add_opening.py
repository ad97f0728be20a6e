"""`deputylog add-opening 莲花 m03=2 m04=locked:物业换锁`: a whole round in one line."""

from __future__ import annotations

from random import SystemRandom
from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROUP", help=N_("the deputy group whose mailboxes were opened"))] = "",
    found: Annotated[
        list[str] | None, typer.Argument(metavar="MAILBOX=LETTERS", help=N_("letters found (m03=2), or why not opened (m04=locked:note)"))
    ] = None,
    date: Annotated[str, typer.Option(metavar="DAY", help=N_("day of the round; else today"))] = "",
    by: Annotated[str, typer.Option(metavar="WHO", envvar="DEPUTYLOG_RECORDED_BY", help=N_("who opened them"))] = "",
    only: Annotated[
        bool, typer.Option("--only", help=N_("only the mailboxes named; else the group's others count as opened and empty"))
    ] = False,
    note: Annotated[str, typer.Option(metavar="TEXT", help=N_("note"))] = "",
    from_file: Annotated[
        str, typer.Option("--from", metavar="FILE", help=N_("take the record from a YAML file; - for standard input"))
    ] = "",
) -> None:
    """Mailboxes of the group that are not named were opened and empty."""
    from deputylog.app.add import add
    from deputylog.app.opening import opening_data
    from deputylog.cli.added import tell
    from deputylog.cli.ask import needed, read_body
    from deputylog.model.kinds import OPENING

    this: Run = context.obj
    if from_file:
        data = read_body(OPENING, from_file)
        day = this.given_day(str(data["date"]), "date")
    else:
        day = this.day(date, "--date")
        group = needed(this, group, "GROUP", OPENING, "group")
        data = opening_data(this.root, day, group, found or [], by, only=only) | {"note": note or None}
    tell(this, add(this.root, OPENING, data, day=day, random=SystemRandom()))
