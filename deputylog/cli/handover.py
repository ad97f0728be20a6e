from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help=N_("the deputy or officer who leaves"))],
    format: Annotated[str, typer.Option(metavar="FORMAT", help=N_("md, html, docx, xlsx, pdf or json"))] = "md",
    out: Annotated[str, typer.Option(metavar="PATH", help=N_("write it there; else to standard output"))] = "",
    as_of: Annotated[str, typer.Option(metavar="DAY", help=N_("what was known that day; else today"))] = "",
) -> None:
    """Open matters and suggestions with what is due next, mailboxes kept, and what else is to be handed over."""
    from deputylog.app.names import Register
    from deputylog.app.papers import Maker
    from deputylog.cli.choice import one_of
    from deputylog.cli.show_paper import check_out, show_made
    from deputylog.render import NAMES

    this: Run = context.obj
    one_of("--format", format, NAMES)
    check_out(format, out)
    day = this.day(as_of, "--as-of")
    maker = Maker.of(this.root, as_of=day, today=this.today)
    show_made(this, maker.handover(Register(this.root).resolve("person", who)), format, out)
