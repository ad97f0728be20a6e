from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, Day, FromFile, Like, RecordedBy
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=Bilingual(
                "publicity 宣传、circular 通报、duty_report 述职、meeting 会议、supervision 监"
                "督、research 调研、commendation 表彰等；填错时列出全部",
                "publicity, circular, duty_report, meeting, supervision, research, "
                "commendation … (an unknown word lists them all)",
            ),
        ),
    ] = "",
    by: Annotated[
        str,
        typer.Option(
            metavar="WHO",
            help=Bilingual(
                "组织者：代表组、代表或者工作机构",
                "who held it: a group, a deputy or the working body",
            ),
        ),
    ] = "",
    date: Day = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help=Bilingual("标题", "title"))] = "",
    deputy: Annotated[
        list[str],
        typer.Option(
            metavar="WHO",
            help=Bilingual(
                "参加的代表；可多次使用，或者用逗号分开",
                "a deputy who took part; repeat the option, or separate several with commas",
            ),
        ),
    ] = [],  # noqa: B006
    constituency: Annotated[
        list[str],
        typer.Option(
            metavar="WHERE",
            help=Bilingual(
                "选区；多个可重复此项，或者用逗号分开",
                "a constituency; repeat the option, or separate several with commas",
            ),
        ),
    ] = [],  # noqa: B006
    topic: Annotated[
        str,
        typer.Option(metavar="TOPIC", help=Bilingual("监督的问题领域", "topic, of a supervision")),
    ] = "",
    matter: Annotated[
        list[str],
        typer.Option(
            metavar="MATTER",
            help=Bilingual(
                "监督所涉及的问题；多个可重复此项",
                "a matter taken up by the supervision; repeat for each",
            ),
        ),
    ] = [],  # noqa: B006
    source: Annotated[
        list[str],
        typer.Option(
            metavar="MATTER",
            help=Bilingual(
                "由其引出的来信或者问题；多个可重复此项",
                "a letter or matter that led to it; repeat for each",
            ),
        ),
    ] = [],  # noqa: B006
    who: Annotated[
        str,
        typer.Option(
            metavar="WHO",
            help=Bilingual(
                "受表彰的代表、代表组或者记录，或者汇报的代表组",
                "who is commended (a deputy, a group or a record), or the group heard",
            ),
        ),
    ] = "",
    honoured_as: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="AS",
            help=Bilingual(
                "表彰名义：deputy 优秀代表、group 先进代表组、case 典型事例",
                "what is commended: deputy, group or case",
            ),
        ),
    ] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help=Bilingual("备注", "note"))] = "",
    recorded_by: RecordedBy = "",
    like: Like = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.enter import enter
    from deputylog.enter.activity import ENTRY

    enter(context, ENTRY)
