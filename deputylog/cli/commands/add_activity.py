from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, Day, FromFile, Like, RecordedBy
from deputylog.words import N_


def run(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=N_("publicity, circular, duty_report, meeting, supervision, research, commendation … (an unknown word lists them all)"),
        ),
    ] = "",
    by: Annotated[str, typer.Option(metavar="WHO", help=N_("who held it: a group, a deputy or the working body"))] = "",
    date: Day = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help=N_("title"))] = "",
    deputy: Annotated[
        list[str], typer.Option(metavar="WHO", help=N_("a deputy who took part; repeat the option, or separate several with commas"))
    ] = [],  # noqa: B006
    constituency: Annotated[
        list[str], typer.Option(metavar="WHERE", help=N_("a constituency; repeat the option, or separate several with commas"))
    ] = [],  # noqa: B006
    topic: Annotated[str, typer.Option(metavar="TOPIC", help=N_("topic, of a supervision"))] = "",
    matter: Annotated[list[str], typer.Option(metavar="MATTER", help=N_("a matter taken up by the supervision; repeat for each"))] = [],  # noqa: B006
    source: Annotated[list[str], typer.Option(metavar="MATTER", help=N_("a letter or matter that led to it; repeat for each"))] = [],  # noqa: B006
    who: Annotated[str, typer.Option(metavar="WHO", help=N_("who is commended (a deputy, a group or a record), or the group heard"))] = "",
    honoured_as: Annotated[str, typer.Option("--as", metavar="AS", help=N_("what is commended: deputy, group or case"))] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help=N_("note"))] = "",
    recorded_by: RecordedBy = "",
    like: Like = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    """What a group, a deputy or the working body does besides visits, mailboxes and letters."""
    from deputylog.cli.enter import enter
    from deputylog.enter.activity import ENTRY

    enter(context, ENTRY)
