from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    as_of: Annotated[str, typer.Option(metavar="DAY", help=N_("what was known that day; else today"))] = "",
    strict: Annotated[bool, typer.Option("--strict", help=N_("fail on breaches too, not on errors alone"))] = False,
    select: Annotated[str, typer.Option(metavar="CODES", help=N_("only these rules: codes or their beginnings, with commas"))] = "",
    ignore: Annotated[str, typer.Option(metavar="CODES", help=N_("all but these rules"))] = "",
    every: Annotated[bool, typer.Option("--all", help=N_("list the breaches of submitted quarters one by one"))] = False,
    local: Annotated[bool, typer.Option("--local", help=N_("also look at this machine: private files, git"))] = False,
    by: Annotated[str, typer.Option(metavar="WHAT", help=N_("put findings together by file, rule or group"))] = "file",
    format: Annotated[str, typer.Option(metavar="FORMAT", help=N_("text or json"))] = "text",
) -> int:
    from deputylog.app.check import check, chosen, outcome_json
    from deputylog.app.values import split
    from deputylog.cli.choice import one_of
    from deputylog.console import print_outcome

    this: Run = context.obj
    one_of("--format", format, ("text", "json"))
    one_of("--by", by, ("file", "rule", "group"))
    rules = chosen(split(select), split(ignore), local=local)
    day = this.day(as_of, "--as-of")
    outcome = check(this.root, rules, as_of=day, today=this.today, every=every)
    if format == "json":
        print(outcome_json(outcome, day, this.words), end="")
    else:
        print_outcome(outcome, day, this.words, by=by)
    return int(outcome.fails(strict=strict))
