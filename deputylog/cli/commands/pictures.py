from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    which: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PICTURE",
            help=Bilingual(
                "coverage、mailbox-calendar、life、ageing 或 topics；不填为全部",
                "coverage, mailbox-calendar, life, ageing or topics (default: all)",
            ),
        ),
    ] = None,
    period: Annotated[
        str,
        typer.Option(
            metavar="PERIOD",
            help=Bilingual(
                "期间，如 2026 或 2026H1；不填为最近四个季度",
                "period, such as 2026 or 2026H1 (default: the last four quarters)",
            ),
        ),
    ] = "",
    group: Annotated[
        str,
        typer.Option(
            metavar="GROUP",
            help=Bilingual("代表组；不写则为全区", "a deputy group (default: the whole district)"),
        ),
    ] = "",
    out: Annotated[
        str,
        typer.Option(
            metavar="PATH",
            help=Bilingual(
                "写入文件夹（各图 SVG 和汇总网页），或者写入 .pdf 文件；不填则在终端显示",
                "a folder for SVG files and a page with all of them, or a .pdf file (default: "
                "draw in the terminal)",
            ),
        ),
    ] = "",
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help=Bilingual(
                "公开版：只含可以公开的内容，小于 3 的数字不列出",
                "public edition: only what may be published; counts under three are withheld",
            ),
        ),
    ] = False,
    as_of: AsOf = "",
) -> None:
    from pathlib import Path

    from deputylog.cli.added import tell
    from deputylog.cli.choice import one_of
    from deputylog.cli.period import period_of
    from deputylog.console import print_picture
    from deputylog.names.register import Register
    from deputylog.papers.pictures import PICTURES, album, write_album, write_pdf

    this: Run = context.obj
    names = [drawn.name for drawn in PICTURES if drawn.public or not public]
    only = [one_of("PICTURE", name, names) for name in which or ()]
    group_id = Register(this.root).resolve("group", group) if group else ""
    day = this.day(as_of, "--as-of")
    made = album(
        this.root,
        group_id,
        period_of(period) if period else None,
        only=only,
        public=public,
        as_of=day,
        today=this.today,
    )
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
