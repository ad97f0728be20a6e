"""`deputylog add-opening 莲花 m03=2 m04=locked:物业换锁 --rest-empty` records a whole round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.cli.options import Commit, Day, FromFile, Like, OpenedBy
from deputylog.words import N_, phrase

if TYPE_CHECKING:
    from deputylog.app.names import Named
    from deputylog.cli.run import Run


def run(
    context: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROUP", help=N_("the deputy group whose mailboxes were opened"))] = "",
    found: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="MAILBOX=LETTERS", help=N_("letters found (m03=2), why not opened (m04=locked:note), or 全空 for a round of empty ones")
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
    from deputylog.app.entering.opening import ENTRY, OthersUnsaidError
    from deputylog.cli.enter import at_terminal, enter

    try:
        enter(context, ENTRY)
    except OthersUnsaidError as unsaid:
        if not at_terminal():
            raise
        _ask_for_the_rest(context, unsaid.others)
        enter(context, ENTRY)


def _ask_for_the_rest(context: typer.Context, others: Sequence[Named]) -> None:
    """Ask whether the mailboxes not named were opened and empty; store the answer as an option."""
    from deputylog.cli.terminal import Terminal

    this: Run = context.obj
    text = N_("Were the other mailboxes ({others}) opened, with no letters? [y/N] ")
    asked = phrase(text, others=[str(named) for named in others])
    said = Terminal(this.words).ask(this.words.say(asked), lambda: ())
    key = "rest_empty" if said.strip().lower() in ("y", "yes", "是", "对") else "only"
    context.params[key] = True
