from __future__ import annotations

from random import SystemRandom
from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    date: Annotated[str, typer.Option(metavar="DAY", help=N_("day of the visit; else today"))] = "",
    deputy: Annotated[list[str], typer.Option(metavar="WHO", help=N_("a deputy who took part; again for each, or with commas"))] = [],  # noqa: B006
    constituency: Annotated[str, typer.Option(metavar="WHERE", help=N_("constituency visited; else that of the first deputy"))] = "",
    ask: Annotated[str, typer.Option(metavar="ASK", help=N_("hardship 问难, needs 问需, ideas 问计, other"))] = "",
    form: Annotated[
        str, typer.Option(metavar="FORM", help=N_("activity, home_visit, consultation, on_site, discussion, reception_day, online, other"))
    ] = "",
    organized_by: Annotated[str, typer.Option(metavar="BY", help=N_("group or deputy"))] = "",
    place: Annotated[str, typer.Option(help=N_("place"))] = "",
    voters: Annotated[int, typer.Option(metavar="NUMBER", help=N_("how many voters were met"))] = -1,
    met: Annotated[str, typer.Option(metavar="KINDS", help=N_("kinds of people met, such as low_income,disabled"))] = "",
    explained: Annotated[str, typer.Option(metavar="TEXT", help=N_("law or policy explained"))] = "",
    priorities: Annotated[str, typer.Option(metavar="LIST", help=N_("prepare, publicize, reflect, rule_of_law, inform"))] = "",
    matter: Annotated[
        list[str], typer.Option(metavar="KIND:TITLE", help=N_("what voters raised; again for each; its topic behind a second colon"))
    ] = [],  # noqa: B006
    note: Annotated[str, typer.Option(metavar="TEXT", help=N_("note"))] = "",
    recorded_by: Annotated[str, typer.Option(metavar="WHO", envvar="DEPUTYLOG_RECORDED_BY", help=N_("who records it"))] = "",
    from_file: Annotated[
        str, typer.Option("--from", metavar="FILE", help=N_("take the record from a YAML file; - for standard input"))
    ] = "",
) -> None:
    from deputylog.app.add import add
    from deputylog.app.values import split
    from deputylog.app.visit import visit_data
    from deputylog.cli.added import tell
    from deputylog.cli.ask import needed, read_body
    from deputylog.model.kinds import VISIT

    this: Run = context.obj
    random = SystemRandom()
    if from_file:
        data = read_body(VISIT, from_file)
    else:
        day = this.day(date, "--date")
        given = [name for several in deputy for name in split(several)] or split(needed(this, "", "--deputy", VISIT, "deputies"))
        people = [str(voters) if voters >= 0 else "", *split(met)]
        words = {"ask": ask, "form": form, "organized_by": organized_by, "place": place, "explained": explained, "note": note}
        data = visit_data(this.root, day, given, constituency, words, people, split(priorities), matter, recorded_by, random)
    held_on = this.given_day(str(data["date"])[:10], "date") if len(str(data["date"])) == 10 else this.today
    path = add(this.root, VISIT, data, day=held_on, random=random)
    tell(this, path)
