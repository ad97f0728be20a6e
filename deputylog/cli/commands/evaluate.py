from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf, OfPeriod, Out, PaperFormat
from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    group: Annotated[
        str,
        typer.Option(
            metavar="GROUP",
            help=Bilingual("代表组；不写则为全区", "a deputy group (default: the whole district)"),
        ),
    ] = "",
    period: OfPeriod = "",
    format: PaperFormat = "md",
    out: Out = "",
    as_of: AsOf = "",
) -> None:
    from deputylog.cli.period import period_or_year
    from deputylog.cli.show_paper import paper_maker, show_made
    from deputylog.names.register import Register
    from deputylog.papers.evaluation import evaluation
    from deputylog.papers.output import NamedReport

    this: Run = context.obj
    maker = paper_maker(this, format, out, as_of)
    group_id = Register(this.root).resolve("group", group) if group else ""
    days = period_or_year(period, maker.book.as_of)
    show_made(this, NamedReport(evaluation(maker.book, group_id, days)), format, out)
