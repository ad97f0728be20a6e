"""`deputylog set mailbox m03 --place 新菜场门口 --from 2026-04-22`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.words import N_


def run(
    context: typer.Context,
    mailbox: Annotated[str, typer.Argument(metavar="MAILBOX", help=N_("id of the mailbox, such as m03"))],
    constituency: Annotated[str, typer.Option(metavar="WHERE", help=N_("constituency of the mailbox; required for a new one"))] = "",
    group: Annotated[str, typer.Option(metavar="GROUP", help=N_("deputy group (default: the group of the constituency)"))] = "",
    place: Annotated[str, typer.Option(metavar="PLACE", help=N_("place of the mailbox"))] = "",
    first: Annotated[
        str, typer.Option("--from", metavar="DAY", help=N_("first day in use; with --place or --constituency, the day of the change"))
    ] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help=N_("last day in use"))] = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.group import set_mailbox

    change_register(
        context, lambda this: set_mailbox(this, mailbox, constituency=constituency, group=group, place=place, first=first, last=last)
    )
