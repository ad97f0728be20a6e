"""`deputylog add-opening 莲花 m03=2 m04=locked:物业换锁 --rest-empty`: a whole round in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.cli.options import Commit, Day, FromFile, Like, OpenedBy
from deputylog.words import N_, phrase

if TYPE_CHECKING:
    from deputylog.cli.run import Run
    from deputylog.enter.opening import OthersUnsaidError


def run(
    context: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROUP", help=N_("the deputy group whose mailboxes were opened"))] = "",
    found: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="MAILBOX=LETTERS",
            help=N_("letters found (m03=2), why not opened (m04=locked:note), or 'empty' for a round of empty ones"),
        ),
    ] = None,
    date: Day = "",
    by: OpenedBy = "",
    rest_empty: Annotated[bool, typer.Option("--rest-empty", help=N_("the group's other mailboxes were opened and empty"))] = False,
    only: Annotated[bool, typer.Option("--only", help=N_("record nothing about the group's other mailboxes"))] = False,
    note: Annotated[str, typer.Option(metavar="TEXT", help=N_("note"))] = "",
    like: Like = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    """A mailbox is recorded as opened only when you say so: name it, or add --rest-empty."""
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
    text = N_("Were the other mailboxes ({others}) opened, with no letters? [y/N] ")
    asked = phrase(text, others=[str(named) for named in unsaid.others])
    said = Terminal(this.words).ask(this.words.say(asked), lambda: ())
    key = "rest_empty" if said.strip().lower() in ("y", "yes", "是", "对") else "only"
    context.params[key] = True
