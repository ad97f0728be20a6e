"""`deputylog set group 莲花 --to 2026-06-30 --merged-into 桃源`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.words import N_


def run(
    context: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROUP", help=N_("deputy group; ID=NAME adds one"))],
    name: Annotated[str, typer.Option(metavar="NAME", help=N_("the group's new name"))] = "",
    short: Annotated[str, typer.Option(metavar="TEXT", help=N_("short name, for the numbers of matters"))] = "",
    office: Annotated[str, typer.Option(metavar="TEXT", help=N_("sub-district office"))] = "",
    contact: Annotated[str, typer.Option(metavar="TEXT", help=N_("public contact, printed on slips and notices"))] = "",
    first: Annotated[str, typer.Option("--from", metavar="DAY", help=N_("first day"))] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help=N_("last day"))] = "",
    merged_into: Annotated[str, typer.Option(metavar="GROUP", help=N_("the group that it became part of"))] = "",
    commit: Commit = False,
) -> None:
    """What a merged group held passes to the other one: constituencies, mailboxes, officers, deputies and open matters."""
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.group import set_group

    texts = {"name": name, "short": short, "office": office, "contact": contact}
    change_register(context, lambda this: set_group(this, group, merged_into=merged_into, first=first, last=last, **texts))
