from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=N_(
                "visit, opening, letter, suggestion, activity, submission, spot-check, excuse, deputy, group;"
                " facts: what papers count from, for analysis"
            ),
        ),
    ],
    group: Annotated[str, typer.Option(metavar="GROUP", help=N_("only of this deputy group"))] = "",
    deputy: Annotated[str, typer.Option(metavar="WHO", help=N_("only of this deputy"))] = "",
    constituency: Annotated[str, typer.Option(metavar="WHERE", help=N_("only of this constituency"))] = "",
    topic: Annotated[str, typer.Option(metavar="TOPIC", help=N_("only of this topic"))] = "",
    period: Annotated[
        str, typer.Option(metavar="PERIOD", help=N_("only of this period: 2026, 2026Q1, 2026-03, 2026W11 or 2026-03-01..2026-03-31"))
    ] = "",
    frame: Annotated[str, typer.Option(metavar="NAME", help=N_("which table of the facts, as csv (default: matters)"))] = "",
    as_of: AsOf = "",
    format: Annotated[str, typer.Option(metavar="FORMAT", help=N_("csv, xlsx or json (default: by the name of --out, else csv)"))] = "",
    out: Annotated[str, typer.Option(metavar="FILE", help=N_("output file (default: standard output)"))] = "",
) -> None:
    """Contains nothing from private/. `deputylog import` reads records back."""
    import sys
    from pathlib import Path

    from deputylog.calendar import Quarter
    from deputylog.cli.added import tell
    from deputylog.cli.choice import apart, one_of
    from deputylog.cli.period import period_of
    from deputylog.finding import DeputylogError
    from deputylog.lists.filter import Filter
    from deputylog.names.register import Register
    from deputylog.record.files import replace_file
    from deputylog.tables.export_files import (
        FACTS,
        FORMATS,
        export,
        export_facts,
        exported_kind,
        records_of,
    )

    this: Run = context.obj
    if kind == FACTS:
        apart(context, "KIND", "--deputy", "--constituency", "--topic")
    elif frame:
        raise DeputylogError(N_("{option} is used only with {other}"), option="--frame", other=FACTS)
    by_name = Path(out).suffix.removeprefix(".").lower()
    chosen = one_of("--format", format or (by_name if by_name in FORMATS else "csv"), FORMATS)
    register = Register(this.root)
    wished = Filter(
        group=register.resolve("group", group) if group else "",
        deputy=register.resolve("deputy", deputy) if deputy else "",
        constituency=register.resolve("constituency", constituency) if constituency else "",
        topic=register.resolve("topic", topic) if topic else "",
        period=period_of(period) if period else None,
    )
    book = this.book(as_of)
    if kind == FACTS:
        whole = wished.period or Quarter.of(book.as_of).period
        content = export_facts(book, whole, wished.group, chosen, frame or "matters")
    else:
        wanted = exported_kind(kind)
        content = export(book, wanted, records_of(book, wanted, wished), chosen, this.words)
    if out:
        replace_file(Path(out), content)
        tell(this, out)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
