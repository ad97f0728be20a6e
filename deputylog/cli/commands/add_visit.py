from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit, Day, FromFile, Like, RecordedBy
from deputylog.words import N_


def run(
    context: typer.Context,
    date: Day = "",
    deputy: Annotated[
        list[str], typer.Option(metavar="WHO", help=N_("a deputy who took part; repeat the option, or separate several with commas"))
    ] = [],  # noqa: B006
    constituency: Annotated[
        str, typer.Option(metavar="WHERE", help=N_("constituency visited (default: the one that all the deputies share)"))
    ] = "",
    ask: Annotated[str, typer.Option(metavar="ASK", help=N_("what voters were asked about: hardship, needs, ideas, other"))] = "",
    form: Annotated[
        str, typer.Option(metavar="FORM", help=N_("activity, home_visit, consultation, on_site, discussion, reception_day, online, other"))
    ] = "",
    organized_by: Annotated[str, typer.Option(metavar="BY", help=N_("group or deputy"))] = "",
    place: Annotated[str, typer.Option(metavar="TEXT", help=N_("place"))] = "",
    voters: Annotated[str, typer.Option(metavar="NUMBER", help=N_("how many voters were met"))] = "",
    met: Annotated[str, typer.Option(metavar="KINDS", help=N_("kinds of people met, such as low_income,disabled"))] = "",
    about: Annotated[
        str, typer.Option(metavar="ACTIVITY", help=N_("the agenda voters were asked about: a research, supervision or meeting"))
    ] = "",
    explained: Annotated[str, typer.Option(metavar="TEXT", help=N_("law or policy explained to voters"))] = "",
    priorities: Annotated[str, typer.Option(metavar="LIST", help=N_("prepare, publicize, reflect, rule_of_law, inform"))] = "",
    matter: Annotated[
        list[str],
        typer.Option(metavar="KIND:TITLE", help=N_("a matter that voters raised; repeat for each; the topic may follow a second colon")),
    ] = [],  # noqa: B006
    note: Annotated[str, typer.Option(metavar="TEXT", help=N_("note"))] = "",
    recorded_by: RecordedBy = "",
    like: Like = "",
    from_file: FromFile = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.enter import enter
    from deputylog.enter.visit import ENTRY

    enter(context, ENTRY)
