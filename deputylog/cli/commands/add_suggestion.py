from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, FromFile, Like, RecordedBy
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    title: Annotated[
        str,
        typer.Option(metavar="TEXT", help=Bilingual("题目，一事一议", "title; one subject only")),
    ] = "",
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help=Bilingual(
                "suggestion 建议、criticism 批评、opinion 意见或者 motion 议案；不填为建议",
                "suggestion, criticism, opinion or motion (default: suggestion)",
            ),
        ),
    ] = "",
    lead: Annotated[
        str, typer.Option(metavar="WHO", help=Bilingual("领衔代表", "lead deputy"))
    ] = "",
    cosigner: Annotated[
        list[str],
        typer.Option(
            metavar="WHO",
            help=Bilingual(
                "附议代表；多人可重复此项，或者用逗号分开",
                "a cosigner; repeat the option, or separate several with commas",
            ),
        ),
    ] = [],  # noqa: B006
    session: Annotated[
        str,
        typer.Option(
            metavar="SESSION",
            help=Bilingual(
                "会议，如 17-5；不填为闭会期间",
                "session, such as 17-5 (without it: between sessions)",
            ),
        ),
    ] = "",
    topic: Annotated[str, typer.Option(metavar="TOPIC", help=Bilingual("问题领域", "topic"))] = "",
    source: Annotated[
        list[str],
        typer.Option(
            metavar="MATTER",
            help=Bilingual(
                "来源的来信或者问题：编号的一部分，或者标题中的词",
                "a letter or matter it is based on: part of its id, or words of its title",
            ),
        ),
    ] = [],  # noqa: B006
    situation: Annotated[
        str, typer.Option(metavar="TEXT", help=Bilingual("情况", "situation"))
    ] = "",
    analysis: Annotated[str, typer.Option(metavar="TEXT", help=Bilingual("分析", "analysis"))] = "",
    request: Annotated[
        str, typer.Option(metavar="TEXT", help=Bilingual("具体意见", "the request"))
    ] = "",
    subject: Annotated[
        str, typer.Option(metavar="TEXT", help=Bilingual("案由（议案）", "subject, of a motion"))
    ] = "",
    grounds: Annotated[
        str, typer.Option(metavar="TEXT", help=Bilingual("案据（议案）", "grounds, of a motion"))
    ] = "",
    plan: Annotated[
        str, typer.Option(metavar="TEXT", help=Bilingual("方案（议案）", "plan, of a motion"))
    ] = "",
    public: Annotated[
        bool, typer.Option("--public", help=Bilingual("可以公开", "it may be published"))
    ] = False,
    date: Annotated[
        str,
        typer.Option(
            metavar="DAY",
            help=Bilingual("提出日期；不填为今天", "day of submission (default: today)"),
        ),
    ] = "",
    draft: Annotated[
        bool, typer.Option("--draft", help=Bilingual("尚未提出", "it is not submitted yet"))
    ] = False,
    recorded_by: RecordedBy = "",
    like: Like = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.enter import enter
    from deputylog.enter.suggestion import ENTRY

    enter(context, ENTRY)
