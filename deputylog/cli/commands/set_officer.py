"""`deputylog set officer 莲花 刘芳 --to 2026-06-30`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, Id
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    group: Annotated[
        str,
        typer.Argument(
            metavar="GROUP",
            help=Bilingual(
                "代表组；写成“编号=名称”时一并登记该组", "deputy group; ID=NAME adds one"
            ),
        ),
    ],
    who: Annotated[
        str,
        typer.Argument(
            metavar="WHO", help=Bilingual("联络员的姓名或者编号", "name or id of the officer")
        ),
    ],
    first: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DAY",
            help=Bilingual(
                "任职起始日，不填则自开始记录之日起",
                "first day of service (default: since the records begin)",
            ),
        ),
    ] = "",
    last: Annotated[
        str,
        typer.Option("--to", metavar="DAY", help=Bilingual("任职最后一日", "last day of service")),
    ] = "",
    name: Annotated[
        str,
        typer.Option(metavar="NAME", help=Bilingual("联络员的新姓名", "the officer's new name")),
    ] = "",
    id: Id = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.group import set_officer

    change_register(
        context,
        lambda this: set_officer(this, group, who, name=name, wanted_id=id, first=first, last=last),
    )
