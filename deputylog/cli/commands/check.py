from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import N_, phrase


def run(
    context: typer.Context,
    as_of: AsOf = "",
    strict: Annotated[bool, typer.Option("--strict", help=N_("fail on breaches as well as errors"))] = False,
    select: Annotated[
        str, typer.Option(metavar="CODES", help=N_("only these rules: codes or beginnings of codes, separated by commas"))
    ] = "",
    ignore: Annotated[str, typer.Option(metavar="CODES", help=N_("leave out these rules"))] = "",
    every: Annotated[bool, typer.Option("--all", help=N_("list the breaches of submitted quarters one by one"))] = False,
    local: Annotated[bool, typer.Option("--local", help=N_("also check this machine: private files, git"))] = False,
    by: Annotated[str, typer.Option(metavar="WHAT", help=N_("group findings by file, rule or group"))] = "file",
    changed: Annotated[
        str | None,
        typer.Option(metavar="[REF]", help=N_("only what has changed since REF (default: the upstream branch, else HEAD)")),
    ] = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help=N_("text, json, github, gitlab, sarif or junit"))] = "text",
) -> int:
    from deputylog.check.formats.registry import FORMATS, write
    from deputylog.check.new_findings import check_changed
    from deputylog.check.outcome import shown
    from deputylog.check.runner import check, chosen
    from deputylog.cli.choice import one_of
    from deputylog.console import print_checked
    from deputylog.git.changes import change_since
    from deputylog.git.run import Git
    from deputylog.names.values import split

    this: Run = context.obj
    one_of("--format", format, FORMATS)
    one_of("--by", by, ("file", "rule", "group"))
    rules = chosen(split(select), split(ignore), local=local)
    day = this.day(as_of, "--as-of")
    if changed is None:
        outcome = check(this.root, rules, as_of=day, today=this.today, every=every)
    else:
        change = change_since(Git(this.root), changed)
        say = this.say if format == "text" else this.note
        if change.base:
            say(phrase(N_("compared with {ref}, commit {commit}"), ref=change.ref, commit=change.base[:10]))
        outcome = check_changed(this.root, change, rules, as_of=day, today=this.today)
    prefix = Git(this.root).prefix if format in ("github", "gitlab", "sarif") else ""
    found = shown(outcome, rules, day, this.words, strict=strict, by=by, prefix=prefix)
    if format == "text":
        print_checked(found, this.words)
    else:
        print(write(format, found, this.words), end="")
    return int(outcome.fails(strict=strict))
