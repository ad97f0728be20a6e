"""`deputylog set officer 莲花 刘芳 --to 2026-06-30`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, Id
from deputylog.words import N_


def run(
    context: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROUP", help=N_("deputy group; ID=NAME adds one"))],
    who: Annotated[str, typer.Argument(metavar="WHO", help=N_("name or id of the officer"))],
    first: Annotated[str, typer.Option("--from", metavar="DAY", help=N_("first day of service (default: since the records begin)"))] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help=N_("last day of service"))] = "",
    name: Annotated[str, typer.Option(metavar="NAME", help=N_("the officer's new name"))] = "",
    id: Id = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.group import set_officer

    change_register(context, lambda this: set_officer(this, group, who, name=name, wanted_id=id, first=first, last=last))
