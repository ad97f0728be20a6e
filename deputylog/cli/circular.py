from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROUP", help=N_("the deputy group"))],
    period: Annotated[str, typer.Option(metavar="PERIOD", help=N_("2026, 2026H1, 2026Q1 …; else this year"))] = "",
    format: Annotated[str, typer.Option(metavar="FORMAT", help=N_("md, html, docx, xlsx, pdf or json"))] = "md",
    out: Annotated[str, typer.Option(metavar="PATH", help=N_("write it there; else to standard output"))] = "",
    as_of: Annotated[str, typer.Option(metavar="DAY", help=N_("what was known that day; else today"))] = "",
) -> None:
    """To be told at a meeting of the group: visits, matters, suggestions and mailboxes."""
    from deputylog.app.names import Register
    from deputylog.app.papers import Maker
    from deputylog.cli.choice import one_of
    from deputylog.cli.period import period_or_year
    from deputylog.cli.show_paper import check_out, show_made
    from deputylog.render import NAMES

    this: Run = context.obj
    one_of("--format", format, NAMES)
    check_out(format, out)
    day = this.day(as_of, "--as-of")
    maker = Maker.of(this.root, as_of=day, today=this.today)
    made = maker.circular(Register(this.root).resolve("group", group), period_or_year(period, day))
    show_made(this, made, format, out)
