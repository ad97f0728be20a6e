from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, Day, FromFile, Like, RecordedBy
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    drawn: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RECORD",
            help=Bilingual(
                "抽到的记录：编号的一部分，或者标题中的词",
                "a record drawn: part of its id, or words of a title",
            ),
        ),
    ] = None,
    seed: Annotated[
        str, typer.Option(metavar="TEXT", help=Bilingual("抽取所用的随机种子", "seed of the draw"))
    ] = "",
    group: Annotated[
        str,
        typer.Option(
            metavar="GROUP", help=Bilingual("代表组；不填为各组", "deputy group (default: all)")
        ),
    ] = "",
    by: Annotated[str, typer.Option(metavar="WHO", help=Bilingual("抽查人", "who checked"))] = "",
    date: Day = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help=Bilingual("备注", "note"))] = "",
    recorded_by: RecordedBy = "",
    like: Like = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.enter import enter
    from deputylog.enter.spot_check import ENTRY

    enter(context, ENTRY)
