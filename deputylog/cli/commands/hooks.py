from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.cli.run import Run
from deputylog.finding import DeputylogError, Finding
from deputylog.words import Bilingual, phrase, words

if TYPE_CHECKING:
    from deputylog.git.run import Git

ACTIONS = ("install", "workflow", "pre-commit", "commit-msg", "pre-receive")
_MOST_SHOWN = 50


def run(
    context: typer.Context,
    action: Annotated[
        str,
        typer.Argument(
            metavar="ACTION",
            help=Bilingual(
                "install 或者 workflow；其余由 git 自行调用",
                "install or workflow (git calls the other ones)",
            ),
        ),
    ],
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help=Bilingual(
                "用于 workflow：github、gitea、forgejo 或者 gitlab",
                "for workflow: github, gitea, forgejo or gitlab",
            ),
        ),
    ] = "",
    server: Annotated[
        bool,
        typer.Option(
            "--server",
            help=Bilingual(
                "安装到接收推送的裸库", "install into the bare repository that is pushed to"
            ),
        ),
    ] = False,
    package: Annotated[
        str,
        typer.Option(
            metavar="SOURCE",
            help=Bilingual(
                "用于 workflow：由 pip 安装的来源，即网址或者库内路径",
                "for workflow: what pip installs there, a URL or a path in the repository",
            ),
        ),
    ] = "",
) -> int:
    from deputylog.cli.choice import one_of

    this: Run = context.obj
    one_of("ACTION", action, ACTIONS)
    used = {"install": "--server", "workflow": "WHAT --package"}.get(action, "WHAT")
    for option, value in {"WHAT": what, "--server": server, "--package": package}.items():
        if value and option not in used:
            raise DeputylogError(
                "{option} 不适用于{what}",
                "{option} does not apply to {what}",
                option=option,
                what=f"hooks {action}",
            )
    written: Sequence[object]
    match action:
        case "install":
            from deputylog.check.hooks.install import install

            written = install(
                this.folder if server else this.root, server=server, python=sys.executable
            )
        case "workflow":
            from deputylog.check.hooks.workflow import WORKFLOWS, write_workflow

            written = [write_workflow(this.root, one_of("WHAT", what, tuple(WORKFLOWS)), package)]
        case "pre-commit":
            return _pre_commit(this)
        case "commit-msg":
            return _commit_msg(this, what)
        case _:
            return _pre_receive(this)
    for path in written:
        this.say(phrase("已写入：{path}", "written: {path}", path=str(path)))
    return 0


def _asked_by_git(this: Run) -> Git:
    """Return git as it is for the commit that called this hook, in its top folder; else as it is by
    itself.
    """
    from deputylog.git.run import Git

    is_called = "GIT_INDEX_FILE" in os.environ
    here = Path.cwd() if is_called else this.folder
    return Git(Git(here).top or here, in_hook=is_called)


def _pre_commit(this: Run) -> int:
    from deputylog.check.hooks.changes import staged_errors

    errors = staged_errors(_asked_by_git(this), this.fixed_today)
    if not errors:
        return 0
    this.note(
        phrase(
            "未提交：将要提交的内容有{count}处错误。",
            "Not committed: errors in what was to be committed ({count}).",
            count=len(errors),
        )
    )
    _show(this, errors)
    this.note(
        phrase(
            "内容没有丢失。请改正以上各行，然后“git add”这些文件，再“git commit”。",
            "Nothing is lost. Correct the lines named above, then 'git add' the files and 'git "
            "commit' again.",
        )
    )
    this.note(
        phrase(
            "正确写法见“deputylog explain {code}”。",
            "'deputylog explain {code}' shows what is right.",
            code=errors[0].code,
        )
    )
    return 1


def _commit_msg(this: Run, name: str) -> int:
    from deputylog.check.hooks.message import (
        identifying_parts,
        message_to_keep,
        patch_author,
        private_names,
    )
    from deputylog.check.hooks.states import places_in
    from deputylog.git.objects import entries_of_index

    git = _asked_by_git(this)
    message = message_to_keep(
        git, Path(name).read_bytes(), edited=os.environ.get("GIT_EDITOR") != ":"
    )  # what git sets where it opens no editor
    folders = {
        top / place for top in (git.where, git.main) for place in places_in(entries_of_index(git))
    }
    names = private_names([folder for folder in folders if folder.is_dir()])
    found = list(
        identifying_parts(message, own=git.own_addresses() | patch_author(Path(name)), names=names)
    )
    if not found:
        return 0
    this.note(
        phrase(
            "未提交：提交说明透露了个人身份，而历史会永久保留。",
            "Not committed: the message identifies a person, and git's history would keep "
            "it forever.",
        )
    )
    for number, kind in found:
        this.note(
            phrase(
                "提交说明第{number}行含有{kind}",
                "line {number} of the message contains {kind}",
                number=number,
                kind=kind,
            )
        )
    this.note(
        phrase(
            "内容没有丢失。请重新提交，说明中只写记录编号，例如“L20260316-9qw2e 已答复”。",
            "Nothing is lost. Commit again with the record's id in the message, such as "
            "'L20260316-9qw2e replied'.",
        )
    )
    return 1


def _pre_receive(this: Run) -> int:
    from deputylog.check.hooks.changes import language_pushed, refusals, updates
    from deputylog.git.run import Git

    git = Git(this.folder, in_hook=True)
    pushed = updates(sys.stdin.buffer.read().decode("utf-8", "surrogateescape"))
    if not pushed:
        raise DeputylogError(
            "未作检查：推送的内容应由 git 从标准输入告诉此钩子",
            "nothing was checked: git tells this hook on standard input what is pushed",
        )
    refused = refusals(git, pushed, this.fixed_today)
    if not refused:
        return 0
    this.words = words(language_pushed(git, pushed) or this.words.language)
    this.note(
        phrase(
            "推送未被接收；服务器保持原样，您本机的内容完好无损。",
            "The push was refused. The server is unchanged, and your own copy has everything.",
        )
    )
    for refusal in refused:
        text = (
            Bilingual(
                "{ref}，提交{commit}：{count}处错误", "{ref}, commit {commit}: errors ({count})"
            )
            if refusal.commit
            else Bilingual("{ref}：{count}处错误", "{ref}: errors ({count})")
        )
        this.note(
            phrase(text, ref=refusal.ref, commit=refusal.commit[:10], count=len(refusal.findings))
        )
        _show(this, refusal.findings)
    if any(refusal.commit for refusal in refused):
        this.note(
            phrase(
                "写入提交的内容会永久留在历史中，在以后的提交里删除无济于事。",
                "A commit stays in the history; deleting the text in a later commit does not "
                "remove it.",
            )
        )
        again = "git fetch && git reset --soft @{upstream}"
        this.note(
            phrase(
                "请执行“{again}”，改正后“git commit -a”，再“git push”。",
                "Run '{again}', correct the file, then 'git commit -a' and 'git push'.",
                again=again,
            )
        )
    else:
        text = Bilingual(
            "请改正以上各行，直到“deputylog check”不再报错；然后“git commit -a”，再“git push”。",
            "Correct the lines named above until 'deputylog check' finds no error; then 'git "
            "commit -a' and 'git push'.",
        )
        this.note(phrase(text))
    return 1


def _show(this: Run, findings: Sequence[Finding]) -> None:
    from deputylog.check.text import finding_line

    for finding in findings[:_MOST_SHOWN]:
        this.note("".join(piece for piece, _ in finding_line(finding, this.words)))
    if len(findings) > _MOST_SHOWN:
        this.note(phrase("另有{count}处", "and {count} more", count=len(findings) - _MOST_SHOWN))
