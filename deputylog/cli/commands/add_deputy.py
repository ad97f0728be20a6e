from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Alias, Commit, FromFile, Id
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=Bilingual("代表姓名", "name of the deputy"))
    ] = "",
    constituency: Annotated[
        str,
        typer.Option(
            metavar="WHERE",
            help=Bilingual(
                "所属选区；写成“编号=名称”时一并登记该选区",
                "constituency of the seat; ID=NAME adds one to the group",
            ),
        ),
    ] = "",
    group: Annotated[
        str,
        typer.Option(
            metavar="GROUP",
            help=Bilingual(
                "代表组，不填则为该选区所在的代表组；写成“编号=名称”时一并登记该组",
                "deputy group (default: the group of the constituency); ID=NAME adds one",
            ),
        ),
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
            "--from-day",
            metavar="DAY",
            help=Bilingual(
                "任职第一天（晚于本届起始日时填写）",
                "first day in office, if later than the term's",
            ),
        ),
    ] = "",
    id: Id = "",
    alias: Alias = [],  # noqa: B006
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.enter import enter
    from deputylog.enter.deputy import ENTRY

    enter(context, ENTRY)
