from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    wanted: Annotated[str, typer.Argument(metavar="RECORD", help=N_("part of an id, a name, or words of a title"))],
    as_of: AsOf = "",
    private: Annotated[bool, typer.Option("--private", help=N_("also show what private/ holds about it"))] = False,
) -> None:
    from deputylog.console import print_story
    from deputylog.tell.show import story

    this: Run = context.obj
    title, lines = story(this.root, wanted, as_of=this.day(as_of, "--as-of"), today=this.today, words=this.words, private=private)
    print_story(lines, title)
