from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.cli.run import Run
from deputylog.words import Bilingual, phrase


def run(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help=Bilingual(
                "文件或者文件夹；不写则为全部记录", "files or folders (default: every record)"
            ),
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help=Bilingual(
                "不改动；列出需要改动的文件，有则返回失败",
                "only report files that would change, and fail if there are any",
            ),
        ),
    ] = False,
    commit: Commit = False,
) -> int:
    from deputylog.cli.choice import apart
    from deputylog.cli.written import commit_or_tell, may_commit
    from deputylog.keep.fmt import fmt

    this: Run = context.obj
    apart(context, "--check", "--commit")
    may_commit(this, commit and not check)
    changed, unreadable = fmt(this.root, paths or [], write=not check)
    for path in changed:
        this.say(
            phrase(
                Bilingual("不是规范格式：{path}", "not in canonical form: {path}")
                if check
                else Bilingual("已改成规范格式：{path}", "formatted: {path}"),
                path=path,
            )
        )
    for fault in unreadable:
        this.note(
            phrase("{place}：{fault}", "{place}: {fault}", place=str(fault.place), fault=fault.text)
        )
    if not check:
        commit_or_tell(this, changed, f"fmt: {len(changed)} changed", wished=commit)
    return int(bool(unreadable or (check and changed)))
