"""`deputylog init`: a new records repository, in git, with its hooks, and what to run next."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from deputylog.cli import output, values
from deputylog.cli.environment import Environment, day_in, shell_word
from deputylog.cli.parameters import (
    argument,
    cannot_be_combined,
    flag,
    option,
    refuse_together,
)
from deputylog.finding import CannotReadError, DeputylogError
from deputylog.git.commit import check_identity, commit_always
from deputylog.git.commit import commit as git_commit
from deputylog.git.run import Git, is_installed
from deputylog.keep import init as keep
from deputylog.keep.network_share import share_note
from deputylog.keep.schemas import FOLDER
from deputylog.kinds.registry import DEPUTY, DISTRICT_PATH, GROUP
from deputylog.record.kind import RECORDS
from deputylog.words import Bilingual, phrase

_NAME = Bilingual("区的名称", "name of the district"), Bilingual("莲花区", "Lianhua District")
_TERM = Bilingual("现任届次", "number of the running term"), Bilingual("17", "17")
_TERM_FROM = (
    Bilingual("本届起始日", "first day of the running term"),
    Bilingual("2021-12-20", "2021-12-20"),
)
_WORKING_BODY = Bilingual(
    "人大常委会有关工作机构", "working body of the standing committee of the people's congress"
)
_HOOKS = "deputylog hooks install"
_NEXT = {
    "deputylog add-group": Bilingual(
        "登记代表组及其选区、信箱，按提问填写",
        "a deputy group with its constituencies and mailboxes; asks what it needs",
    ),
    "deputylog add-deputy": Bilingual("登记代表，每名代表执行一次", "a deputy; once for each"),
    "deputylog forms setup": Bilingual(
        "或者在一个工作簿中填写全部代表组、选区、信箱和代表，再用“deputylog import”导入",
        "or one workbook for all groups, mailboxes and deputies, for 'deputylog import'",
    ),
    "deputylog set department NAME": Bilingual(
        "登记承办单位，每个单位执行一次", "a department that answers letters; once for each"
    ),
}
_ASKED = ("--name", "--working-body", "--term", "--term-from", "--records-from")
_ANY_DAY = values.DAY.unread  # read once it is known that no repository says what today is


CommitAlways = Annotated[
    bool | None,
    flag(
        "以后每次登记自动提交，与 git config deputylog.commit true 相同；不写的，在终端"
        "上询问，否则不自动提交",
        "commit every later entry automatically (sets 'git config deputylog.commit'; "
        "default: ask at a terminal, otherwise off)",
        "--commit/--no-commit",
    ),
]


NewFolder = Annotated[
    str,
    argument(
        "新台账所在文件夹；不写则为当前文件夹",
        "folder of the new repository (default: this folder)",
        values.FOLDER,
    ),
]
Name = Annotated[str, option("区的名称", "name of the district", values.TEXT)]
TermNumber = Annotated[str, option("本届届次", "number of the running term", values.ID)]
WorkingBody = Annotated[
    str, option("常委会工作机构", "working body of the standing committee", values.TEXT)
]
TermFrom = Annotated[str, option("本届首日", "first day of the running term", _ANY_DAY)]
RecordsFrom = Annotated[
    str,
    option(
        "自此日起评判履职情况；不写则为今天",
        "first day from which duties are judged (default: today)",
        _ANY_DAY,
    ),
]


Workbook = Annotated[
    str,
    option(
        "按“deputylog forms setup”的工作簿建立整个名册：全部建立，有误则什么都不写",
        "the workbook of 'deputylog forms setup': the whole register, or nothing",
        values.FILE,
        "--from",
    ),
]


def init(
    context: typer.Context,
    folder: NewFolder = ".",
    name: Name = "",
    working_body: WorkingBody = "",
    term: TermNumber = "",
    term_from: TermFrom = "",
    records_from: RecordsFrom = "",
    workbook: Workbook = "",
    commit: CommitAlways = None,
) -> int:
    this: Environment = context.obj
    if this.repo is not None:
        raise cannot_be_combined("--repo", "init")
    refuse_together(context, "--from", *_ASKED)
    this.fixed_today = this.fixed_today or day_in("Asia/Shanghai")
    root = Path(folder).absolute()
    if workbook:
        begun = _from_workbook(this, workbook, root)
    else:
        begun = _asked(this, name, working_body, term, term_from, records_from)
    always = _asked_for_commits(this) if commit is None else commit
    if always and is_installed():
        check_identity(Git(root))
    made = keep.init(root, begun.name, begun.files, this.words)
    _say_made(this, made)
    if share := share_note(root):
        this.note(share)
    output.say_assumed(this, begun.assumed)
    todo = _keep_in_git(this, root, made, begun.name, always=always)
    _say_next(this, folder, todo, {} if workbook else _NEXT)
    return CannotReadError.exit_code if commit and made.git is keep.GitState.MISSING else 0


class _Begun(Struct, frozen=True):
    """A district that begins: its name, the files of its register, and options not given."""

    name: str
    files: Mapping[str, str]
    assumed: Sequence[str] = ()


def _asked(
    this: Environment, name: str, working_body: str, term: str, term_from: str, records_from: str
) -> _Begun:
    """Return a district without groups, from options and answers."""
    from deputylog.cli.ask import needed

    name = needed(this, name, "--name", *_NAME)
    term = needed(this, term, "--term", *_TERM)
    begun = needed(
        this, term_from, "--term-from", *_TERM_FROM, read=partial(this.day, "--term-from")
    )
    since = this.day("--records-from", records_from) if records_from else this.today
    body = working_body or this.words.text(_WORKING_BODY)
    assumed = [] if working_body else [f"--working-body {body}"]
    assumed += [] if records_from else [f"--records-from {since}"]
    text = keep.district_text(name, body, term, begun, since, this.words.language)
    return _Begun(name, {DISTRICT_PATH: text}, assumed)


def _from_workbook(this: Environment, workbook: str, root: Path) -> _Begun:
    """Return the district of a workbook; SetupRefusedError with every fault if there are any."""
    from deputylog.record.given import file_given
    from deputylog.tables.setup.importing import new_register
    from deputylog.tables.setup.reading import is_setup, read_setup

    raw = file_given(workbook)
    if not is_setup(workbook, raw):
        raise DeputylogError(
            "{path} 不是建立名册的工作簿；请用“deputylog forms setup”生成，填好后再用",
            "{path} is no workbook that sets up a district; 'deputylog forms setup' writes one",
            path=workbook,
        )
    found = new_register(read_setup(workbook, raw), this.today)
    for note in found.notes:
        this.note(note)
    if taken := [path for path, text in found.files.items() if _is_other(root / path, text)]:
        raise DeputylogError(
            "{path} 已存在；请用“deputylog import {workbook}”更新",
            "{path} exists; 'deputylog import {workbook}' updates the register",
            path=str(root / taken[0]),
            workbook=workbook,
        )
    return _Begun(found.district, found.files)


def _is_other(path: Path, text: str) -> bool:
    """Whether another file is there; the same is of an `init` that was interrupted."""
    return path.exists() and path.read_bytes() != text.encode()


def _asked_for_commits(this: Environment) -> bool | None:
    """Ask whether to commit every entry; None if git is missing or nobody can be asked."""
    from deputylog.cli.ask import agreed, at_terminal

    if not at_terminal() or not is_installed():
        return None
    return agreed(
        this,
        phrase(
            "以后每次登记，是否由程序自动存入历史（git 提交）？选“否”的，由您自行提交，或者在"
            "发送时一并提交",
            "Shall the program save every entry in the history by itself (a git commit)? "
            "Otherwise you commit yourself, or when you send",
        ),
        default=False,
    )


def _say_made(this: Environment, made: keep.NewRepository) -> None:
    output.say_written(this, *_shortened(made.written))
    kept = Bilingual("已存在，未改动：{path}", "exists already, left unchanged: {path}")
    for path in _shortened(made.kept):
        this.say(phrase(kept, path=path))
    added = Bilingual("已补入 {path}：{values}", "added to {path}: {values}")
    for path, lines in made.completed.items():
        this.note(phrase(added, path=path, values=lines))


def _shortened(paths: Iterable[str]) -> list[str]:
    """Return the paths, with schema files, groups and deputies replaced by their folders."""
    folders = (f"{FOLDER}/", *(f"{RECORDS}/{kind.folder}/" for kind in (GROUP, DEPUTY)))
    short = (next(filter(path.startswith, folders), path) for path in paths)
    return list(dict.fromkeys(short))


def _keep_in_git(
    this: Environment, root: Path, made: keep.NewRepository, name: str, *, always: bool | None
) -> list[str]:
    """Commit the files and install the hooks if the repository is new.

    Return the commands that the user still has to run.
    """
    message = this.words.say(
        phrase("建立{district}台账", "Set up the records of {district}", district=name)
    )
    commit = f"git commit -m {shell_word(message)}"
    everything = f"git add -A && {commit}"
    if made.git is keep.GitState.MISSING:
        this.note(
            phrase(
                "未安装 git，无法保留历史版本。请先安装 git，再运行下面的 git 命令。",
                "git is not installed, so no earlier version is kept. Install git, then run "
                "the git commands below.",
            )
        )
        return [f"git init && {everything}", _HOOKS]
    if always is not None:
        commit_always(Git(root), always)
    if made.git is keep.GitState.AROUND and not always:
        new = " ".join(map(shell_word, _shortened(made.tracked)))
        return [f"git add {new} && {commit}", _HOOKS] if new else []
    left = [] if _is_committed(this, root, made, message) and not made.kept else [everything]
    if made.git is keep.GitState.AROUND:
        return [*left, _HOOKS]
    _install_hooks(this, root)
    return left


def _is_committed(this: Environment, root: Path, made: keep.NewRepository, message: str) -> bool:
    """Commit the files and return True; if git fails, print the reason and return False."""
    if not made.tracked:
        return False
    try:
        check_identity(Git(root))
        git_commit(Git(root), made.tracked, message)
    except DeputylogError as error:
        this.note(error.text)
        return False
    this.note(phrase("已提交：{message}", "committed: {message}", message=message))
    return True


def _install_hooks(this: Environment, root: Path) -> None:
    """Install the hooks; if that fails, print the reason."""
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


def _say_next(
    this: Environment, folder: str, todo: Sequence[str], more: Mapping[str, Bilingual]
) -> None:
    """Print the commands to run next, ready to be typed."""
    where = [] if Path(folder).absolute() == Path.cwd() else [f"cd {shell_word(folder)}"]
    this.say(phrase("下一步：", "Next:"))
    for command in (*where, *todo, *(() if more else ("deputylog check",))):
        this.say(f"  {command}")
    for command, purpose in more.items():
        this.say(f"  {command:<30} # {this.words.text(purpose)}")
