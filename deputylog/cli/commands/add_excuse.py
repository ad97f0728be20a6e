from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, FromFile
from deputylog.words import N_


def run(
    context: typer.Context,
    rule: Annotated[str, typer.Argument(metavar="RULE", help=N_("code or name of the rule"))] = "",
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help=N_("the deputy, mailbox, group or matter"))] = "",
    why: Annotated[str, typer.Option(metavar="TEXT", help=N_("why the lapse is accepted"))] = "",
    accepted_by: Annotated[str, typer.Option(metavar="WHO", help=N_("who accepted it, such as working-body"))] = "",
    first: Annotated[str, typer.Option("--from-day", metavar="DAY", help=N_("first day (default: today)"))] = "",
    last: Annotated[str, typer.Option("--to-day", metavar="DAY", help=N_("last day (default: the first day)"))] = "",
    accepted_on: Annotated[str, typer.Option(metavar="DAY", help=N_("day of acceptance (default: today)"))] = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.enter import enter
    from deputylog.enter.excuse import ENTRY

    enter(context, ENTRY)
