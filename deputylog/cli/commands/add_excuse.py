from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, FromFile
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE", help=Bilingual("规则代码或者名称", "code or name of the rule")
        ),
    ] = "",
    subject: Annotated[
        str,
        typer.Argument(
            metavar="SUBJECT",
            help=Bilingual("代表、信箱、代表组或者问题", "the deputy, mailbox, group or matter"),
        ),
    ] = "",
    why: Annotated[
        str, typer.Option(metavar="TEXT", help=Bilingual("为何准予", "why the lapse is accepted"))
    ] = "",
    accepted_by: Annotated[
        str,
        typer.Option(
            metavar="WHO",
            help=Bilingual(
                "批准人，如 working-body（工作机构）", "who accepted it, such as working-body"
            ),
        ),
    ] = "",
    first: Annotated[
        str,
        typer.Option(
            "--from-day",
            metavar="DAY",
            help=Bilingual("首日；不写则为今天", "first day (default: today)"),
        ),
    ] = "",
    last: Annotated[
        str,
        typer.Option(
            "--to-day",
            metavar="DAY",
            help=Bilingual("末日；不写则与首日相同", "last day (default: the first day)"),
        ),
    ] = "",
    accepted_on: Annotated[
        str,
        typer.Option(
            metavar="DAY",
            help=Bilingual("准予日期；不写则为今天", "day of acceptance (default: today)"),
        ),
    ] = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.enter import enter
    from deputylog.enter.excuse import ENTRY

    enter(context, ENTRY)
