"""`deputylog set constituency 莲花 c03 --name 第三选区`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.words import N_


def run(
    context: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROUP", help=N_("deputy group; ID=NAME adds one"))],
    constituency: Annotated[str, typer.Argument(metavar="ID", help=N_("id of the constituency, such as c03"))],
    name: Annotated[str, typer.Option(metavar="NAME", help=N_("name of the constituency"))] = "",
    term: Annotated[str, typer.Option(metavar="TERM", help=N_("term (default: the running term)"))] = "",
    first: Annotated[str, typer.Option("--from", metavar="DAY", help=N_("first day in this group (default: of the term)"))] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help=N_("last day in this group"))] = "",
    moved_to: Annotated[str, typer.Option(metavar="GROUP", help=N_("the group that holds it from then on"))] = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.group import set_constituency

    more = {"name": name, "term": term, "first": first, "last": last, "moved_to": moved_to}
    change_register(context, lambda this: set_constituency(this, group, constituency, **more))
