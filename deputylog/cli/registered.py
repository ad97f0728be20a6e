"""The common part of the `set` commands, which change the register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import SystemRandom
from typing import TYPE_CHECKING

import typer

from deputylog.cli.run import Run
from deputylog.words import phrase

if TYPE_CHECKING:
    from deputylog.enter.register.changes import Registering
    from deputylog.keep.objections import Objection
    from deputylog.keep.register_draft import Draft


def change_register(context: typer.Context, change: Callable[[Registering], None]) -> None:
    """Apply the change, print it, and commit it if requested."""
    from deputylog.cli.added import tell
    from deputylog.cli.written import advise, commit_or_tell, may_commit
    from deputylog.enter.context import EntryContext
    from deputylog.enter.register.changes import Registering

    this: Run = context.obj
    wished = bool(context.params["commit"])
    may_commit(this, wished)
    desk = EntryContext(this.root, today=this.today, random=SystemRandom(), words=this.words)
    registering = Registering(desk)
    change(registering)
    advice = _advice(this, registering.draft)
    paths = registering.draft.write()
    for note in registering.draft.notes:
        this.say(note)
    if not paths:
        this.say(
            phrase(
                "内容与已登记的一致，未作改动", "nothing to change: the register already says this"
            )
        )
        return
    tell(this, *paths)
    advise(this, advice)
    commit_or_tell(this, paths, f"set {context.info_name}", wished=wished)


def _advice(this: Run, draft: Draft) -> Sequence[Objection]:
    """Return the advice on all records after the change; ObjectionError if it makes any of them an
    error.
    """
    from deputylog.keep.objections import advice_in
    from deputylog.repository.reading import read_repository

    if not draft.files:
        return ()
    book, tree = read_repository(this.root, as_of=this.today)
    return advice_in(
        book, draft.files, {path: raw for path, raw in tree.contents.items() if path in draft.files}
    )
