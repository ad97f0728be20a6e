from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf, Out, PaperFormat
from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    who: Annotated[
        str,
        typer.Argument(
            metavar="WHO",
            help=Bilingual("离任的代表或者联络员", "the deputy or officer who leaves"),
        ),
    ],
    format: PaperFormat = "md",
    out: Out = "",
    as_of: AsOf = "",
) -> None:
    from deputylog.cli.show_paper import paper_maker, show_made
    from deputylog.names.register import Register
    from deputylog.papers.handover import handover
    from deputylog.papers.output import NamedReport

    this: Run = context.obj
    maker = paper_maker(this, format, out, as_of)
    person = Register(this.root).resolve("person", who)
    show_made(this, NamedReport(handover(maker.book, person)), format, out)
