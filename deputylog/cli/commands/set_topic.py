"""`deputylog set topic 停水 --name 供水`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Alias, Commit, Id
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    topic: Annotated[
        str,
        typer.Argument(
            metavar="TOPIC",
            help=Bilingual("问题领域的简称或者编号", "short name of the topic, or its id"),
        ),
    ],
    name: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help=Bilingual("全称，不填则与简称相同", "full name (default: the short name)"),
        ),
    ] = "",
    id: Id = "",
    alias: Alias = [],  # noqa: B006
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.district import set_topic

    change_register(
        context, lambda this: set_topic(this, topic, name=name, aliases=alias, wanted_id=id)
    )
