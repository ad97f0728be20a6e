from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help=Bilingual(
                "matters 问题、letters 来信、visits 走访、openings 开箱、suggestions 建议、"
                "activities 活动、deputies 代表、groups 代表组等",
                "matters, letters, visits, openings, suggestions, activities, deputies, groups …",
            ),
        ),
    ] = "matters",
    group: Annotated[
        str,
        typer.Option(metavar="GROUP", help=Bilingual("只列该代表组", "only of this deputy group")),
    ] = "",
    deputy: Annotated[
        str, typer.Option(metavar="WHO", help=Bilingual("只列该代表", "only of this deputy"))
    ] = "",
    constituency: Annotated[
        str,
        typer.Option(metavar="WHERE", help=Bilingual("只列该选区", "only of this constituency")),
    ] = "",
    topic: Annotated[
        str, typer.Option(metavar="TOPIC", help=Bilingual("只列该问题领域", "only of this topic"))
    ] = "",
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help=Bilingual(
                "只列此类别的问题，如request", "only matters of this kind, such as request"
            ),
        ),
    ] = "",
    period: Annotated[
        str,
        typer.Option(
            metavar="PERIOD",
            help=Bilingual(
                "只列这段时间的：2026、2026Q1、2026-03、2026W11或者2026-03-01..2026-03-31",
                "only of this period: 2026, 2026Q1, 2026-03, 2026W11 or 2026-03-01..2026-03-31",
            ),
        ),
    ] = "",
    is_open: Annotated[
        bool, typer.Option("--open", help=Bilingual("只列未办结的", "only open matters"))
    ] = False,
    overdue: Annotated[
        bool,
        typer.Option(
            "--overdue", help=Bilingual("只列有逾期事项的", "only matters with something overdue")
        ),
    ] = False,
    as_of: AsOf = "",
    format: Annotated[
        str, typer.Option(metavar="FORMAT", help=Bilingual("table或者json", "table or json"))
    ] = "table",
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
