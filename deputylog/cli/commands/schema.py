from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import N_


def run(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=N_("a kind of record: district, group, deputy, visit, letter, suggestion … or private"),
        ),
    ] = "",
    out: Annotated[str, typer.Option(metavar="DIR", help=N_("write one file for each kind into this folder"))] = "",
) -> None:
    from pathlib import Path

    from deputylog.cli.added import tell
    from deputylog.cli.choice import apart, one_of
    from deputylog.console import print_text
    from deputylog.finding import DeputylogError
    from deputylog.keep.schemas import ALL_KINDS, write_schemas
    from deputylog.record.jsonschema import schema_text

    this: Run = context.obj
    apart(context, "KIND", "--out")
    if out:
        tell(this, *(str(path) for path in write_schemas(Path(out), this.words)))
    elif kind:
        name = one_of("KIND", kind, [known.name for known in ALL_KINDS])
        print_text(schema_text(next(known for known in ALL_KINDS if known.name == name), this.words))
    else:
        raise DeputylogError(N_("{option} is missing"), option="KIND")
