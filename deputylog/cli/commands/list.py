from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help=N_("matters, letters, visits, openings, suggestions, activities, deputies, groups …"),
        ),
    ] = "matters",
    group: Annotated[str, typer.Option(metavar="GROUP", help=N_("only of this deputy group"))] = "",
    deputy: Annotated[str, typer.Option(metavar="WHO", help=N_("only of this deputy"))] = "",
    constituency: Annotated[str, typer.Option(metavar="WHERE", help=N_("only of this constituency"))] = "",
    topic: Annotated[str, typer.Option(metavar="TOPIC", help=N_("only of this topic"))] = "",
    kind: Annotated[str, typer.Option(metavar="KIND", help=N_("only matters of this kind, such as request"))] = "",
    period: Annotated[
        str, typer.Option(metavar="PERIOD", help=N_("only of this period: 2026, 2026Q1, 2026-03, 2026W11 or 2026-03-01..2026-03-31"))
    ] = "",
    is_open: Annotated[bool, typer.Option("--open", help=N_("only open matters"))] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help=N_("only matters with something overdue"))] = False,
    as_of: AsOf = "",
    format: Annotated[str, typer.Option(metavar="FORMAT", help=N_("table or json"))] = "table",
) -> None:
    from deputylog.cli.period import period_of
    from deputylog.cli.show_table import show_table
    from deputylog.lists import listing, listing_named
    from deputylog.lists.filter import Filter
    from deputylog.names.register import Register
    from deputylog.names.terms import term_of

    this: Run = context.obj
    listed = listing_named(what)
    register = Register(this.root)
    wished = Filter(
        group=register.resolve("group", group) if group else "",
        deputy=register.resolve("deputy", deputy) if deputy else "",
        constituency=register.resolve("constituency", constituency) if constituency else "",
        topic=register.resolve("topic", topic) if topic else "",
        kind=term_of("--kind", kind, listed.kinds) if kind and listed.kinds else kind,
        period=period_of(period) if period else None,
        is_open=is_open,
        overdue=overdue,
    )
    book = this.book(as_of)
    show_table(this, listing(book, listed, wished), book.as_of, format)
