"""`deputylog set leader 莲花 张伟`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
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
        str, typer.Argument(metavar="WHO", help=Bilingual("担任组长的代表", "deputy who leads it"))
    ],
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.group import set_leader

    change_register(context, lambda this: set_leader(this, group, who))
