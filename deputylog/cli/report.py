from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.cli.options import Commit, Out, PaperFormat
from deputylog.cli.run import Run
from deputylog.words import N_

if TYPE_CHECKING:
    from deputylog.app.entering.entry import Made


def run(
    context: typer.Context,
    quarter: Annotated[str, typer.Option(metavar="QUARTER", help=N_("the quarter, such as 2026Q1"))],
    group: Annotated[str, typer.Option(metavar="GROUP", help=N_("a deputy group (default: the whole district)"))] = "",
    all_groups: Annotated[bool, typer.Option("--all-groups", help=N_("a list for each group, into the folder --out"))] = False,
    format: PaperFormat = "md",
    out: Out = "",
    as_of: Annotated[
        str, typer.Option(metavar="DAY", help=N_("as known on that day (default: the day it was handed in, else today)"))
    ] = "",
    public: Annotated[
        bool, typer.Option("--public", help=N_("public edition: only what may be published; counts under three are withheld"))
    ] = False,
    submit: Annotated[bool, typer.Option("--submit", help=N_("record that the list was handed in"))] = False,
    by: Annotated[str, typer.Option(metavar="WHO", help=N_("who hands it in"))] = "",
    commit: Commit = False,
) -> None:
    from deputylog.app import report
    from deputylog.app.names import Register
    from deputylog.cli.choice import apart, one_of, only_with
    from deputylog.cli.quarter import quarter_of
    from deputylog.cli.show_paper import check_out, room_for, show_paper, write_papers
    from deputylog.cli.written import may_commit
    from deputylog.finding import DeputylogError

    this: Run = context.obj
    only_with(context, "--submit", "--by", "--commit")
    apart(context, "--all-groups", "--group", "--submit")
    apart(context, "--public", "--submit")
    may_commit(this, commit and submit)
    one_of("--format", format, report.FORMATS)
    which = quarter_of(quarter)
    if all_groups and not out:
        raise DeputylogError(N_("{option} is missing"), option="--out")
    check_out(format, out)
    day = this.given_day(as_of, "--as-of") if as_of else (this.today if submit else None)
    if submit and day:
        report.check_is_over(which, day)
    if all_groups:
        groups = report.lists_of_groups(this.root, which, as_of=day, today=this.today)
        write_papers(this, ((f"{name}-{which}", made.report) for name, made in groups), len(groups), format, out, public=public)
        return
    register = Register(this.root)
    group_id = register.resolve("group", group) if group else None
    made = report.list_of_quarter(this.root, which, group_id, as_of=day, today=this.today)
    room = 0 if submit else room_for(out)
    paper = report.paper(this.root, made.report, format, this.words, public=public, room=room)
    if submit:
        if group_id is None or day is None:
            raise DeputylogError(N_("{option} is missing"), option="--group")
        who = register.resolve("person", by) if by else None
        record = report.submission(this.root, made, paper.content, which, group_id, who, day)
        _hand_in(this, record, lambda: show_paper(this, paper, format, out), commit=commit)
    else:
        show_paper(this, paper, format, out)


def _hand_in(this: Run, record: Made, show: Callable[[], None], *, commit: bool) -> None:
    """Show the list, and only when that is done record that it was handed in."""
    from pathlib import Path
    from random import SystemRandom

    from deputylog.app.entering.desk import Desk
    from deputylog.app.entering.entry import advice_on_entry, write
    from deputylog.cli.written import advise, commit_or_tell
    from deputylog.model.kinds import SUBMISSION
    from deputylog.words import phrase

    desk = Desk(this.root, today=this.today, random=SystemRandom(), words=this.words)
    advice = advice_on_entry(desk, record)
    show()
    (path,) = write(this.root, record, desk.random)
    this.note(phrase(N_("written: {path}"), path=path))
    commit_or_tell(this, [path], f"{SUBMISSION.name} {Path(path).stem}: added", wished=commit)
    advise(this, advice)
