from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="MATTER",
            help=Bilingual(
                "编号的一部分、标题中的字词，或者代表",
                "part of an id, words of a title, or a deputy",
            ),
        ),
    ],
    as_of: AsOf = "",
) -> None:
    from deputylog.console import print_story
    from deputylog.tell.why import reckoning

    this: Run = context.obj
    title, lines = reckoning(this.root, wanted, as_of=this.day(as_of, "--as-of"))
    print_story([(this.words.say(head), this.words.say(text)) for head, text in lines], title)
