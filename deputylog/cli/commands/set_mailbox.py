"""`deputylog set mailbox m03 --place 新菜场门口 --from 2026-04-22`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    mailbox: Annotated[
        str,
        typer.Argument(
            metavar="MAILBOX", help=Bilingual("信箱编号，如 m03", "id of the mailbox, such as m03")
        ),
    ],
    constituency: Annotated[
        str,
        typer.Option(
            metavar="WHERE",
            help=Bilingual(
                "信箱所在选区，新增信箱必填", "constituency of the mailbox; required for a new one"
            ),
        ),
    ] = "",
    group: Annotated[
        str,
        typer.Option(
            metavar="GROUP",
            help=Bilingual(
                "代表组；不写则取选区所在的代表组",
                "deputy group (default: the group of the constituency)",
            ),
        ),
    ] = "",
    place: Annotated[
        str, typer.Option(metavar="PLACE", help=Bilingual("悬挂位置", "place of the mailbox"))
    ] = "",
    first: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DAY",
            help=Bilingual(
                "启用日；与 --place 或者 --constituency 同用时为变更之日",
                "first day in use; with --place or --constituency, the day of the change",
            ),
        ),
    ] = "",
    last: Annotated[
        str,
        typer.Option("--to", metavar="DAY", help=Bilingual("停用前最后一日", "last day in use")),
    ] = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.group import set_mailbox

    change_register(
        context,
        lambda this: set_mailbox(
            this,
            mailbox,
            constituency=constituency,
            group=group,
            place=place,
            first=first,
            last=last,
        ),
    )
