from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.cli.run import Run
from deputylog.words import Bilingual, phrase


def run(
    context: typer.Context,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help=Bilingual(
                "只列出将要改动之处，不写入", "show what would change and write nothing"
            ),
        ),
    ] = False,
    commit: Commit = False,
) -> None:
    from deputylog.cli.choice import apart
    from deputylog.cli.written import commit_or_tell, may_commit
    from deputylog.keep.migrate import differences, migrate
    from deputylog.repository.reading import read_repository

    this: Run = context.obj
    apart(context, "--dry-run", "--commit")
    may_commit(this, commit and not dry_run)
    book, _ = read_repository(this.root, as_of=this.today)
    if book.unread:
        this.note(book.unread)
    found = differences(book)
    changes = [one for one in found if one.puts]
    reports = [one for one in found if not one.puts]
    for change in changes:
        this.say(change.text)
    if not dry_run:
        paths = migrate(this.root, changes)
        commit_or_tell(this, paths, f"migrate: {len(paths)} changed", wished=commit)
    if not found:
        this.say(
            phrase(
                "无需改动：各条记录的含义与以前相同",
                "nothing to change: every record means what it meant before",
            )
        )
    if reports:
        this.say(
            phrase(
                "以下内容的理解与旧版不同，未作改动，请逐条核对：",
                "Read differently and left as it is; please look at each:",
            )
        )
    for report in reports:
        this.say(report.text)
    if changes and dry_run:
        this.say(
            phrase(
                "尚未写入；运行“deputylog migrate”写入以上改动",
                "nothing was written; 'deputylog migrate' writes these changes",
            )
        )
