"""`deputylog add-group lianhua 莲花街道代表组 --officer 刘芳 --constituency c03=第三选区 --mailbox m03=c03@社区门口`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help=N_("id of the group, such as lianhua"))],
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("name of the group"))],
    office: Annotated[str, typer.Option(metavar="TEXT", help=N_("sub-district office"))] = "",
    leader: Annotated[str, typer.Option(metavar="WHO", help=N_("group leader"))] = "",
    officer: Annotated[list[str] | None, typer.Option(metavar="[ID=]NAME", help=N_("a liaison officer; again for each"))] = None,
    constituency: Annotated[list[str] | None, typer.Option(metavar="ID=NAME", help=N_("a constituency; again for each"))] = None,
    mailbox: Annotated[
        list[str] | None, typer.Option(metavar="ID=CONSTITUENCY[@PLACE]", help=N_("a mailbox, its constituency and place; again for each"))
    ] = None,
    term: Annotated[str, typer.Option(metavar="TERM", help=N_("term of the constituencies; else the running one"))] = "",
    since: Annotated[
        str, typer.Option("--from-day", metavar="DAY", help=N_("since when officers serve and mailboxes hang; else today"))
    ] = "",
) -> None:
    from random import SystemRandom

    from deputylog.app.add import add
    from deputylog.app.group import group_data
    from deputylog.cli.added import tell
    from deputylog.model.kinds import GROUP

    this: Run = context.obj
    start = this.day(since, "--from-day")
    data = group_data(this.root, officer or [], constituency or [], mailbox or [], term=term, start=start, leader=leader)
    tell(this, add(this.root, GROUP, {"name": name, "office": office or None, **data}, day=start, random=SystemRandom(), record_id=id))
