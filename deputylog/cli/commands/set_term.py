"""`deputylog set term 18 --from 2027-01-09`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    term: Annotated[
        str,
        typer.Argument(
            metavar="TERM", help=Bilingual("届，如 18", "number of the term, such as 18")
        ),
    ],
    first: Annotated[
        str, typer.Option("--from", metavar="DAY", help=Bilingual("起始日", "first day"))
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar="DAY", help=Bilingual("截止日", "last day"))
    ] = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.district import set_term

    change_register(context, lambda this: set_term(this, term, first=first, last=last))
