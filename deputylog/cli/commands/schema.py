from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=Bilingual(
                "记录种类：district、group、deputy、visit、letter、suggestion 等，或者 private",
                "a kind of record: district, group, deputy, visit, letter, suggestion … or private",
            ),
        ),
    ] = "",
    out: Annotated[
        str,
        typer.Option(
            metavar="DIR",
            help=Bilingual(
                "每类记录写一个文件到该文件夹", "write one file for each kind into this folder"
            ),
        ),
    ] = "",
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
        print_text(
            schema_text(next(known for known in ALL_KINDS if known.name == name), this.words)
        )
    else:
        raise DeputylogError("缺少{option}", "{option} is missing", option="KIND")
