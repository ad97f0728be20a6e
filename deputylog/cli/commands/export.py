from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=Bilingual(
                "visit、opening、letter、suggestion、activity、submission、spot-check、excuse、"
                "deputy、group；facts：各文书的统计依据，供分析用",
                "visit, opening, letter, suggestion, activity, submission, spot-check, excuse, "
                "deputy, group; facts: what papers count from, for analysis",
            ),
        ),
    ],
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
    frame: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help=Bilingual(
                "导出统计依据中的哪一张表（CSV；默认 matters）",
                "which table of the facts, as csv (default: matters)",
            ),
        ),
    ] = "",
    as_of: AsOf = "",
    format: Annotated[
        str,
        typer.Option(
            metavar="FORMAT",
            help=Bilingual(
                "csv、xlsx 或者 json；不填则按 --out 的文件名，否则为 csv",
                "csv, xlsx or json (default: by the name of --out, else csv)",
            ),
        ),
    ] = "",
    out: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help=Bilingual("写到哪里；不填则为标准输出", "output file (default: standard output)"),
        ),
    ] = "",
) -> None:
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
    from deputylog.tables.export import (
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
        raise DeputylogError(
            "{option} 只能与 {other} 一起使用",
            "{option} is used only with {other}",
            option="--frame",
            other=FACTS,
        )
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
