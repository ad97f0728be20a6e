from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    which: Annotated[
        list[str] | None, typer.Argument(metavar="PICTURE", help=N_("coverage, mailbox-calendar, life, ageing or topics (default: all)"))
    ] = None,
    period: Annotated[
        str, typer.Option(metavar="PERIOD", help=N_("period, such as 2026 or 2026H1 (default: the last four quarters)"))
    ] = "",
    group: Annotated[str, typer.Option(metavar="GROUP", help=N_("a deputy group (default: the whole district)"))] = "",
    out: Annotated[
        str,
        typer.Option(
            metavar="PATH", help=N_("a folder for SVG files and a page with all of them, or a .pdf file (default: draw in the terminal)")
        ),
    ] = "",
    public: Annotated[
        bool, typer.Option("--public", help=N_("public edition: only what may be published; counts under three are withheld"))
    ] = False,
    as_of: AsOf = "",
) -> None:
    from pathlib import Path

    from deputylog.cli.added import tell
    from deputylog.cli.choice import one_of
    from deputylog.cli.period import period_of
    from deputylog.console import print_picture
    from deputylog.names.register import Register
    from deputylog.papers.picture_files import album, write_album, write_pdf
    from deputylog.papers.pictures import PICTURES

    this: Run = context.obj
    names = [drawn.name for drawn in PICTURES if drawn.public or not public]
    only = [one_of("PICTURE", name, names) for name in which or ()]
    group_id = Register(this.root).resolve("group", group) if group else ""
    day = this.day(as_of, "--as-of")
    made = album(this.root, group_id, period_of(period) if period else None, only=only, public=public, as_of=day, today=this.today)
    if out.lower().endswith(".pdf"):
        for warning in write_pdf(this.root, made, Path(out), this.words):
            this.note(warning)
        tell(this, out)
        return
    if out:
        tell(this, *map(str, write_album(this.root, made, Path(out), this.words)))
        return
    for picture in made.pictures:
        print_picture(picture, this.words)
    for note in made.report.notes:
        this.note(note)
