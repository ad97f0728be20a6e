from __future__ import annotations

from random import SystemRandom
from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=N_("publicity, circular, duty_report, meeting, supervision, research, commendation …; a wrong word lists all"),
        ),
    ] = "",
    by: Annotated[str, typer.Option(metavar="WHO", help=N_("who held it: a group, a deputy or the working body"))] = "",
    date: Annotated[str, typer.Option(metavar="DAY", help=N_("day; else today"))] = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help=N_("title"))] = "",
    deputy: Annotated[list[str], typer.Option(metavar="WHO", help=N_("a deputy who took part; again for each, or with commas"))] = [],  # noqa: B006
    constituency: Annotated[list[str], typer.Option(metavar="WHERE", help=N_("a constituency; again for each, or with commas"))] = [],  # noqa: B006
    topic: Annotated[str, typer.Option(metavar="TOPIC", help=N_("topic, of a supervision"))] = "",
    matter: Annotated[list[str], typer.Option(metavar="MATTER", help=N_("a matter that the supervision takes up; again for each"))] = [],  # noqa: B006
    source: Annotated[list[str], typer.Option(metavar="MATTER", help=N_("a letter or matter that led to it; again for each"))] = [],  # noqa: B006
    who: Annotated[str, typer.Option(metavar="WHO", help=N_("who is commended: a deputy, a group or a record"))] = "",
    honoured_as: Annotated[str, typer.Option("--as", metavar="AS", help=N_("as what: deputy, group or case"))] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help=N_("note"))] = "",
    recorded_by: Annotated[str, typer.Option(metavar="WHO", envvar="DEPUTYLOG_RECORDED_BY", help=N_("who records it"))] = "",
    from_file: Annotated[
        str, typer.Option("--from", metavar="FILE", help=N_("take the record from a YAML file; - for standard input"))
    ] = "",
) -> None:
    """What a group, a deputy or the working body does besides visits, mailboxes and letters."""
    from deputylog.app.add import add
    from deputylog.app.values import Values
    from deputylog.cli.added import tell
    from deputylog.cli.ask import needed, read_body
    from deputylog.model.kinds import ACTIVITY

    this: Run = context.obj
    day = this.day(date, "--date")
    if from_file:
        data = read_body(ACTIVITY, from_file)
    else:
        typed = {
            "date": day.isoformat(),
            "kind": needed(this, kind, "KIND", ACTIVITY, "kind"),
            "title": title,
            "by": needed(this, by, "--by", ACTIVITY, "by"),
            "deputies": ",".join(deputy),
            "constituencies": ",".join(constituency),
            "topic": topic,
            "matters": ",".join(matter),
            "sources": ",".join(source),
            "who": who,
            "as": honoured_as,
            "note": note,
            "recorded_by": recorded_by,
        }
        data = Values(this.root).record(ACTIVITY, typed)
    tell(this, add(this.root, ACTIVITY, data, day=day, random=SystemRandom()))
