from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, Day, FromFile, Like, RecordedBy
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    date: Day = "",
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
        str,
        typer.Option(
            metavar="WHERE",
            help=Bilingual(
                "走访的选区；不写的，为各位代表共同的选区",
                "constituency visited (default: the one that all the deputies share)",
            ),
        ),
    ] = "",
    ask: Annotated[
        str,
        typer.Option(
            metavar="ASK",
            help=Bilingual(
                "三问：hardship问难、needs问需、ideas问计、other其他",
                "what voters were asked about: hardship, needs, ideas, other",
            ),
        ),
    ] = "",
    form: Annotated[
        str,
        typer.Option(
            metavar="FORM",
            help=Bilingual(
                "activity专门活动、home_visit走访慰问、consultation咨询服务、on_site现场办公、"
                "discussion调研座谈、reception_day接待日、online线上、other其他",
                "activity, home_visit, consultation, on_site, discussion, reception_day, online,"
                " other",
            ),
        ),
    ] = "",
    organized_by: Annotated[
        str,
        typer.Option(
            metavar="BY", help=Bilingual("group代表组组织、deputy代表个人", "group or deputy")
        ),
    ] = "",
    place: Annotated[str, typer.Option(metavar="TEXT", help=Bilingual("地点", "place"))] = "",
    voters: Annotated[
        str,
        typer.Option(metavar="NUMBER", help=Bilingual("联系选民人数", "how many voters were met")),
    ] = "",
    met: Annotated[
        str,
        typer.Option(
            metavar="KINDS",
            help=Bilingual(
                "对象类别，如low_income,disabled",
                "kinds of people met, such as low_income,disabled",
            ),
        ),
    ] = "",
    about: Annotated[
        str,
        typer.Option(
            metavar="ACTIVITY",
            help=Bilingual(
                "问计所围绕的议题：视察调研、专题监督或者会议",
                "the agenda voters were asked about: a research, supervision or meeting",
            ),
        ),
    ] = "",
    explained: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help=Bilingual("宣传的法律或者政策", "law or policy explained to voters"),
        ),
    ] = "",
    priorities: Annotated[
        str,
        typer.Option(
            metavar="LIST",
            help=Bilingual(
                "prepare审议准备、publicize宣传释疑、reflect反映意见、rule_of_law依法治理、"
                "inform人大情况",
                "prepare, publicize, reflect, rule_of_law, inform",
            ),
        ),
    ] = "",
    matter: Annotated[
        list[str],
        typer.Option(
            metavar="KIND:TITLE",
            help=Bilingual(
                "群众反映的问题；可多次使用；第二个冒号后写问题领域",
                "a matter that voters raised; repeat for each; the topic may follow a second colon",
            ),
        ),
    ] = [],  # noqa: B006
    note: Annotated[str, typer.Option(metavar="TEXT", help=Bilingual("备注", "note"))] = "",
    recorded_by: RecordedBy = "",
    like: Like = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.enter import enter
    from deputylog.enter.visit import ENTRY

    enter(context, ENTRY)
