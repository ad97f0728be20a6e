"""`deputylog ledger`: a spreadsheet of open matters to fill in and import."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import Bilingual, phrase


def run(
    context: typer.Context,
    group: Annotated[
        str,
        typer.Option(metavar="GROUP", help=Bilingual("只列该代表组", "only of this deputy group")),
    ] = "",
    deputy: Annotated[
        str, typer.Option(metavar="WHO", help=Bilingual("只列该代表", "only of this deputy"))
    ] = "",
    out: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help=Bilingual(
                "写到哪个文件；不填则在当前文件夹按日期命名",
                "the spreadsheet to write (default: a file named after the day, in this folder)",
            ),
        ),
    ] = "",
    as_of: AsOf = "",
) -> None:
    from pathlib import Path

    from deputylog.finding import DeputylogError
    from deputylog.ledger.importing import waiting
    from deputylog.ledger.writing import ledger_bytes
    from deputylog.names.register import Register
    from deputylog.record.files import replace_file

    this: Run = context.obj
    register = Register(this.root)
    group = register.resolve("group", group) if group else ""
    deputy = register.resolve("deputy", deputy) if deputy else ""
    book = this.book(as_of)
    told = "-".join(filter(None, (str(book.as_of), group, deputy)))
    path = Path(out or this.words.say(phrase("台账-{day}.xlsx", "ledger-{day}.xlsx", day=told)))
    if waits := waiting(this.root, path, this.today):
        text = Bilingual(
            "{path}还有{count}行填写了没有导入；请先导入，或者用--out另写一个文件",
            "{path} has {count} filled row that is not imported; import it first, or name "
            "another file by --out",
            "{path} has {count} filled rows that are not imported; import it first, or "
            "name another file by --out",
        )
        raise DeputylogError(text, path=str(path), count=waits)
    replace_file(path, ledger_bytes(book, this.words, group=group, deputy=deputy))
    this.say(phrase("已写入：{path}", "written: {path}", path=str(path)))
