"""`deputylog set session 17-6 --from 2027-01-05 --to 2027-01-08`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    session: Annotated[
        str,
        typer.Argument(
            metavar="SESSION", help=Bilingual("届次，如 17-6", "term and session, such as 17-6")
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
    from deputylog.enter.register.district import set_session

    change_register(context, lambda this: set_session(this, session, first=first, last=last))
