from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, FromFile, Like, RecordedBy
from deputylog.words import N_


def run(
    context: typer.Context,
    title: Annotated[str, typer.Option(metavar="TEXT", help=N_("title; one subject only"))] = "",
    kind: Annotated[str, typer.Option(metavar="KIND", help=N_("suggestion, criticism, opinion or motion (default: suggestion)"))] = "",
    lead: Annotated[str, typer.Option(metavar="WHO", help=N_("lead deputy"))] = "",
    cosigner: Annotated[
        list[str], typer.Option(metavar="WHO", help=N_("a cosigner; repeat the option, or separate several with commas"))
    ] = [],  # noqa: B006
    session: Annotated[str, typer.Option(metavar="SESSION", help=N_("session, such as 17-5 (without it: between sessions)"))] = "",
    topic: Annotated[str, typer.Option(metavar="TOPIC", help=N_("topic"))] = "",
    source: Annotated[
        list[str], typer.Option(metavar="MATTER", help=N_("a letter or matter it is based on: part of its id, or words of its title"))
    ] = [],  # noqa: B006
    situation: Annotated[str, typer.Option(metavar="TEXT", help=N_("situation"))] = "",
    analysis: Annotated[str, typer.Option(metavar="TEXT", help=N_("analysis"))] = "",
    request: Annotated[str, typer.Option(metavar="TEXT", help=N_("the request"))] = "",
    subject: Annotated[str, typer.Option(metavar="TEXT", help=N_("subject, of a motion"))] = "",
    grounds: Annotated[str, typer.Option(metavar="TEXT", help=N_("grounds, of a motion"))] = "",
    plan: Annotated[str, typer.Option(metavar="TEXT", help=N_("plan, of a motion"))] = "",
    public: Annotated[bool, typer.Option("--public", help=N_("it may be published"))] = False,
    date: Annotated[str, typer.Option(metavar="DAY", help=N_("day of submission (default: today)"))] = "",
    draft: Annotated[bool, typer.Option("--draft", help=N_("it is not submitted yet"))] = False,
    recorded_by: RecordedBy = "",
    like: Like = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    """Log later steps with `deputylog log TITLE assigned DEPARTMENT`."""
    from deputylog.cli.enter import enter
    from deputylog.enter.suggestion import ENTRY

    enter(context, ENTRY)
