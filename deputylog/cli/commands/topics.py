from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    period: Annotated[
        str, typer.Option(metavar="PERIOD", help=N_("received in this period, such as 2026 or 2026H1 (default: the last four quarters)"))
    ] = "",
    group: Annotated[str, typer.Option(metavar="GROUP", help=N_("a deputy group (default: the whole district)"))] = "",
    about: Annotated[
        str, typer.Option(metavar="ACTIVITY", help=N_("instead: what voters advised on this research, supervision or meeting"))
    ] = "",
    cluster: Annotated[int, typer.Option(metavar="NUMBER", help=N_("list the records behind this cluster"))] = 0,
    format: Annotated[str, typer.Option(metavar="FORMAT", help=N_("table, md, html, docx, xlsx, pdf or json"))] = "table",
    out: Annotated[str, typer.Option(metavar="FILE", help=N_("output file (default: standard output)"))] = "",
    as_of: AsOf = "",
) -> None:
    """Finds matters about the same thing by the words of their titles, offline. A person decides what is one topic."""
    from deputylog.cli.choice import apart
    from deputylog.cli.period import period_of
    from deputylog.cli.show_report import show_report
    from deputylog.names.register import Register
    from deputylog.papers.topic_report import advice_on, one_cluster, topics_of

    this: Run = context.obj
    apart(context, "--cluster", "--out")
    apart(context, "--about", "--period", "--group", "--cluster")
    group_id = Register(this.root).resolve("group", group) if group else ""
    day = this.day(as_of, "--as-of")
    if about:
        found = advice_on(this.root, about, as_of=day, today=this.today)
        show_report(this, found, format, out, tables=("advice",))
        return
    report = topics_of(this.root, group_id, period_of(period) if period else None, as_of=day, today=this.today)
    if cluster:
        from deputylog.cli.show_table import show_table

        show_table(this, one_cluster(report, cluster), day, format)
        return
    show_report(this, report, format, out, tables=("topics", "clusters", "supervisions"))
