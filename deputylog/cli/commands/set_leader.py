"""`deputylog set leader 莲花 张伟`."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.words import N_


def run(
    context: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROUP", help=N_("deputy group; ID=NAME adds one"))],
    who: Annotated[str, typer.Argument(metavar="WHO", help=N_("deputy who leads it"))],
    commit: Commit = False,
) -> None:
    """A person who is not yet a deputy in the register is added without a seat; 'deputylog add-deputy' adds the seat."""
    from deputylog.cli.registered import change_register
    from deputylog.enter.register.group import set_leader

    change_register(context, lambda this: set_leader(this, group, who))
