"""Options shared by several commands."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from deputylog.cli.run import Run
from deputylog.words import N_

Day: TypeAlias = Annotated[str, typer.Option(metavar="DAY", help=N_("day, such as 3-14, yesterday, last friday (default: today)"))]
RecordedBy: TypeAlias = Annotated[
    str, typer.Option(metavar="WHO", envvar="DEPUTYLOG_RECORDED_BY", help=N_("who recorded it (default: DEPUTYLOG_RECORDED_BY)"))
]
OpenedBy: TypeAlias = Annotated[str, typer.Option(metavar="WHO", help=N_("who opened them"))]
Like: TypeAlias = Annotated[
    str,
    typer.Option(
        "--like",
        metavar="RECORD",
        help=N_("copy place, people, form, kind and topic from this record: part of its id, or words of its title"),
    ),
]
FromFile: TypeAlias = Annotated[
    str, typer.Option("--from", metavar="FILE", help=N_("read the record from a YAML file; - for standard input"))
]


def _commit_wished(context: typer.Context, param: typer.CallbackParam, value: bool) -> bool:
    """Return the option's value if given, else the value of `git config deputylog.commit`."""
    source = context.get_parameter_source(str(param.name))
    if context.resilient_parsing or (source and source.name == "COMMANDLINE"):
        return value
    from deputylog.git.commit import commits_always
    from deputylog.git.run import Git

    this: Run = context.obj
    return commits_always(Git(this.root))


Commit: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--commit/--no-commit",
        callback=_commit_wished,
        help=N_("commit only the written files to git (default: as set by 'git config deputylog.commit')"),
    ),
]
AsOf: TypeAlias = Annotated[str, typer.Option(metavar="DAY", help=N_("as known on that day (default: today)"))]
PaperFormat: TypeAlias = Annotated[str, typer.Option(metavar="FORMAT", help=N_("md, html, docx, xlsx, pdf or json"))]
Out: TypeAlias = Annotated[str, typer.Option(metavar="PATH", help=N_("output file (default: standard output)"))]
OfPeriod: TypeAlias = Annotated[str, typer.Option(metavar="PERIOD", help=N_("2026, 2026H1, 2026Q1 … (default: this year)"))]
Id: TypeAlias = Annotated[str, typer.Option(metavar="ID", help=N_("id (default: made from the name)"))]
Alias: TypeAlias = Annotated[list[str], typer.Option(metavar="NAME", help=N_("another name; repeat for each"))]
