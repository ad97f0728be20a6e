"""`deputylog set keeper m03 李娜 --from 2026-07-01`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    mailbox: Annotated[str, typer.Argument(metavar="MAILBOX", help=Bilingual("信箱", "mailbox"))],
    who: Annotated[
        str,
        typer.Argument(
            metavar="WHO",
            help=Bilingual("管理信箱的代表或者联络员", "deputy or officer who keeps it"),
        ),
    ],
    first: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DAY",
            help=Bilingual(
                "自哪天起，不填则自信箱启用之日起",
                "first day (default: as long as the mailbox is in use)",
            ),
        ),
    ] = "",
    delegated: Annotated[
        bool,
        typer.Option(
            "--delegated", help=Bilingual("委托联络员管理", "delegated to the liaison officer")
        ),
    ] = False,
    why: Annotated[
        str, typer.Option(metavar="TEXT", help=Bilingual("委托原因", "why it was delegated"))
    ] = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.group import set_keeper

    change_register(
        context,
        lambda this: set_keeper(this, mailbox, who, first=first, delegated=delegated, why=why),
    )
