from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, Day, FromFile, Like, RecordedBy
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    received: Day = "",
    mailbox: Annotated[
        str, typer.Option(metavar="MAILBOX", help=Bilingual("所在信箱", "mailbox it was found in"))
    ] = "",
    constituency: Annotated[
        str,
        typer.Option(
            metavar="WHERE",
            help=Bilingual("选区（信箱以外的来信）", "constituency, for other channels"),
        ),
    ] = "",
    channel: Annotated[
        str,
        typer.Option(
            metavar="CHANNEL",
            help=Bilingual(
                "mailbox信箱、post邮寄、by_hand当面、phone电话、online网络",
                "mailbox, post, by_hand, phone, online",
            ),
        ),
    ] = "",
    source: Annotated[
        str,
        typer.Option(metavar="TEXT", help=Bilingual("外部渠道名称", "outside name of the channel")),
    ] = "",
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help=Bilingual(
                "opinion建议意见、request申诉求决、inquiry咨询、litigation涉法涉诉、thanks感谢、"
                "accusation检举控告、other其他",
                "opinion, request, inquiry, litigation, thanks, accusation, other",
            ),
        ),
    ] = "",
    writer: Annotated[
        str,
        typer.Option(
            metavar="HOW",
            help=Bilingual(
                "named署名、no_address无地址、anonymous匿名", "named, no_address or anonymous"
            ),
        ),
    ] = "",
    deputy: Annotated[
        str, typer.Option(metavar="WHO", help=Bilingual("收信代表", "deputy addressed"))
    ] = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help=Bilingual("标题", "title"))] = "",
    topic: Annotated[str, typer.Option(metavar="TOPIC", help=Bilingual("问题领域", "topic"))] = "",
    summary: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help=Bilingual("内容摘要，不写身份", "neutral summary that identifies nobody"),
        ),
    ] = "",
    recorded_by: RecordedBy = "",
    name: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help=Bilingual(
                "来信人姓名；只存入private/", "the writer's name, stored only in private/"
            ),
        ),
    ] = "",
    address: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help=Bilingual("住址；只存入private/", "address, stored only in private/"),
        ),
    ] = "",
    phone: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help=Bilingual("电话；只存入private/", "telephone, stored only in private/"),
        ),
    ] = "",
    accused: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help=Bilingual(
                "被检举控告人（限检举控告）；只存入private/",
                "the accused of an accusation, stored only in private/",
            ),
        ),
    ] = "",
    private_note: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help=Bilingual("只存入private/的备注", "a note, stored only in private/"),
        ),
    ] = "",
    like: Like = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.enter import enter
    from deputylog.enter.letter import ENTRY

    enter(context, ENTRY)
