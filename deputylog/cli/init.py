from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_, Said, phrase


def run(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR", help=N_("folder of the new repository; else this one"))] = ".",
    name: Annotated[str, typer.Option(metavar="TEXT", help=N_("name of the district"))] = "",
    working_body: Annotated[str, typer.Option(metavar="TEXT", help=N_("working body of the standing committee"))] = "",
    term: Annotated[str, typer.Option(metavar="ID", help=N_("number of the running term"))] = "",
    term_from: Annotated[str, typer.Option(metavar="DAY", help=N_("first day of the running term"))] = "",
    records_from: Annotated[str, typer.Option(metavar="DAY", help=N_("no duty is judged before this day; else today"))] = "",
) -> None:
    """Nothing that is there is overwritten; git is set up where it is not yet."""
    from datetime import datetime
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from deputylog.app.init import init
    from deputylog.cli.ask import needed
    from deputylog.model.kinds import DISTRICT

    this: Run = context.obj
    this.fixed_today = today = this.fixed_today or datetime.now(ZoneInfo("Asia/Shanghai")).date()
    name = needed(this, name, "--name", DISTRICT, "name", Said("莲花区", "Lianhua District"))
    begun = this.given_day(term_from, "--term-from") if term_from else today.replace(month=1, day=1)
    since = this.given_day(records_from, "--records-from") if records_from else today
    body = working_body or this.words.text(N_("deputies' work commission of the standing committee"))
    made, kept = init(Path(folder).absolute(), name, body, term or "1", begun, since, this.words)
    for path in made:
        this.say(phrase(N_("made: {path}"), path=path))
    for path in kept:
        this.say(phrase(N_("already there, left as it is: {path}"), path=path))
    this.say(
        phrase(
            N_("Next: 'deputylog add-group', then 'deputylog add-deputy'; departments and topics go into {path}"),
            path="records/district.yaml",
        )
    )
