"""The common part of the `set` commands, which change the register."""

from __future__ import annotations

from collections.abc import Callable
from random import SystemRandom
from typing import TYPE_CHECKING

import typer

from deputylog.cli.run import Run
from deputylog.words import N_, phrase

if TYPE_CHECKING:
    from deputylog.app.registering.settle import Registering


def change_register(context: typer.Context, change: Callable[[Registering], None]) -> None:
    """Apply the change, print it, and commit it if requested."""
    from deputylog.app.entering.desk import Desk
    from deputylog.app.registering.settle import Registering
    from deputylog.cli.added import tell
    from deputylog.cli.written import commit_or_tell, may_commit

    this: Run = context.obj
    wished = bool(context.params["commit"])
    may_commit(this, wished)
    desk = Desk(this.root, today=this.today, random=SystemRandom(), words=this.words)
    registering = Registering(desk)
    change(registering)
    paths = registering.draft.write()
    for note in registering.draft.notes:
        this.say(note)
    if not paths:
        this.say(phrase(N_("nothing to change: the register already says this")))
        return
    tell(this, *paths)
    commit_or_tell(this, paths, f"set {context.info_name}", wished=wished)
