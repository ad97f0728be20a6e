from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf, Out, PaperFormat
from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    matter: Annotated[
        str,
        typer.Argument(
            metavar="MATTER",
            help=Bilingual("编号的一部分，或者标题中的词", "part of its id, or words of its title"),
        ),
    ],
    kind: Annotated[
        str,
        typer.Argument(
            metavar="SLIP",
            help=Bilingual(
                "forward 转办单、reply 答复单、feedback 反馈单", "forward, reply or feedback"
            ),
        ),
    ] = "forward",
    format: PaperFormat = "md",
    out: Out = "",
    as_of: AsOf = "",
) -> None:
    from deputylog.cli.choice import one_of
    from deputylog.cli.show_paper import check_out, show_made
    from deputylog.formats import NAMES
    from deputylog.papers.output import Archive
    from deputylog.papers.slip import SLIPS

    this: Run = context.obj
    one_of("--format", format, NAMES)
    day = this.day(as_of, "--as-of")
    maker = Archive.of(this.root, as_of=day, today=this.today)
    one_of("SLIP", kind, list(SLIPS))
    made = maker.slip(matter, kind)
    if not made.private:
        check_out(format, out)
    show_made(this, made, format, out)
