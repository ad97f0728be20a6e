from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    kinds: Annotated[
        list[str],
        typer.Argument(
            metavar="KIND",
            help=Bilingual(
                "visit、opening、letter、suggestion、activity、deputy",
                "visit, opening, letter, suggestion, activity, deputy",
            ),
            show_default=False,
        ),
    ] = [],  # noqa: B006
    every: Annotated[
        bool, typer.Option("--all", help=Bilingual("各种表都要", "a form of every kind"))
    ] = False,
    out: Annotated[
        str, typer.Option(metavar="PATH", help=Bilingual("写到哪里", "output file or folder"))
    ] = ".",
) -> None:
    from pathlib import Path

    from deputylog.cli.added import tell
    from deputylog.cli.choice import apart
    from deputylog.finding import DeputylogError
    from deputylog.tables.forms import FORMS, form_kind, write_forms

    this: Run = context.obj
    apart(context, "KIND", "--all")
    wanted = FORMS if every else tuple(map(form_kind, kinds))
    if not wanted:
        raise DeputylogError(
            "请说明要哪种表，或者用 --all 全部生成；可用的有：{forms}",
            "name a form, or --all; the forms are {forms}",
            forms=[kind.name for kind in FORMS],
        )
    tell(this, *map(str, write_forms(this.root, wanted, Path(out), this.words, this.today)))
