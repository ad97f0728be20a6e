from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Alias, Commit, FromFile, Id
from deputylog.words import N_


def run(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("name of the deputy"))] = "",
    constituency: Annotated[str, typer.Option(metavar="WHERE", help=N_("constituency of the seat; ID=NAME adds one to the group"))] = "",
    group: Annotated[
        str, typer.Option(metavar="GROUP", help=N_("deputy group (default: the group of the constituency); ID=NAME adds one"))
    ] = "",
    term: Annotated[str, typer.Option(metavar="TERM", help=N_("term (default: the running term)"))] = "",
    first: Annotated[str, typer.Option("--from-day", metavar="DAY", help=N_("first day in office, if later than the term's"))] = "",
    id: Id = "",
    alias: Alias = [],  # noqa: B006
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.enter import enter
    from deputylog.enter.deputy import ENTRY

    enter(context, ENTRY)
