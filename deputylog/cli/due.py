from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    group: Annotated[str, typer.Option(metavar="GROUP", help=N_("only of this deputy group"))] = "",
    deputy: Annotated[str, typer.Option(metavar="WHO", help=N_("only of this deputy"))] = "",
    within: Annotated[int, typer.Option(metavar="DAYS", help=N_("how far to look ahead"))] = 14,
    as_of: Annotated[str, typer.Option(metavar="DAY", help=N_("what was known that day; else today"))] = "",
    format: Annotated[str, typer.Option(metavar="FORMAT", help=N_("table or json"))] = "table",
) -> None:
    """What is overdue comes first; then what is due within the days looked ahead."""
    from deputylog.app.due import due_table
    from deputylog.app.names import Register
    from deputylog.app.repository import read_repository
    from deputylog.cli.show_table import show_table

    this: Run = context.obj
    register = Register(this.root)
    group_id = register.resolve("group", group) if group else ""
    deputy_id = register.resolve("deputy", deputy) if deputy else ""
    book, _ = read_repository(this.root, as_of=this.day(as_of, "--as-of"), today=this.today)
    show_table(this, due_table(book, within=within, group=group_id, deputy=deputy_id), book.as_of, format)
