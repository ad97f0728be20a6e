from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf, OfPeriod, Out, PaperFormat
from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    group: Annotated[
        str, typer.Argument(metavar="GROUP", help=Bilingual("代表组", "the deputy group"))
    ],
    period: OfPeriod = "",
    format: PaperFormat = "md",
    out: Out = "",
    as_of: AsOf = "",
) -> None:
    from deputylog.cli.period import period_or_year
    from deputylog.cli.show_paper import paper_maker, show_made
    from deputylog.names.register import Register
    from deputylog.papers.circular import circular
    from deputylog.papers.output import NamedReport

    this: Run = context.obj
    maker = paper_maker(this, format, out, as_of)
    days = period_or_year(period, maker.book.as_of)
    group_id = Register(this.root).resolve("group", group)
    show_made(this, NamedReport(circular(maker.book, group_id, days)), format, out)
