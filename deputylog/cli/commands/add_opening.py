"""`deputylog add-opening 莲花 m03=2 m04=locked:物业换锁 --rest-empty`: a whole round in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.cli.options import Commit, Day, FromFile, Like, OpenedBy
from deputylog.words import Bilingual, phrase

if TYPE_CHECKING:
    from deputylog.cli.run import Run
    from deputylog.enter.opening import OthersUnsaidError


def run(
    context: typer.Context,
    group: Annotated[
        str,
        typer.Argument(
            metavar="GROUP",
            help=Bilingual("开启信箱的代表组", "the deputy group whose mailboxes were opened"),
        ),
    ] = "",
    found: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="MAILBOX=LETTERS",
            help=Bilingual(
                "来信件数（m03=2）、未开启的原因（m04=打不开:说明），全部无来信的写“全空”",
                "letters found (m03=2), why not opened (m04=locked:note), or 'empty' for a "
                "round of empty ones",
            ),
        ),
    ] = None,
    date: Day = "",
    by: OpenedBy = "",
    rest_empty: Annotated[
        bool,
        typer.Option(
            "--rest-empty",
            help=Bilingual(
                "本组其余信箱均已开启、无来信", "the group's other mailboxes were opened and empty"
            ),
        ),
    ] = False,
    only: Annotated[
        bool,
        typer.Option(
            "--only",
            help=Bilingual(
                "不登记本组的其余信箱", "record nothing about the group's other mailboxes"
            ),
        ),
    ] = False,
    note: Annotated[str, typer.Option(metavar="TEXT", help=Bilingual("备注", "note"))] = "",
    like: Like = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.enter import at_terminal, enter
    from deputylog.enter.opening import ENTRY, OthersUnsaidError

    try:
        enter(context, ENTRY)
    except OthersUnsaidError as unsaid:
        if not at_terminal():
            raise
        _ask_for_the_rest(context, unsaid)
        enter(context, ENTRY)


def _ask_for_the_rest(context: typer.Context, unsaid: OthersUnsaidError) -> None:
    """Ask about the mailboxes that nobody mentioned: one by one, or in one question for the rest."""
    from random import SystemRandom

    from deputylog.cli.round import empty_or_not
    from deputylog.cli.terminal import Terminal
    from deputylog.enter.context import Desk

    this: Run = context.obj
    if not context.params["found"]:
        desk = Desk(this.root, today=this.today, random=SystemRandom(), words=this.words)
        context.params["found"] = empty_or_not(desk, Terminal(this.words), unsaid.answers)
        return
    text = Bilingual(
        "其余信箱（{others}）均已开启、无来信？[y/N] ",
        "Were the other mailboxes ({others}) opened, with no letters? [y/N] ",
    )
    asked = phrase(text, others=[str(named) for named in unsaid.others])
    wording = Terminal(this.words).ask(this.words.say(asked), lambda: ())
    key = "rest_empty" if wording.strip().lower() in ("y", "yes", "是", "对") else "only"
    context.params[key] = True
