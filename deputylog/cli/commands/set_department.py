"""`deputylog set department 住建局 --name 区住房和城乡建设局`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Alias, Commit, Id
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    department: Annotated[
        str,
        typer.Argument(
            metavar="DEPARTMENT",
            help=Bilingual("承办单位的简称或者编号", "short name of the department, or its id"),
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
    takes_accusations: Annotated[
        bool | None,
        typer.Option(
            "--takes-accusations/--no-accusations",
            help=Bilingual("是否有权受理检举控告", "entitled to take accusations, or not"),
        ),
    ] = None,
    last: Annotated[
        str, typer.Option("--to", metavar="DAY", help=Bilingual("截止日", "last day"))
    ] = "",
    merged_into: Annotated[
        str,
        typer.Option(
            metavar="DEPARTMENT",
            help=Bilingual("接续其工作的承办单位", "the department that takes over from it"),
        ),
    ] = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.district import set_department

    more = {"name": name, "wanted_id": id, "last": last, "merged_into": merged_into}
    change_register(
        context,
        lambda this: set_department(
            this, department, aliases=alias, takes_accusations=takes_accusations, **more
        ),
    )
