"""The repository in git: who commits, hooks, merging, branch, remotes, what is not sent yet."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator

from deputylog.check.doctor.observations import (
    Installation,
    Observation,
    note,
    problem,
    run,
)
from deputylog.check.hooks.install import JUDGING, REPORTING, install
from deputylog.finding import DeputylogError
from deputylog.git.commit import SET_IDENTITY, check_identity
from deputylog.git.head import dangling_head
from deputylog.git.hook_files import hook_folder
from deputylog.git.merge_driver import problems
from deputylog.git.run import Git
from deputylog.record.kind import RECORDS
from deputylog.words import Bilingual

_UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
_TRACK = "%(if)%(HEAD)%(then)%(upstream:track,nobracket)%(end)"
_SERVER = re.compile(r"(?!file:)[\w.+@-]{2,}:")
"""The beginning of a URL or of user@host:path, and not of C:/folder."""


def identity(here: Installation) -> Iterator[Observation]:
    try:
        if here.git:
            check_identity(here.git)
    except DeputylogError:
        text = Bilingual("git 不知道您的姓名，不能提交", "git does not know who commits")
        yield problem(text, run(SET_IDENTITY))


def hooks(here: Installation) -> Iterator[Observation]:
    """Look for a hook that is missing, or of somebody else and without our line."""
    if here.git is None:
        return
    folder = hook_folder(here.git)
    missing = [name for name in (*JUDGING, *REPORTING) if not os.path.lexists(folder / name)]
    there = [folder / name for name in JUDGING if name not in missing]
    others = [path.name for path in there if b"deputylog" not in path.read_bytes()]
    if missing or others:
        yield problem(
            Bilingual(
                "没有安装：{names}；提交或者合并的记录不检查",
                "not installed: {names}; what is committed or merged is not checked",
            ),
            run("deputylog hooks install"),
            names=[*missing, *others],
        )


def install_hooks(here: Installation) -> None:
    if here.git:
        install(here.root, server=False, python=sys.executable)


def merge_driver(here: Installation) -> Iterator[Observation]:
    for file, lack in problems(here.git).items() if here.git else ():
        text = Bilingual("{file}：{lack}", "{file}: {lack}")
        yield problem(text, run("deputylog hooks install"), file=file, lack=lack)


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
    options = ("-z", "--untracked-files=all", "--no-renames", "--porcelain")
    if changed := git.names("status", *options, "--", RECORDS):
        yield note(
            Bilingual(
                "有{count}份记录尚未提交，还没有以前的版本可查",
                "{count} record is not committed, so that git does not know it yet",
                "{count} records are not committed, so that git does not know them yet",
            ),
            run("deputylog send --commit"),
            count=len(changed),
        )
    if ahead := re.search(
        r"ahead (\d+)", git.line("for-each-ref", f"--format={_TRACK}", "refs/heads")
    ):
        yield note(
            Bilingual(
                "有{count}次提交只在本机，尚未送出",
                "{count} commit is on this machine only",
                "{count} commits are on this machine only",
            ),
            run("deputylog send"),
            count=int(ahead[1]),
        )
