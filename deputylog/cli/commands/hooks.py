"""`deputylog hooks`: install the hooks, write a workflow, and what the hooks themselves run."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.cli import output
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import argument, does_not_apply, flag, option
from deputylog.cli.values import Value, choice, one_of
from deputylog.finding import DeputylogError, Finding
from deputylog.words import Bilingual, phrase, words

if TYPE_CHECKING:
    from deputylog.check.hooks.history import Refusal
    from deputylog.git.run import Git

_USED = {"install": ("--server",), "workflow": ("WHAT", "--package")}
"""What each action uses; those that git and CI call use WHAT."""
_CALLED = (
    "pre-commit",
    "commit-msg",
    "post-merge",
    "post-rewrite",
    "pre-receive",
    "post-receive",
    "pushed",
)


def hooks(
    context: typer.Context,
    action: Annotated[
        str,
        argument(
            "install 或者 workflow；其余由 git 和持续集成自行调用",
            "install or workflow (git and CI call the other ones)",
            choice("ACTION", *_USED, *_CALLED),
        ),
    ],
    what: Annotated[
        str,
        argument(
            "用于 workflow：github、gitea、forgejo 或者 gitlab",
            "for workflow: github, gitea, forgejo or gitlab",
            choice("WHAT", "github", "gitea", "forgejo", "gitlab").unread,
        ),
    ] = "",
    server: Annotated[
        bool,
        flag(
            "安装到接收推送的裸库", "install into the bare repository that is pushed to", "--server"
        ),
    ] = False,
    package: Annotated[
        str,
        option(
            "用于 workflow：由 pip 安装的来源，即网址或者库内路径",
            "for workflow: what pip installs there, a URL or a path in the repository",
            Value("SOURCE"),
        ),
    ] = "",
) -> int:
    this: Environment = context.obj
    for label, value in {"WHAT": what, "--server": server, "--package": package}.items():
        if value and label not in _USED.get(action, ("WHAT",)):
            raise does_not_apply(label, f"hooks {action}")
    match action:
        case "pre-commit":
            return _pre_commit(this)
        case "commit-msg":
            return _commit_msg(this, what)
        case "pre-receive":
            return _pre_receive(this)
        case "post-receive":
            return _post_receive(this)
        case "pushed":
            return _pushed(this, what)
        case "post-merge":
            return _arrived(this)
        case "post-rewrite":
            return _arrived(this) if what == "rebase" else 0
        case "install":
            return _install(this, server=server)
    from deputylog.check.hooks.workflow import WORKFLOWS, write_workflow

    system = one_of("WHAT", what, tuple(WORKFLOWS))
    output.say_written(this, write_workflow(this.root, system, package))
    return 0


def _install(this: Environment, *, server: bool) -> int:
    from deputylog.check.hooks.install import install
    from deputylog.git.run import Git

    root = this.folder if server else this.root
    written, notes = install(root, server=server, python=sys.executable)
    output.say_written(this, *map(str, written))
    for note in notes:
        this.note(note)
    if server:
        _mend_head(this, Git(root))
    return 0


def _asked_by_git(this: Environment) -> Git:
    """Return git as it is for the commit that called this hook, in its top folder; else as it is by
    itself.
    """
    from deputylog.git.run import Git

    is_called = "GIT_INDEX_FILE" in os.environ
    here = Path.cwd() if is_called else this.folder
    return Git(Git(here).top or here, in_hook=is_called)


def _pre_commit(this: Environment) -> int:
    from deputylog.check.hooks.changes import staged_errors
    from deputylog.check.hooks.names import names_staged

    git = _asked_by_git(this)
    named = names_staged(git, _private_names(this, git))
    errors = [*staged_errors(git, this.fixed_today), *named]
    if not errors:
        return 0
    refused = phrase(
        "未提交：将要提交的内容有{count}处错误。",
        "Not committed: errors in what was to be committed ({count}).",
        count=len(errors),
    )
    cure = phrase(
        "内容没有丢失。请改正以上各行，然后“git add”这些文件，再“git commit”。",
        "Nothing is lost. Correct the lines named above, then 'git add' the files and 'git "
        "commit' again.",
    )
    more = phrase(
        "正确写法见“deputylog explain {code}”。",
        "'deputylog explain {code}' shows what is right.",
        code=errors[0].code,
    )
    this.note(refused)
    _show(this, errors)
    this.note(cure)
    this.note(more)
    return 1


def _commit_msg(this: Environment, name: str) -> int:
    from deputylog.check.hooks import message as messages
    from deputylog.record.given import file_given

    git = _asked_by_git(this)
    opens_editor = os.environ.get("GIT_EDITOR") != ":"  # what git sets where it opens none
    message = messages.message_to_keep(git, file_given(name), edited=opens_editor)
    names = _private_names(this, git)
    own = git.own_addresses() | messages.patch_author(Path(name))
    found = list(messages.identifying_parts(message, own=own, names=names))
    if not found:
        return 0
    this.note(
        phrase(
            "未提交：提交说明透露了个人身份，而历史会永久保留。",
            "Not committed: the message identifies a person, and git's history would keep "
            "it forever.",
        )
    )
    line = Bilingual(
        "提交说明第{number}行含有{kind}", "line {number} of the message contains {kind}"
    )
    for number, kind in found:
        this.note(phrase(line, number=number, kind=kind))
    this.note(
        phrase(
            "内容没有丢失。请重新提交，说明中只写记录编号，例如“L20260316-9qw2e 已答复”。",
            "Nothing is lost. Commit again with the record's id in the message, such as "
            "'L20260316-9qw2e replied'.",
        )
    )
    return 1


def _private_names(this: Environment, git: Git) -> Collection[str]:
    """Return the names in private/ of each district; none, which is said, if they are encrypted and
    the key is not here.
    """
    from deputylog.check.hooks.states import places_in
    from deputylog.check.hooks.tips import DISTRICTS
    from deputylog.git.objects import entries_of_index
    from deputylog.repository.private import private_names
    from deputylog.repository.sealing import SealedError

    places = places_in(entries_of_index(git, DISTRICTS))
    folders = {top / place for top in (git.where, git.main) for place in places}
    try:
        return {name for one in folders if one.is_dir() for name in private_names(one)}
    except SealedError as error:
        text = Bilingual(
            "未与 private/ 中登记的姓名比对：{reason}",
            "not compared with the names in private/: {reason}",
        )
        this.note(phrase(text, reason=error.text))
        return ()


def _pre_receive(this: Environment) -> int:
    from deputylog.check.hooks.beside import kept_beside
    from deputylog.check.hooks.changes import language_pushed, refusals
    from deputylog.check.hooks.history import refused_rewriting, updates
    from deputylog.git.run import Git

    git = Git(this.folder, in_hook=True)
    pushed = updates(sys.stdin.buffer.read().decode("utf-8", "surrogateescape"))
    if not pushed:
        raise DeputylogError(
            "未作检查：推送的内容应由 git 从标准输入告诉此钩子",
            "nothing was checked: git tells this hook on standard input what is pushed",
        )
    with kept_beside(git, pushed) as draft:
        refused = list(refused_rewriting(git, pushed))
        refused += refusals(git, pushed, this.fixed_today, folder=draft.folder)
        draft.is_accepted = not refused
    if not refused:
        return 0
    this.words = words(language_pushed(git, pushed) or this.words.language)
    this.note(
        phrase(
            "推送未被接收；服务器保持原样，您本机的内容完好无损。",
            "The push was refused. The server is unchanged, and your own copy has everything.",
        )
    )
    _show_refused(this, refused)
    contents = [refusal for refusal in refused if not refusal.is_of_history]
    if any(refusal.commit for refusal in contents):
        stays = Bilingual(
            "写入提交的内容会永久留在历史中，在以后的提交里删除无济于事。",
            "A commit stays in the history; deleting the text in a later commit does not "
            "remove it.",
        )
        cure = Bilingual(
            "请改正以上各处，再运行“deputylog send --anew”（只用 git 的：先“{again}”，"
            "改正后“git commit -a”，再“git push”）。",
            "Correct what is named above and run 'deputylog send --anew' (with git alone: "
            "'{again}', correct it, then 'git commit -a' and 'git push').",
        )
        this.note(stays)
        this.note(phrase(cure, again="git fetch && git reset --soft @{upstream}"))
    elif contents and all(one.ref.startswith("refs/tags/") for one in contents):
        cure = Bilingual(
            "请删去本机的标签（“git tag -d”），改正后重新标记，再推送。",
            "Delete the tag here ('git tag -d'), tag it anew without this, and push again.",
        )
        this.note(cure)
    elif contents:
        cure = Bilingual(
            "请改正以上各行，直到“deputylog check”不再报错；再运行“deputylog send”"
            "（只用 git 的："
            "“git commit -a”，再“git push”）。",
            "Correct the lines named above until 'deputylog check' finds no error; then run "
            "'deputylog send' (with git alone: 'git commit -a' and 'git push').",
        )
        this.note(cure)
    return 1


def _show_refused(this: Environment, refused: Sequence[Refusal]) -> None:
    """Print each reason for refusing a push."""
    from deputylog.text.identity import masked

    for refusal in refused:
        commit = refusal.commit[:10]
        text = Bilingual("{ref}：{count}处错误", "{ref}: errors ({count})")
        if commit:
            text = Bilingual(
                "{ref}，提交{commit}：{count}处错误", "{ref}, commit {commit}: errors ({count})"
            )
        ref = masked(refusal.ref)
        this.note(phrase(text, ref=ref, commit=commit, count=len(refusal.findings)))
        _show(this, refusal.findings)


def _pushed(this: Environment, base: str) -> int:
    """Judge the commits that another one does not lead to, in CI; all, if it is not there."""
    from deputylog.check.hooks.changes import language_pushed, refusals
    from deputylog.check.hooks.history import Update
    from deputylog.git.run import Git

    git = Git(Git(this.folder).top or this.folder)
    ref = git.line("symbolic-ref", "--quiet", "HEAD") or "refs/heads/HEAD"
    update = Update(git.commit_of(base) if base else "", git.commit_of(), ref)
    refused = refusals(git, [update], this.fixed_today, [update.old] if update.old else [])
    if not refused:
        return 0
    this.words = words(language_pushed(git, [update]) or this.words.language)
    this.note(
        phrase(
            "已推送的提交有错误。个人信息会留在历史中，须按说明文档从历史中清除：",
            "There are errors in what was pushed. Personal data stays in the history until it is "
            "removed from it, as the guide says:",
        )
    )
    _show_refused(this, refused)
    return 1


def _post_receive(this: Environment) -> int:
    from deputylog.check.hooks.changes import language_pushed
    from deputylog.check.hooks.history import updates
    from deputylog.git.run import Git

    git = Git(this.folder, in_hook=True)
    pushed = updates(sys.stdin.buffer.read().decode("utf-8", "surrogateescape"))
    this.words = words(language_pushed(git, pushed) or this.words.language)
    _mend_head(this, git)
    return 0


def _mend_head(this: Environment, git: Git) -> None:
    """Let the HEAD of a server name a branch that exists, or say what to do."""
    from deputylog.git.head import dangling_head, mend_head

    if not (missing := dangling_head(git)):
        return
    text = Bilingual(
        "库的当前分支 {missing} 不存在，克隆下来会是空的；请在服务器上运行“{command}”",
        "the current branch of the repository, {missing}, does not exist, so a clone would be "
        "empty; run '{command}' on the server",
    )
    if branch := mend_head(git):
        text = Bilingual(
            "库的当前分支 {missing} 不存在，克隆下来会是空的；已改为 {branch}",
            "the current branch of the repository, {missing}, does not exist, so a clone would be "
            "empty; it is now {branch}",
        )
    command = "git symbolic-ref HEAD refs/heads/BRANCH"
    this.note(phrase(text, missing=missing, branch=branch, command=command))


def _arrived(this: Environment) -> int:
    """Report what a merge or rebase has brought in; git has taken it, whatever is found."""
    from deputylog.check.hooks.arrived import findings_of_arrival
    from deputylog.git.run import Git

    base = Git(this.root).commit_of("ORIG_HEAD")
    if not base:
        return 0
    if findings := findings_of_arrival(this.root, base, today=this.today):
        text = Bilingual(
            "检查合并进来的记录，发现{count}条：", "Findings in what came in ({count}):"
        )
        this.note(phrase(text, count=len(findings)))
        _show(this, findings)
        cure = Bilingual(
            "合并已经完成。改正后重新检查：{command}",
            "The merge stands. Mend what is named above, then check again: {command}",
        )
        this.note(phrase(cure, command=f"deputylog check --changed {base[:10]}"))
    output.note_wrong_merges(this, base)
    return 0


def _show(this: Environment, findings: Sequence[Finding]) -> None:
    from deputylog.check.text import first_lines
    from deputylog.text.identity import masked

    for line in first_lines(findings, this.words):
        this.note(masked(line))
