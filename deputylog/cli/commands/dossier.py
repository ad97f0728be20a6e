from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf, OfPeriod, Out, PaperFormat
from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    who: Annotated[
        str,
        typer.Argument(
            metavar="WHO",
            help=Bilingual(
                "代表；不填则须用 --group 或者 --all", "a deputy; else say --group or --all"
            ),
        ),
    ] = "",
    group: Annotated[
        str,
        typer.Option(
            metavar="GROUP",
            help=Bilingual(
                "该组每名代表各一份，写入 --out 文件夹",
                "every deputy of this group, into the folder --out",
            ),
        ),
    ] = "",
    every: Annotated[
        bool,
        typer.Option(
            "--all",
            help=Bilingual(
                "全区每名代表各一份，写入 --out 文件夹",
                "every deputy of the district, into the folder --out",
            ),
        ),
    ] = False,
    period: OfPeriod = "",
    term: Annotated[
        str,
        typer.Option(
            metavar="TERM",
            help=Bilingual("改为整届", "a whole term of the congress instead of a year"),
        ),
    ] = "",
    format: PaperFormat = "md",
    out: Out = "",
    as_of: AsOf = "",
) -> None:
    from deputylog.cli.choice import apart
    from deputylog.cli.period import period_or_year
    from deputylog.cli.show_paper import paper_maker, show_made, write_papers
    from deputylog.finding import DeputylogError
    from deputylog.names.register import Register
    from deputylog.papers.output import term_period

    this: Run = context.obj
    apart(context, "WHO", "--group", "--all")
    apart(context, "--group", "--all")
    apart(context, "--period", "--term")
    if not (who or group or every):
        raise DeputylogError("缺少{option}", "{option} is missing", option="WHO")
    if not (who or out):
        raise DeputylogError("缺少{option}", "{option} is missing", option="--out")
    register = Register(this.root)
    maker = paper_maker(this, format, out, as_of)
    day = maker.book.as_of
    days = term_period(this.root, term, day) if term else period_or_year(period, day)
    if who:
        (made,) = maker.dossiers([register.resolve("deputy", who)], days)
        show_made(this, made, format, out)
        return
    group_id = register.resolve("group", group) if group else ""
    deputies = maker.members(group_id, days)
    write_papers(
        this,
        ((made.name, made.report) for made in maker.dossiers(deputies, days)),
        len(deputies),
        format,
        out,
    )
