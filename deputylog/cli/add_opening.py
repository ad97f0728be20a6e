"""`deputylog add-opening 莲花 m03=2 m04=locked:物业换锁`: a whole round in one line."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, Day, FromFile, Like, OpenedBy
from deputylog.words import N_


def run(
    context: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROUP", help=N_("the deputy group whose mailboxes were opened"))] = "",
    found: Annotated[
        list[str] | None, typer.Argument(metavar="MAILBOX=LETTERS", help=N_("letters found (m03=2), or why not opened (m04=locked:note)"))
    ] = None,
    date: Day = "",
    by: OpenedBy = "",
    only: Annotated[
        bool, typer.Option("--only", help=N_("only the mailboxes named; else the group's others count as opened and empty"))
    ] = False,
    note: Annotated[str, typer.Option(metavar="TEXT", help=N_("note"))] = "",
    like: Like = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    """Mailboxes of the group that are not named were opened and empty."""
    from deputylog.app.entering.opening import ENTRY
    from deputylog.cli.enter import enter

    enter(context, ENTRY)
