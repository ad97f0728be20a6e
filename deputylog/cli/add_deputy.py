from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("name of the deputy"))],
    constituency: Annotated[str, typer.Option(metavar="WHERE", help=N_("constituency of the seat"))] = "",
    group: Annotated[str, typer.Option(metavar="GROUP", help=N_("deputy group; else the one that holds the constituency"))] = "",
    term: Annotated[str, typer.Option(metavar="TERM", help=N_("term; else the running one"))] = "",
    first: Annotated[str, typer.Option("--from-day", metavar="DAY", help=N_("first day in office; else the term's"))] = "",
    id: Annotated[str, typer.Option(metavar="ID", help=N_("id; else made from the name"))] = "",
    alias: Annotated[list[str] | None, typer.Option(metavar="NAME", help=N_("another name; again for each"))] = None,
) -> None:
    from deputylog.app.deputy import add_deputy
    from deputylog.cli.added import tell
    from deputylog.finding import DeputylogError

    this: Run = context.obj
    if not constituency:
        raise DeputylogError(N_("{option} is missing"), option="--constituency")
    start = this.given_day(first, "--from-day") if first else None
    tell(
        this,
        add_deputy(this.root, name, constituency, group=group, term=term, start=start, today=this.today, wanted_id=id, aliases=alias or []),
    )
