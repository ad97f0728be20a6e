"""The repository in git: who commits, hooks, merging, branch, remotes, what is not sent yet."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from deputylog.book import grouped
from deputylog.check.doctor.observations import (
    Installation,
    Observation,
    note,
    problem,
    run,
)
from deputylog.check.hooks.install import JUDGING, REPORTING, install, line_for
from deputylog.check.runner import tracked_private
from deputylog.finding import DeputylogError
from deputylog.git.commit import SET_IDENTITY, check_identity
from deputylog.git.head import dangling_head
from deputylog.git.hook_files import hook_folder, is_ours, runs_ours
from deputylog.git.merge_driver import problems
from deputylog.git.run import Git
from deputylog.keep.git_files import complete_ignore, lines_lacking
from deputylog.record.kind import PRIVATE, RECORDS
from deputylog.words import Bilingual

_UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
_TRACK = "%(if)%(HEAD)%(then)%(upstream:track,nobracket)%(end)"
_COMMIT = Bilingual(
    f"git add {RECORDS} && git commit -m 登记", f"git add {RECORDS} && git commit -m records"
)
_SERVER = re.compile(r"(?!file:)[\w.+@-]{2,}:")
"""The beginning of a URL or of user@host:path, and not of C:/folder."""


def identity(here: Installation) -> Iterator[Observation]:
    try:
        if here.git:
            check_identity(here.git)
    except DeputylogError:
        text = Bilingual("git 不知道您的姓名，不能提交", "git does not know who commits")
        yield problem(text, run(SET_IDENTITY))


def private_files_in_git(here: Installation) -> Iterator[Observation]:
    """Look whether git has private files, or would take them."""
    git = here.git
    if git is None:
        return
    if paths := tracked_private(here.root):
        yield problem(
            Bilingual(
                "git 正在跟踪{count}个来信人情况文件，如 {path}；来信人的姓名会随之提交、送出",
                "git tracks {count} private file: {path}; names of writers would be sent",
                "git tracks {count} private files, such as {path}; names of writers would be sent",
            ),
            run(f"git rm -r --cached {PRIVATE}"),
            count=len(paths),
            path=paths[0],
        )
    if commit := git.line("log", "-1", "--all", "--format=%h", "--", PRIVATE):
        yield problem(
            Bilingual(
                "来信人情况已经提交（{commit}），从历史中可以读到",
                "private files were committed ({commit}) and can be read in the history",
            ),
            Bilingual(
                "请先把 {folder} 整个复制一份，安装 git-filter-repo 后运行“{command}”；"
                "已经送出的，"
                "在上级库也照此清除",
                "copy {folder} to a safe place, install git-filter-repo and run '{command}'; if "
                "they were sent, do the same in the shared repository",
            ),
            commit=commit,
            folder=str(here.root),
            command=f"git filter-repo --force --invert-paths --path {git.prefix}{PRIVATE}",
        )
    for line in lines_lacking(here.root, here.private):
        yield problem(
            Bilingual(
                "git 没有忽略 {line}，来信人的姓名可能被提交",
                "git does not ignore {line}, so that names of writers may be committed",
            ),
            Bilingual("请在 .gitignore 中加入一行：{line}", "add this line to .gitignore: {line}"),
            line=line,
        )


def ignore_private(here: Installation) -> None:
    complete_ignore(here.root / ".gitignore")


def hooks(here: Installation) -> Iterator[Observation]:
    """Look for a hook that is missing, or of somebody else and without our line."""
    git = here.git
    if git is None:
        return
    folder = hook_folder(git)
    hooks = JUDGING | REPORTING
    there = [name for name in hooks if os.path.lexists(folder / name)]
    missing = [name for name in hooks if name not in there or _is_off(folder / name)]
    silent = [name for name in there if not runs_ours(folder / name)]
    if git.line("config", "core.hooksPath"):
        missing, silent = [], [*missing, *silent]
    for action, names in grouped(silent, hooks.__getitem__).items():
        yield problem(
            Bilingual(
                "{names}：他人的钩子，不检查记录", "{names}: hooks of others, which check no record"
            ),
            Bilingual("请在其中加入一行：{line}", "add this line to them: {line}"),
            names=[str(folder / name) for name in names],
            line=line_for(git, action),
        )
    if missing:
        yield problem(
            Bilingual(
                "没有安装：{names}；提交或者合并的记录不检查",
                "not installed: {names}; what is committed or merged is not checked",
            ),
            run("deputylog hooks install"),
            names=missing,
        )


def _is_off(path: Path) -> bool:
    """Return whether git ignores a hook of ours, because it is not executable."""
    return is_ours(path) and not os.access(path, os.X_OK)


def install_hooks(here: Installation) -> None:
    if here.git:
        if lost := _lost_attributes(here.git):
            here.git.answer("checkout", "--", lost)
        install(here.root, server=False, python=sys.executable)


def merge_driver(here: Installation) -> Iterator[Observation]:
    if here.git is None:
        return
    if lost := _lost_attributes(here.git):
        text = Bilingual(
            "{file} 已被删除，git 将不会按记录合并",
            "{file} was deleted; git will no longer merge records one by one",
        )
        yield problem(text, run(f"git restore {lost}"), file=lost)
    for file, lack in problems(here.git).items():
        text = Bilingual("{file}：{lack}", "{file}: {lack}")
        yield problem(text, run("deputylog hooks install"), file=file, lack=lack)


def _lost_attributes(git: Git) -> str:
    """Return .gitattributes if it was deleted here and not in git, which still goes by it."""
    return git.line("ls-files", "--deleted", "--", ".gitattributes")


def branch(here: Installation) -> Iterator[Observation]:
    git = here.git
    if git is None:
        return
    states = (git.line("rev-parse", "--git-path", name) for name in _UNFINISHED)
    if any(os.path.lexists(git.where / state) for state in states):
        yield problem(
            Bilingual("有一次合并没有完成", "a merge is not finished"),
            Bilingual(
                "请按“git status”的提示完成或者放弃", "finish or abort it, as 'git status' says"
            ),
        )
    elif git.commit_of() and not git.line("symbolic-ref", "--quiet", "HEAD"):
        yield problem(
            Bilingual(
                "不在任何分支上，新的提交容易丢失",
                "on no branch, where new commits are easily lost",
            ),
            run("git switch main"),
        )
    if name := dangling_head(git):
        yield problem(
            Bilingual("没有当前分支“{name}”", "there is no branch '{name}', which HEAD names"),
            run("git switch main"),
            name=name,
        )


def remotes(here: Installation) -> Iterator[Observation]:
    """Look at the repositories that are folders; asking a server could take minutes."""
    for name in here.git.line("remote").split("\n") if here.git else ():
        url = here.git.line("remote", "get-url", name) if here.git and name else ""
        folder = here.root / url.removeprefix("file://")
        if not url or _SERVER.match(url) or folder.is_file():
            continue
        if not folder.is_dir():
            yield note(
                Bilingual("找不到 {folder}", "{folder} is not there"),
                Bilingual("请接入该磁盘或者网络共享", "connect the disk or share that it is on"),
                folder=str(folder),
            )
        elif missing := dangling_head(Git(folder)):
            yield problem(
                Bilingual(
                    "{folder} 没有当前分支“{missing}”，从那里克隆得不到文件",
                    "the branch '{missing}' that {folder} should show is not there: a clone gets "
                    "no files",
                ),
                run(f"git -C {folder} symbolic-ref HEAD refs/heads/main"),
                folder=str(folder),
                missing=missing,
            )


def unsent(here: Installation) -> Iterator[Observation]:
    git = here.git
    if git is None:
        return
    can_send = _can_send(git)
    options = ("-z", "--untracked-files=all", "--no-renames", "--porcelain")
    if changed := git.names("status", *options, "--", RECORDS):
        yield note(
            Bilingual(
                "有{count}份记录尚未提交，还没有以前的版本可查",
                "{count} record is not committed, so that git does not know it yet",
                "{count} records are not committed, so that git does not know them yet",
            ),
            run("deputylog send --commit" if can_send else _COMMIT),
            count=len(changed),
        )
    track = git.line("for-each-ref", f"--format={_TRACK}", "refs/heads") if can_send else ""
    if ahead := re.search(r"ahead (\d+)", track):
        yield note(
            Bilingual(
                "有{count}次提交只在本机，尚未送出",
                "{count} commit is on this machine only",
                "{count} commits are on this machine only",
            ),
            run("deputylog send"),
            count=int(ahead[1]),
        )


def _can_send(git: Git) -> bool:
    """Return whether there is a shared repository, and not only the file of a hand-in."""
    places = (git.line("remote", "get-url", name) for name in git.line("remote").split())
    return any(not place.endswith(".bundle") for place in places)
