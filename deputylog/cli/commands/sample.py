from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf, Commit
from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    quarter: Annotated[
        str,
        typer.Option(
            metavar="QUARTER", help=Bilingual("季度，如2026Q1", "the quarter, such as 2026Q1")
        ),
    ],
    group: Annotated[
        str,
        typer.Option(
            metavar="GROUP",
            help=Bilingual("代表组；不写则为全区", "a deputy group (default: the whole district)"),
        ),
    ] = "",
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help=Bilingual(
                "visit、opening、letter、suggestion 或 activity，可多次填写；不填为全部",
                "visit, opening, letter, suggestion or activity; repeat for several (default: all)",
            ),
        ),
    ] = None,
    count: Annotated[
        int,
        typer.Option(
            metavar="NUMBER",
            help=Bilingual("每个代表组每类抽取的件数", "number of records of each group and kind"),
            min=1,
        ),
    ] = 3,
    seed: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help=Bilingual(
                "随机种子；不填则自动生成并列明",
                "seed of the draw (default: a new one, which is printed)",
            ),
        ),
    ] = "",
    record: Annotated[
        bool,
        typer.Option(
            "--record",
            help=Bilingual(
                "把抽取结果登记为一次抽查，待填写核对结果",
                "add a spot-check record with the records drawn, to fill in",
            ),
        ),
    ] = False,
    by: Annotated[str, typer.Option(metavar="WHO", help=Bilingual("抽查人", "who checks"))] = "",
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
    commit: Commit = False,
) -> None:
    from pathlib import Path
    from random import SystemRandom

    from deputylog.cli.choice import one_of, only_with
    from deputylog.cli.quarter import quarter_of
    from deputylog.cli.show_report import show_report
    from deputylog.cli.written import commit_or_tell, may_commit
    from deputylog.kinds.registry import SPOT_CHECK
    from deputylog.names.register import Register
    from deputylog.papers.sample import DRAWN_KINDS, Draw, drawn_by, record_draw
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
    wanted = Draw(
        quarter_of(quarter), group_id, wanted_kinds, count, seed or f"{random.randrange(10**8):08}"
    )
    report, drawn = drawn_by(this.root, wanted, as_of=this.day(as_of, "--as-of"), today=this.today)
    show_report(this, report, format, out, tables=("drawn",))
    if record:
        path = record_draw(
            this.root, wanted, drawn, this.words, by=who, day=this.today, random=random
        )
        this.note(phrase("已写入：{path}", "written: {path}", path=path))
        commit_or_tell(this, [path], f"{SPOT_CHECK.name} {Path(path).stem}: added", wished=commit)
