from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    group: Annotated[str, typer.Option(metavar="GROUP", help=N_("a deputy group; else the whole district"))] = "",
    period: Annotated[str, typer.Option(metavar="PERIOD", help=N_("2026, 2026H1, 2026Q1 …; else this year"))] = "",
    format: Annotated[str, typer.Option(metavar="FORMAT", help=N_("md, html, docx, xlsx, pdf or json"))] = "md",
    out: Annotated[str, typer.Option(metavar="PATH", help=N_("write it there; else to standard output"))] = "",
    as_of: Annotated[str, typer.Option(metavar="DAY", help=N_("what was known that day; else today"))] = "",
) -> None:
    """Facts with base numbers and medians by the five priorities; no points and no rank."""
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
    group_id = Register(this.root).resolve("group", group) if group else ""
    show_made(this, maker.evaluation(group_id, period_or_year(period, day)), format, out)
