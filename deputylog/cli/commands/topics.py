from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    period: Annotated[
        str,
        typer.Option(
            metavar="PERIOD",
            help=Bilingual(
                "此期间收到的问题，如 2026 或 2026H1；不填为最近四个季度",
                "received in this period, such as 2026 or 2026H1 (default: the last four quarters)",
            ),
        ),
    ] = "",
    group: Annotated[
        str,
        typer.Option(
            metavar="GROUP",
            help=Bilingual("代表组；不写则为全区", "a deputy group (default: the whole district)"),
        ),
    ] = "",
    about: Annotated[
        str,
        typer.Option(
            metavar="ACTIVITY",
            help=Bilingual(
                "改为列出围绕该视察调研、专题监督或者会议征询的选民意见",
                "instead: what voters advised on this research, supervision or meeting",
            ),
        ),
    ] = "",
    cluster: Annotated[
        int,
        typer.Option(
            metavar="NUMBER",
            help=Bilingual("列出该组相似问题所依据的记录", "list the records behind this cluster"),
        ),
    ] = 0,
    format: Annotated[
        str,
        typer.Option(
            metavar="FORMAT",
            help=Bilingual(
                "table、md、html、docx、xlsx、pdf 或 json",
                "table, md, html, docx, xlsx, pdf or json",
            ),
        ),
    ] = "table",
    out: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help=Bilingual("写到哪里；不填则为标准输出", "output file (default: standard output)"),
        ),
    ] = "",
    as_of: AsOf = "",
) -> None:
    from deputylog.cli.choice import apart
    from deputylog.cli.period import period_of
    from deputylog.cli.show_report import show_report
    from deputylog.names.register import Register
    from deputylog.papers.topics import advice_on, one_cluster, topics_of

    this: Run = context.obj
    apart(context, "--cluster", "--out")
    apart(context, "--about", "--period", "--group", "--cluster")
    group_id = Register(this.root).resolve("group", group) if group else ""
    day = this.day(as_of, "--as-of")
    if about:
        found = advice_on(this.root, about, as_of=day, today=this.today)
        show_report(this, found, format, out, tables=("advice",))
        return
    report = topics_of(
        this.root, group_id, period_of(period) if period else None, as_of=day, today=this.today
    )
    if cluster:
        from deputylog.cli.show_table import show_table

        show_table(this, one_cluster(report, cluster), day, format)
        return
    show_report(this, report, format, out, tables=("topics", "clusters", "supervisions"))
