"""`deputylog add-group lianhua 莲花街道代表组 --officer 刘芳 --constituency c03=第三选区 --mailbox
m03=c03@社区门口`.
"""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, FromFile
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help=Bilingual("代表组编号，如lianhua", "id of the group, such as lianhua"),
        ),
    ] = "",
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=Bilingual("代表组名称", "name of the group"))
    ] = "",
    office: Annotated[
        str, typer.Option(metavar="TEXT", help=Bilingual("办事处", "sub-district office"))
    ] = "",
    leader: Annotated[
        str,
        typer.Option(
            metavar="WHO",
            help=Bilingual(
                "组长；尚未登记的人一并登记为代表，任职待补",
                "group leader; the name of somebody new adds a deputy without a seat",
            ),
        ),
    ] = "",
    officer: Annotated[
        list[str],
        typer.Option(
            metavar="[ID=]NAME",
            help=Bilingual("联络员；可多次使用", "a liaison officer; repeat for each"),
        ),
    ] = [],  # noqa: B006
    constituency: Annotated[
        list[str],
        typer.Option(
            metavar="ID=NAME", help=Bilingual("选区；可多次使用", "a constituency; repeat for each")
        ),
    ] = [],  # noqa: B006
    mailbox: Annotated[
        list[str],
        typer.Option(
            metavar="ID=CONSTITUENCY[@PLACE]",
            help=Bilingual(
                "信箱及其选区和位置；可多次使用",
                "a mailbox, its constituency and place; repeat for each",
            ),
        ),
    ] = [],  # noqa: B006
    term: Annotated[
        str,
        typer.Option(
            metavar="TERM",
            help=Bilingual(
                "选区所属届次；不写则为本届",
                "term of the constituencies (default: the running term)",
            ),
        ),
    ] = "",
    since: Annotated[
        str,
        typer.Option(
            "--from-day",
            metavar="DAY",
            help=Bilingual(
                "联络员任职、信箱启用的起始日；不填则自有记录之日起",
                "first day of officers and mailboxes (default: since the records begin)",
            ),
        ),
    ] = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.enter import enter
    from deputylog.enter.group import ENTRY

    enter(context, ENTRY)
