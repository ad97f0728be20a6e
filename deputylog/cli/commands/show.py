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
            metavar="RECORD",
            help=Bilingual(
                "编号的一部分、名称，或者标题中的词", "part of an id, a name, or words of a title"
            ),
        ),
    ],
    as_of: AsOf = "",
    private: Annotated[
        bool,
        typer.Option(
            "--private",
            help=Bilingual("同时显示private/中的内容", "also show what private/ holds about it"),
        ),
    ] = False,
) -> None:
    from deputylog.console import print_story
    from deputylog.tell.show import story

    this: Run = context.obj
    title, lines = story(
        this.root,
        wanted,
        as_of=this.day(as_of, "--as-of"),
        private=private,
    )
    said = [(this.words.say(head), this.words.say(text)) for head, text in lines]
    print_story(said, this.words.say(title))
