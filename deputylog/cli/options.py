"""Options shared by several commands."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from deputylog.cli.run import Run
from deputylog.words import Bilingual

Day: TypeAlias = Annotated[
    str,
    typer.Option(
        metavar="DAY",
        help=Bilingual(
            "日期，如 3-14、昨天、上周五；不填为今天",
            "day, such as 3-14, yesterday, last friday (default: today)",
        ),
    ),
]
RecordedBy: TypeAlias = Annotated[
    str,
    typer.Option(
        metavar="WHO",
        envvar="DEPUTYLOG_RECORDED_BY",
        help=Bilingual(
            "登记人；不写的，取环境变量 DEPUTYLOG_RECORDED_BY",
            "who recorded it (default: DEPUTYLOG_RECORDED_BY)",
        ),
    ),
]
OpenedBy: TypeAlias = Annotated[
    str, typer.Option(metavar="WHO", help=Bilingual("开启人", "who opened them"))
]
Like: TypeAlias = Annotated[
    str,
    typer.Option(
        "--like",
        metavar="RECORD",
        help=Bilingual(
            "沿用这条记录的地点、人员、形式、类别和问题领域：写编号的一部分，或者标题中的词",
            "copy place, people, form, kind and topic from this record: part of its id, or "
            "words of its title",
        ),
    ),
]
FromFile: TypeAlias = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="FILE",
        help=Bilingual(
            "从YAML文件读取记录；-为标准输入",
            "read the record from a YAML file; - for standard input",
        ),
    ),
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
        help=Bilingual(
            "把写入的文件提交到 git，其他文件不提交；不写的，按 git config deputylog.commit 的设置",
            "commit only the written files to git (default: as set by 'git config "
            "deputylog.commit')",
        ),
    ),
]
AsOf: TypeAlias = Annotated[
    str,
    typer.Option(
        metavar="DAY",
        help=Bilingual("截至该日所知；不写则为今天", "as known on that day (default: today)"),
    ),
]
PaperFormat: TypeAlias = Annotated[
    str,
    typer.Option(
        metavar="FORMAT",
        help=Bilingual("md、html、docx、xlsx、pdf 或 json", "md, html, docx, xlsx, pdf or json"),
    ),
]
Out: TypeAlias = Annotated[
    str,
    typer.Option(
        metavar="PATH",
        help=Bilingual("写到哪里；不填则为标准输出", "output file (default: standard output)"),
    ),
]
OfPeriod: TypeAlias = Annotated[
    str,
    typer.Option(
        metavar="PERIOD",
        help=Bilingual(
            "2026、2026H1、2026Q1 等；不填为本年", "2026, 2026H1, 2026Q1 … (default: this year)"
        ),
    ),
]
Id: TypeAlias = Annotated[
    str,
    typer.Option(
        metavar="ID", help=Bilingual("编号；不写则由姓名生成", "id (default: made from the name)")
    ),
]
Alias: TypeAlias = Annotated[
    list[str],
    typer.Option(
        metavar="NAME", help=Bilingual("别名；可多次使用", "another name; repeat for each")
    ),
]
