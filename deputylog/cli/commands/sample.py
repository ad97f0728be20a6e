from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf, Commit
from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    quarter: Annotated[str, typer.Option(metavar="QUARTER", help=N_("the quarter, such as 2026Q1"))],
    group: Annotated[str, typer.Option(metavar="GROUP", help=N_("a deputy group (default: the whole district)"))] = "",
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help=N_("visit, opening, letter, suggestion or activity; repeat for several (default: all)")),
    ] = None,
    count: Annotated[int, typer.Option(metavar="NUMBER", help=N_("number of records of each group and kind"), min=1)] = 3,
    seed: Annotated[str, typer.Option(metavar="TEXT", help=N_("seed of the draw (default: a new one, which is printed)"))] = "",
    record: Annotated[bool, typer.Option("--record", help=N_("add a spot-check record with the records drawn, to fill in"))] = False,
    by: Annotated[str, typer.Option(metavar="WHO", help=N_("who checks"))] = "",
    format: Annotated[str, typer.Option(metavar="FORMAT", help=N_("table, md, html, docx, xlsx, pdf or json"))] = "table",
    out: Annotated[str, typer.Option(metavar="FILE", help=N_("output file (default: standard output)"))] = "",
    as_of: AsOf = "",
    commit: Commit = False,
) -> None:
    """Records of each group and kind are sorted by the SHA-256 of 'seed:id'; the first are drawn, so anybody can repeat the draw."""
    from pathlib import Path
    from random import SystemRandom

    from deputylog.cli.choice import one_of, only_with
    from deputylog.cli.quarter import quarter_of
    from deputylog.cli.show_report import show_report
    from deputylog.cli.written import commit_or_tell, may_commit
    from deputylog.kinds.registry import SPOT_CHECK
    from deputylog.names.register import Register
    from deputylog.papers.draw import DRAWN_KINDS
    from deputylog.papers.drawing import Draw, drawn_by, record_draw
    from deputylog.words import phrase

    this: Run = context.obj
    only_with(context, "--record", "--by", "--commit")
    may_commit(this, commit and record)
    kinds = [known.name for known in DRAWN_KINDS]
    wanted_kinds = [one_of("--kind", wanted, kinds) for wanted in kind or kinds]
    register = Register(this.root)
    group_id = register.resolve("group", group) if group else ""
    who = register.resolve("person", by) if by else None
    random = SystemRandom()
    wanted = Draw(quarter_of(quarter), group_id, wanted_kinds, count, seed or f"{random.randrange(10**8):08}")
    report, drawn = drawn_by(this.root, wanted, as_of=this.day(as_of, "--as-of"), today=this.today)
    show_report(this, report, format, out, tables=("drawn",))
    if record:
        path = record_draw(this.root, wanted, drawn, this.words, by=who, day=this.today, random=random)
        this.note(phrase(N_("written: {path}"), path=path))
        commit_or_tell(this, [path], f"{SPOT_CHECK.name} {Path(path).stem}: added", wished=commit)
