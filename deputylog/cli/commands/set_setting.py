"""`deputylog set setting reply_within 10 days --from 2027-01-01`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    setting: Annotated[
        str,
        typer.Argument(
            metavar="SETTING",
            help=Bilingual(
                "设置名，如 reply_within；“deputylog settings”可列出全部设置",
                "the setting, such as reply_within; 'deputylog settings' lists them",
            ),
        ),
    ],
    value: Annotated[
        list[str],
        typer.Argument(
            metavar="VALUE",
            help=Bilingual(
                "值和单位，如 10 days 或者 10天", "its value with the unit, such as 10 days or 10天"
            ),
        ),
    ],
    since: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DAY",
            help=Bilingual(
                "新值自哪天起适用；不填则对此前的日子同样适用",
                "first day of the new value (without it, the value also applies to earlier days)",
            ),
        ),
    ] = "",
    commit: Commit = False,
) -> None:
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.district import set_setting

    change_register(context, lambda this: set_setting(this, setting, " ".join(value), since=since))
