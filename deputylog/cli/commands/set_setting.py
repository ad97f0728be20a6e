"""`deputylog set setting reply_within 10 days --from 2027-01-01`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.words import N_


def run(
    context: typer.Context,
    setting: Annotated[
        str, typer.Argument(metavar="SETTING", help=N_("the setting, such as reply_within; 'deputylog settings' lists them"))
    ],
    value: Annotated[list[str], typer.Argument(metavar="VALUE", help=N_("its value with the unit, such as 10 days or 10天"))],
    since: Annotated[
        str,
        typer.Option("--from", metavar="DAY", help=N_("first day of the new value (without it, the value also applies to earlier days)")),
    ] = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.district import set_setting

    change_register(context, lambda this: set_setting(this, setting, " ".join(value), since=since))
