from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    group: Annotated[
        str,
        typer.Option(metavar="GROUP", help=Bilingual("只列该代表组", "only of this deputy group")),
    ] = "",
    deputy: Annotated[
        str, typer.Option(metavar="WHO", help=Bilingual("只列该代表", "only of this deputy"))
    ] = "",
    within: Annotated[
        int,
        typer.Option(
            metavar="DAYS",
            min=0,
            max=3660,
            help=Bilingual("提前多少天", "number of days to look ahead"),
        ),
    ] = 14,
    period: Annotated[
        str,
        typer.Option(
            metavar="PERIOD",
            help=Bilingual(
                "改为截至某周、某月或者某季度之末",
                "look ahead to the end of a week, month or quarter instead",
            ),
        ),
    ] = "",
    who: Annotated[
        str,
        typer.Option(
            metavar="ACTOR",
            help=Bilingual(
                "只列这些人应办的：deputy 代表、officer 联络员、department 承办单位、"
                "working_body 工作机构",
                "only tasks of these: deputy, officer, department, working_body",
            ),
        ),
    ] = "",
    chat: Annotated[
        bool,
        typer.Option(
            "--chat", help=Bilingual("输出可粘贴到聊天群的文字", "plain lines to paste into a chat")
        ),
    ] = False,
    as_of: AsOf = "",
    format: Annotated[
        str, typer.Option(metavar="FORMAT", help=Bilingual("table或者json", "table or json"))
    ] = "table",
) -> None:
    from datetime import timedelta

    from deputylog.cli.choice import apart
    from deputylog.cli.period import period_of
    from deputylog.cli.show_table import show_table
    from deputylog.kinds.actor import Actor
    from deputylog.names.register import Register
    from deputylog.names.terms import term_of
    from deputylog.tell.due import chat_lines, due_table, nothing_due, what_is_due

    this: Run = context.obj
    apart(context, "--within", "--period")
    apart(context, "--chat", "--format")
    register = Register(this.root)
    group_id = register.resolve("group", group) if group else ""
    deputy_id = register.resolve("deputy", deputy) if deputy else ""
    book = this.book(as_of)
    until = period_of(period).last if period else book.as_of + timedelta(days=within)
    actor = term_of("--who", who, Actor) if who else ""
    owed = what_is_due(book, until, group=group_id, deputy=deputy_id, actor=actor)
    if chat:
        for line in chat_lines(owed, book.as_of):
            this.say(line)
    elif owed or format != "table":
        show_table(this, due_table(owed, book.as_of), book.as_of, format)
    if not owed and format == "table":
        this.say(nothing_due(book, until))
