from __future__ import annotations

from random import SystemRandom
from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    rule: Annotated[str, typer.Argument(metavar="RULE", help=N_("code or name of the rule"))],
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help=N_("the deputy, mailbox, group or matter"))],
    why: Annotated[str, typer.Option(metavar="TEXT", help=N_("why the lapse is accepted"))],
    accepted_by: Annotated[str, typer.Option(metavar="WHO", help=N_("who accepted it"))] = "working-body",
    first: Annotated[str, typer.Option("--from-day", metavar="DAY", help=N_("first day; else today"))] = "",
    last: Annotated[str, typer.Option("--to-day", metavar="DAY", help=N_("last day; else the first"))] = "",
    accepted_on: Annotated[str, typer.Option(metavar="DAY", help=N_("when it was accepted; else today"))] = "",
) -> None:
    from deputylog.app.add import add
    from deputylog.app.excuse import subject_id
    from deputylog.app.names import Register
    from deputylog.cli.added import tell
    from deputylog.finding import DeputylogError
    from deputylog.model.kinds import EXCUSE
    from deputylog.rules import rule_with_code

    this: Run = context.obj
    found = rule_with_code(rule)
    if found is None:
        raise DeputylogError(N_("there is no rule '{code}'; 'deputylog explain' lists them"), code=rule)
    start = this.day(first, "--from-day")
    accepted = this.day(accepted_on, "--accepted-on")
    data = {
        "rule": found.code,
        "subject": subject_id(this.root, subject),
        "from": start.isoformat(),
        "to": (this.given_day(last, "--to-day") if last else start).isoformat(),
        "why": why,
        "accepted_by": Register(this.root).resolve("person", accepted_by),
        "accepted_on": accepted.isoformat(),
    }
    tell(this, add(this.root, EXCUSE, data, day=accepted, random=SystemRandom()))
