"""`deputylog set session 17-6 --from 2027-01-05 --to 2027-01-08`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.words import N_


def run(
    context: typer.Context,
    session: Annotated[str, typer.Argument(metavar="SESSION", help=N_("term and session, such as 17-6"))],
    first: Annotated[str, typer.Option("--from", metavar="DAY", help=N_("first day"))] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help=N_("last day"))] = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.district import set_session

    change_register(context, lambda this: set_session(this, session, first=first, last=last))
