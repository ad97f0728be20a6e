from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.cli.run import Run
from deputylog.words import N_, phrase


def run(
    context: typer.Context,
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", help=N_("files or folders (default: every record)"))] = None,
    check: Annotated[bool, typer.Option("--check", help=N_("only report files that would change, and fail if there are any"))] = False,
    commit: Commit = False,
) -> int:
    """Comments are kept. A file that cannot be read is reported and left unchanged."""
    from deputylog.cli.choice import apart
    from deputylog.cli.written import commit_or_tell, may_commit
    from deputylog.keep.fmt import fmt

    this: Run = context.obj
    apart(context, "--check", "--commit")
    may_commit(this, commit and not check)
    changed, unreadable = fmt(this.root, paths or [], write=not check)
    for path in changed:
        this.say(phrase(N_("not in canonical form: {path}") if check else N_("formatted: {path}"), path=path))
    for fault in unreadable:
        this.note(phrase(N_("{place}: {fault}"), place=str(fault.place), fault=fault.text))
    if not check:
        commit_or_tell(this, changed, f"fmt: {len(changed)} changed", wished=commit)
    return int(bool(unreadable or (check and changed)))
