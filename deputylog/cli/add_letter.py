from __future__ import annotations

from random import SystemRandom
from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    received: Annotated[str, typer.Option(metavar="DAY", help=N_("day it was received; else today"))] = "",
    mailbox: Annotated[str, typer.Option(metavar="WHERE", help=N_("mailbox it lay in"))] = "",
    constituency: Annotated[str, typer.Option(metavar="WHERE", help=N_("constituency, for other channels"))] = "",
    channel: Annotated[str, typer.Option(metavar="CHANNEL", help=N_("mailbox, post, by_hand, phone, online"))] = "",
    source: Annotated[str, typer.Option(metavar="TEXT", help=N_("outside name of the channel"))] = "",
    kind: Annotated[str, typer.Option(metavar="KIND", help=N_("opinion, request, inquiry, litigation, thanks, accusation, other"))] = "",
    writer: Annotated[str, typer.Option(metavar="HOW", help=N_("named, no_address or anonymous"))] = "",
    deputy: Annotated[str, typer.Option(metavar="WHO", help=N_("deputy addressed"))] = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help=N_("title"))] = "",
    topic: Annotated[str, typer.Option(metavar="TOPIC", help=N_("topic"))] = "",
    summary: Annotated[str, typer.Option(metavar="TEXT", help=N_("neutral summary, without identity"))] = "",
    recorded_by: Annotated[str, typer.Option(metavar="WHO", envvar="DEPUTYLOG_RECORDED_BY", help=N_("who records it"))] = "",
    name: Annotated[str, typer.Option(metavar="TEXT", help=N_("who wrote; goes to private/ alone"))] = "",
    address: Annotated[str, typer.Option(metavar="TEXT", help=N_("address; goes to private/ alone"))] = "",
    phone: Annotated[str, typer.Option(metavar="TEXT", help=N_("telephone; goes to private/ alone"))] = "",
    accused: Annotated[str, typer.Option(metavar="TEXT", help=N_("the accused, of an accusation; goes to private/ alone"))] = "",
    private_note: Annotated[str, typer.Option(metavar="TEXT", help=N_("a note that goes to private/ alone"))] = "",
    from_file: Annotated[
        str, typer.Option("--from", metavar="FILE", help=N_("take the record from a YAML file; - for standard input"))
    ] = "",
) -> None:
    """Who wrote goes to private/, outside git; so does all that an accusation says."""
    from deputylog.app.add import add_letter
    from deputylog.app.letter import letter_data
    from deputylog.cli.added import tell
    from deputylog.cli.ask import needed, read_body
    from deputylog.model.kinds import LETTER

    this: Run = context.obj
    if from_file:
        data = dict(read_body(LETTER, from_file))
        day = this.given_day(f"{data['received']}-01"[:10], "received")
    else:
        day = this.day(received, "--received")
        kind = needed(this, kind, "--kind", LETTER, "kind")
        if not mailbox and not constituency:
            mailbox = needed(this, "", "--mailbox", LETTER, "mailbox")
        typed = {
            "received": day.isoformat(),
            "mailbox": mailbox,
            "constituency": constituency,
            "channel": channel,
            "source": source,
            "kind": kind,
            "writer": writer or ("named" if name else ""),
            "deputy": deputy,
            "title": title,
            "topic": topic,
            "summary": summary,
            "recorded_by": recorded_by,
        }
        data = letter_data(this.root, typed)
    private = {"name": name, "address": address, "phone": phone, "accused": accused, "note": private_note}
    path, apart = add_letter(this.root, data, {key: value for key, value in private.items() if value}, day=day, random=SystemRandom())
    tell(this, path, *([str(apart)] if apart else []))
