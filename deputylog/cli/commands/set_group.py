"""`deputylog set group 莲花 --to 2026-06-30 --merged-into 桃源`."""

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
    name: Annotated[
        str, typer.Option(metavar="NAME", help=Bilingual("代表组的新名称", "the group's new name"))
    ] = "",
    short: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help=Bilingual("简称，用于编号", "short name, for the numbers of matters"),
        ),
    ] = "",
    office: Annotated[
        str, typer.Option(metavar="TEXT", help=Bilingual("办事处", "sub-district office"))
    ] = "",
    contact: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help=Bilingual(
                "公开联系方式，印在回执和公告上", "public contact, printed on slips and notices"
            ),
        ),
    ] = "",
    first: Annotated[
        str, typer.Option("--from", metavar="DAY", help=Bilingual("起始日", "first day"))
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar="DAY", help=Bilingual("截止日", "last day"))
    ] = "",
    merged_into: Annotated[
        str,
        typer.Option(
            metavar="GROUP", help=Bilingual("并入的代表组", "the group that it became part of")
        ),
    ] = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.group import set_group

    texts = {"name": name, "short": short, "office": office, "contact": contact}
    change_register(
        context,
        lambda this: set_group(
            this, group, merged_into=merged_into, first=first, last=last, **texts
        ),
    )
