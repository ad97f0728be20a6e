from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf, Out, PaperFormat
from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="WHO", help=N_("the deputy or officer who leaves"))],
    format: PaperFormat = "md",
    out: Out = "",
    as_of: AsOf = "",
) -> None:
    """Open matters and suggestions with their next deadline, mailboxes kept, and other duties to hand over."""
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
