"""`deputylog set constituency 莲花 c03 --name 第三选区`."""

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
    constituency: Annotated[
        str,
        typer.Argument(
            metavar="ID", help=Bilingual("选区编号，如 c03", "id of the constituency, such as c03")
        ),
    ],
    name: Annotated[
        str, typer.Option(metavar="NAME", help=Bilingual("选区名称", "name of the constituency"))
    ] = "",
    term: Annotated[
        str,
        typer.Option(
            metavar="TERM", help=Bilingual("届次；不写则为本届", "term (default: the running term)")
        ),
    ] = "",
    first: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DAY",
            help=Bilingual(
                "属于该组的第一日（默认：该届起始日）",
                "first day in this group (default: of the term)",
            ),
        ),
    ] = "",
    last: Annotated[
        str,
        typer.Option(
            "--to", metavar="DAY", help=Bilingual("属于该组的最后一日", "last day in this group")
        ),
    ] = "",
    moved_to: Annotated[
        str,
        typer.Option(
            metavar="GROUP",
            help=Bilingual("此后所属的代表组", "the group that holds it from then on"),
        ),
    ] = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.group import set_constituency

    more = {"name": name, "term": term, "first": first, "last": last, "moved_to": moved_to}
    change_register(context, lambda this: set_constituency(this, group, constituency, **more))
