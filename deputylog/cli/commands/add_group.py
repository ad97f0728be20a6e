"""`deputylog add-group lianhua 莲花街道代表组 --officer 刘芳 --constituency c03=第三选区 --mailbox m03=c03@社区门口`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, FromFile
from deputylog.words import N_


def run(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help=N_("id of the group, such as lianhua"))] = "",
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("name of the group"))] = "",
    office: Annotated[str, typer.Option(metavar="TEXT", help=N_("sub-district office"))] = "",
    leader: Annotated[
        str, typer.Option(metavar="WHO", help=N_("group leader; the name of somebody new adds a deputy without a seat"))
    ] = "",
    officer: Annotated[list[str], typer.Option(metavar="[ID=]NAME", help=N_("a liaison officer; repeat for each"))] = [],  # noqa: B006
    constituency: Annotated[list[str], typer.Option(metavar="ID=NAME", help=N_("a constituency; repeat for each"))] = [],  # noqa: B006
    mailbox: Annotated[
        list[str], typer.Option(metavar="ID=CONSTITUENCY[@PLACE]", help=N_("a mailbox, its constituency and place; repeat for each"))
    ] = [],  # noqa: B006
    term: Annotated[str, typer.Option(metavar="TERM", help=N_("term of the constituencies (default: the running term)"))] = "",
    since: Annotated[
        str,
        typer.Option("--from-day", metavar="DAY", help=N_("first day of officers and mailboxes (default: since the records begin)")),
    ] = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.enter import enter
    from deputylog.enter.group import ENTRY

    enter(context, ENTRY)
