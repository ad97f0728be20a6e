from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    quarter: Annotated[str, typer.Option(metavar="QUARTER", help=N_("the quarter, such as 2026Q1"))],
    group: Annotated[str, typer.Option(metavar="GROUP", help=N_("a deputy group; else the whole district"))] = "",
    format: Annotated[str, typer.Option(metavar="FORMAT", help=N_("md, html or json"))] = "md",
    out: Annotated[str, typer.Option(metavar="FILE", help=N_("write it there; else to standard output"))] = "",
    as_of: Annotated[str, typer.Option(metavar="DAY", help=N_("what was known that day; else the day it was handed in, else today"))] = "",
    submit: Annotated[bool, typer.Option("--submit", help=N_("record that the list was handed in"))] = False,
    by: Annotated[str, typer.Option(metavar="WHO", envvar="DEPUTYLOG_RECORDED_BY", help=N_("who hands it in"))] = "",
) -> None:
    from pathlib import Path
    from random import SystemRandom

    from deputylog.app import report
    from deputylog.app.names import Register
    from deputylog.cli.added import tell
    from deputylog.cli.choice import one_of
    from deputylog.cli.quarter import quarter_of
    from deputylog.console import print_text
    from deputylog.finding import DeputylogError
    from deputylog.words import phrase

    this: Run = context.obj
    one_of("--format", format, report.FORMATS)
    which = quarter_of(quarter)
    register = Register(this.root)
    group_id = register.resolve("group", group) if group else None
    day = this.given_day(as_of, "--as-of") if as_of else (this.today if submit else None)
    made = report.list_of_quarter(this.root, which, group_id, as_of=day, today=this.today)
    text = report.paper_text(this.root, made, format, this.words)
    if submit:
        if group_id is None or day is None:
            raise DeputylogError(N_("{option} is missing"), option="--group")
        who = register.resolve("person", by) if by else None
        path = report.submit(this.root, made, text, which, group_id, by=who, day=day, random=SystemRandom())
        this.note(phrase(N_("written: {path}"), path=path))
    if out:
        report.write_paper(Path(out), text)
        tell(this, out)
    else:
        print_text(text)
