from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, Day, FromFile, Like, RecordedBy
from deputylog.words import N_


def run(
    context: typer.Context,
    received: Day = "",
    mailbox: Annotated[str, typer.Option(metavar="MAILBOX", help=N_("mailbox it was found in"))] = "",
    constituency: Annotated[str, typer.Option(metavar="WHERE", help=N_("constituency, for other channels"))] = "",
    channel: Annotated[str, typer.Option(metavar="CHANNEL", help=N_("mailbox, post, by_hand, phone, online"))] = "",
    source: Annotated[str, typer.Option(metavar="TEXT", help=N_("outside name of the channel"))] = "",
    kind: Annotated[str, typer.Option(metavar="KIND", help=N_("opinion, request, inquiry, litigation, thanks, accusation, other"))] = "",
    writer: Annotated[str, typer.Option(metavar="HOW", help=N_("named, no_address or anonymous"))] = "",
    deputy: Annotated[str, typer.Option(metavar="WHO", help=N_("deputy addressed"))] = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help=N_("title"))] = "",
    topic: Annotated[str, typer.Option(metavar="TOPIC", help=N_("topic"))] = "",
    summary: Annotated[str, typer.Option(metavar="TEXT", help=N_("neutral summary that identifies nobody"))] = "",
    recorded_by: RecordedBy = "",
    name: Annotated[str, typer.Option(metavar="TEXT", help=N_("the writer's name, stored only in private/"))] = "",
    address: Annotated[str, typer.Option(metavar="TEXT", help=N_("address, stored only in private/"))] = "",
    phone: Annotated[str, typer.Option(metavar="TEXT", help=N_("telephone, stored only in private/"))] = "",
    accused: Annotated[str, typer.Option(metavar="TEXT", help=N_("the accused of an accusation, stored only in private/"))] = "",
    private_note: Annotated[str, typer.Option(metavar="TEXT", help=N_("a note, stored only in private/"))] = "",
    like: Like = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    """The writer's identity and the content of an accusation are stored in private/, outside git."""
    from deputylog.cli.enter import enter
    from deputylog.enter.letter import ENTRY

    enter(context, ENTRY)
