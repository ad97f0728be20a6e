from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.cli.run import Run
from deputylog.words import N_, phrase


def run(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("show what would change and write nothing"))] = False,
    commit: Commit = False,
) -> None:
    """Records keep the meaning they had; comments are kept."""
    from deputylog.app.migrate import migrate, silent_zeros
    from deputylog.app.repository import read_repository
    from deputylog.cli.choice import apart
    from deputylog.cli.written import commit_or_tell, may_commit

    this: Run = context.obj
    apart(context, "--dry-run", "--commit")
    may_commit(this, commit and not dry_run)
    book, _ = read_repository(this.root, as_of=this.today, today=this.today)
    changes = migrate(this.root, book, write=not dry_run)
    for change in changes:
        this.say(
            phrase(
                N_("{path}: mailbox {mailbox} was opened on {opened}, before its first day {stated}; its first day becomes {start}"),
                path=change.path,
                mailbox=change.mailbox,
                opened=change.opened,
                stated=change.stated,
                start=change.start,
            )
        )
    if not dry_run:
        paths = list(dict.fromkeys(change.path for change in changes))
        commit_or_tell(this, paths, f"migrate: {len(paths)} changed", wished=commit)
    if not changes:
        this.say(phrase(N_("nothing to change: every record means what it meant before")))
    if dry_run and (rounds := silent_zeros(book)):
        text = N_(
            "version 0.1.0 recorded 0 letters for every mailbox that nobody mentioned; if it "
            "entered these rounds, compare them with your notes ({count}): {rounds}"
        )
        this.say(phrase(text, count=len(rounds), rounds=rounds))
    if changes and dry_run:
        this.say(phrase(N_("nothing was written; 'deputylog migrate' writes these changes")))
