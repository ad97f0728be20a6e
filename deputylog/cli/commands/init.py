from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.cli.run import Run, shell_word
from deputylog.finding import CannotReadError, DeputylogError
from deputylog.words import Bilingual, phrase

if TYPE_CHECKING:
    from deputylog.keep.init import NewRepository

HOOKS = "deputylog hooks install"
_NAME = Bilingual("区的名称", "name of the district")
_TERM = Bilingual("现任届次", "number of the running term")
_TERM_FROM = Bilingual("本届起始日", "first day of the running term")


def run(
    context: typer.Context,
    folder: Annotated[
        str,
        typer.Argument(
            metavar="DIR",
            help=Bilingual(
                "新台账所在文件夹；不写则为当前文件夹",
                "folder of the new repository (default: this folder)",
            ),
        ),
    ] = ".",
    name: Annotated[
        str, typer.Option(metavar="TEXT", help=Bilingual("区的名称", "name of the district"))
    ] = "",
    working_body: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help=Bilingual("常委会工作机构", "working body of the standing committee"),
        ),
    ] = "",
    term: Annotated[
        str, typer.Option(metavar="ID", help=Bilingual("本届届次", "number of the running term"))
    ] = "",
    term_from: Annotated[
        str,
        typer.Option(metavar="DAY", help=Bilingual("本届首日", "first day of the running term")),
    ] = "",
    records_from: Annotated[
        str,
        typer.Option(
            metavar="DAY",
            help=Bilingual(
                "自此日起评判履职情况；不写则为今天",
                "first day from which duties are judged (default: today)",
            ),
        ),
    ] = "",
    commit: Annotated[
        bool | None,
        typer.Option(
            "--commit/--no-commit",
            help=Bilingual(
                "以后每次登记自动提交，与 git config deputylog.commit true 相同；不写的，在终端"
                "上询问，否则不自动提交",
                "commit every later entry automatically (sets 'git config deputylog.commit'; "
                "default: ask at a terminal, otherwise off)",
            ),
        ),
    ] = None,
) -> int:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from deputylog.cli.ask import needed
    from deputylog.git.commit import check_identity
    from deputylog.git.run import Git, is_installed
    from deputylog.keep.init import GitState, init

    this: Run = context.obj
    if this.repo is not None:
        raise DeputylogError(
            "{option} 不能与 {other} 同时使用",
            "{option} cannot be combined with {other}",
            option="--repo",
            other="init",
        )
    this.fixed_today = today = this.fixed_today or datetime.now(ZoneInfo("Asia/Shanghai")).date()
    name = needed(this, name, "--name", _NAME, Bilingual("莲花区", "Lianhua District"))
    term = needed(this, term, "--term", _TERM, Bilingual("17", "17"))
    term_from = needed(
        this, term_from, "--term-from", _TERM_FROM, Bilingual("2021-12-20", "2021-12-20")
    )
    begun = this.given_day(term_from, "--term-from")
    since = this.given_day(records_from, "--records-from") if records_from else today
    body = working_body or this.words.text(
        Bilingual(
            "人大常委会有关工作机构",
            "working body of the standing committee of the people's congress",
        )
    )
    root = Path(folder).absolute()
    always = _asked(this) if commit is None else commit
    if always and is_installed():
        check_identity(Git(root))
    made = init(root, name, body, term, begun, since, this.words)
    _tell(this, made)
    if not (working_body and records_from):
        assumed = [] if working_body else [f"--working-body {body}"]
        assumed += [] if records_from else [f"--records-from {since}"]
        this.note(
            phrase(
                "以下各项没有填写，按默认登记：{values}",
                "not given, recorded by default: {values}",
                values=assumed,
            )
        )
    todo = _keep_in_git(this, root, made, name, always=always)
    _tell_next(this, folder, todo)
    return CannotReadError.exit_code if commit and made.git is GitState.MISSING else 0


def _asked(this: Run) -> bool | None:
    """Ask whether to commit every entry; None if git is missing or nobody can be asked."""
    from deputylog.cli.ask import agreed
    from deputylog.cli.enter import at_terminal
    from deputylog.git.run import is_installed

    if not at_terminal() or not is_installed():
        return None
    return agreed(
        this,
        phrase(
            "以后每次登记后自动提交到 git？", "Commit every entry to git automatically from now on?"
        ),
    )


def _tell(this: Run, made: NewRepository) -> None:
    from deputylog.cli.added import tell

    tell(this, *_shortened(made.written))
    for path in _shortened(made.kept):
        this.say(
            phrase("已存在，未改动：{path}", "exists already, left unchanged: {path}", path=path)
        )
    if made.ignored:
        this.note(
            phrase(
                "已补入 {path}：{values}",
                "added to {path}: {values}",
                path=".gitignore",
                values=made.ignored,
            )
        )


def _shortened(paths: Iterable[str]) -> list[str]:
    """Return the paths, with all schema files replaced by their folder."""
    from deputylog.keep.schemas import FOLDER

    return list(
        dict.fromkeys(f"{FOLDER}/" if path.startswith(f"{FOLDER}/") else path for path in paths)
    )


def _keep_in_git(
    this: Run, root: Path, made: NewRepository, name: str, *, always: bool | None
) -> list[str]:
    """Commit the files and install the hooks if the repository is new.

    Return the commands that the user still has to run.
    """
    from deputylog.git.commit import commit_always
    from deputylog.git.run import Git
    from deputylog.keep.init import GitState

    message = this.words.say(
        phrase("建立{district}台账", "Set up the records of {district}", district=name)
    )
    everything = f"git add -A && git commit -m {shell_word(message)}"
    if made.git is GitState.MISSING:
        this.note(
            phrase(
                "未安装 git，无法保留历史版本。请先安装 git，再运行下面的 git 命令。",
                "git is not installed, so no earlier version is kept. Install git, then run "
                "the git commands below.",
            )
        )
        return [f"git init && {everything}", HOOKS]
    if always is not None:
        commit_always(Git(root), always)
    if made.git is GitState.AROUND and not always:
        new = f"git add {' '.join(map(shell_word, _shortened(made.tracked)))} && git commit -m {shell_word(message)}"
        return [new, HOOKS] if made.tracked else []
    left = [] if _is_committed(this, root, made, message) and not made.kept else [everything]
    if made.git is GitState.AROUND:
        return [*left, HOOKS]
    _install_hooks(this, root)
    return left


def _is_committed(this: Run, root: Path, made: NewRepository, message: str) -> bool:
    """Commit the files and return True; if git fails, print the reason and return False."""
    from deputylog.git.commit import check_identity, commit
    from deputylog.git.run import Git

    if not made.tracked:
        return False
    try:
        check_identity(Git(root))
        commit(Git(root), made.tracked, message)
    except DeputylogError as error:
        this.note(error.text)
        return False
    this.note(phrase("已提交：{message}", "committed: {message}", message=message))
    return True


def _install_hooks(this: Run, root: Path) -> None:
    """Install the hooks; if that fails, print the reason."""
    import sys

    from deputylog.check.hooks.install import install

    try:
        install(root, server=False, python=sys.executable)
    except DeputylogError as error:
        this.note(error.text)
    else:
        this.note(
            phrase(
                "已安装钩子：每次提交之前自动检查",
                "hooks installed: every commit is checked before git accepts it",
            )
        )


def _tell_next(this: Run, folder: str, todo: Sequence[str]) -> None:
    """Print the commands to run next, ready to be typed."""

    where = [] if Path(folder).absolute() == Path.cwd() else [f"cd {shell_word(folder)}"]
    wording = [
        (
            "deputylog add-group",
            Bilingual(
                "登记代表组及其选区、信箱，按提问填写",
                "a deputy group with its constituencies and mailboxes; asks what it needs",
            ),
        ),
        (
            "deputylog add-deputy",
            Bilingual("登记代表，每名代表执行一次", "a deputy; once for each"),
        ),
        (
            "deputylog set department NAME",
            Bilingual(
                "登记承办单位，每个单位执行一次", "a department that answers letters; once for each"
            ),
        ),
    ]
    this.say(phrase("下一步：", "Next:"))
    for command in (*where, *todo):
        this.say(f"  {command}")
    for command, what in wording:
        this.say(f"  {command:<30} # {this.words.text(what)}")
