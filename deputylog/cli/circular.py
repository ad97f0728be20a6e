from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf, OfPeriod, Out, PaperFormat
from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROUP", help=N_("the deputy group"))],
    period: OfPeriod = "",
    format: PaperFormat = "md",
    out: Out = "",
    as_of: AsOf = "",
) -> None:
    """For a meeting of the group: visits, matters, suggestions and mailboxes."""
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
