"""`deputylog set term 18 --from 2027-01-09`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.words import N_


def run(
    context: typer.Context,
    term: Annotated[str, typer.Argument(metavar="TERM", help=N_("number of the term, such as 18"))],
    first: Annotated[str, typer.Option("--from", metavar="DAY", help=N_("first day"))] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help=N_("last day"))] = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.district import set_term

    change_register(context, lambda this: set_term(this, term, first=first, last=last))
