"""`deputylog log 路灯 forwarded 住建局`: three words."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, Day
from deputylog.cli.run import Run
from deputylog.words import N_, phrase


def run(
    context: typer.Context,
    matter: Annotated[str, typer.Argument(metavar="MATTER", help=N_("part of its id, or words of its title"))],
    event: Annotated[
        str,
        typer.Argument(metavar="EVENT", help=N_("what happened: delivered, replied, forwarded, followed_up, answered, fed_back, closed …")),
    ],
    values: Annotated[
        list[str] | None,
        typer.Argument(metavar="VALUE", help=N_("what the event wants: to whom, how, the result, why …; or FIELD=VALUE")),
    ] = None,
    date: Day = "",
    to: Annotated[str, typer.Option(metavar="WHO", help=N_("deputy or department"))] = "",
    by: Annotated[str, typer.Option(metavar="WHO", help=N_("department"))] = "",
    how: Annotated[str, typer.Option(metavar="HOW", help=N_("phone, letter, in_person, message, online, other"))] = "",
    result: Annotated[
        str, typer.Option(metavar="RESULT", help=N_("solved, in_progress, planned, not_now, not_accepted, for_reference"))
    ] = "",
    satisfaction: Annotated[str, typer.Option(metavar="WORD", help=N_("satisfied, basically_satisfied, dissatisfied, none_given"))] = "",
    why: Annotated[str, typer.Option(metavar="WHY", help=N_("the reason"))] = "",
    to_days: Annotated[int, typer.Option(metavar="DAYS", help=N_("days from the forward that an extension gives"))] = 0,
    who: Annotated[str, typer.Option(metavar="WHO", help=N_("who did it"))] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help=N_("note"))] = "",
    commit: Commit = False,
) -> None:
    """Every field of the event can be given as FIELD=VALUE; docs/en/records.md lists them."""
    from deputylog.app.event import event_data, event_kinds, event_named
    from deputylog.app.find import find_with_a_life
    from deputylog.app.log import log
    from deputylog.cli.written import commit_as, may_commit
    from deputylog.model.dated import name_of

    this: Run = context.obj
    may_commit(this, commit)
    found = find_with_a_life(this.root, matter)
    day = this.day(date, "--date")
    given = {"to": to, "by": by, "how": how, "result": result, "satisfaction": satisfaction, "why": why, "who": who, "note": note}
    kind = event_named(event, event_kinds(found))
    data = event_data(this.root, found, kind, day, values or [], {**given, "to_days": str(to_days) if to_days else ""})
    if day > this.today:
        this.note(phrase(N_("{day} is later than today"), day=day))
    line = log(this.root, found, data)
    this.say(phrase(N_("{path}: {line}"), path=found.path, line=line))
    if commit:
        commit_as(this, found.path, f"{found.kind.name} {found.id}: {name_of(kind)}")
