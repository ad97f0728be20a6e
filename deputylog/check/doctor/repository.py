"""The repository in git: who commits, hooks, merging, branch, remotes, what is not sent yet."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import which

from deputylog.check.doctor.answers import Answer, Condition, Installation
from deputylog.check.hooks.install import JUDGING, install
from deputylog.finding import DeputylogError
from deputylog.git.commit import check_identity
from deputylog.git.head import dangling_head
from deputylog.git.hook_files import hook_folder, is_ours
from deputylog.git.merge_driver import problems
from deputylog.git.run import Git
from deputylog.record.kind import RECORDS
from deputylog.words import Bilingual, phrase

_INSTALL = phrase("请运行“deputylog hooks install”", "run 'deputylog hooks install'")
_UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
_TRACK = "%(if)%(HEAD)%(then)%(upstream:track,nobracket)%(end)"


def identity(here: Installation) -> Iterator[Answer]:
    if here.git:
        try:
            check_identity(here.git)
        except DeputylogError as error:
            yield Answer(Condition.PROBLEM, error.text)


def hooks(here: Installation) -> Iterator[Answer]:
    if here.git is None:
        return
    paths = [hook_folder(here.git) / name for name in JUDGING]
    if missing := [path.name for path in paths if not os.path.lexists(path)]:
        text = phrase(
            "没有安装：{names}；提交之前不检查记录",
            "not installed: {names}; records are not checked before they are committed",
            names=missing,
        )
        yield Answer(Condition.PROBLEM, text, _INSTALL)
    texts = {path: _text(path) for path in paths if os.path.lexists(path)}
    if others := [path.name for path, text in texts.items() if "deputylog" not in text]:
        text = phrase(
            "{names}不是 deputylog 安装的，不检查记录",
            "{names} were not installed by deputylog and do not check records",
            names=others,
        )
        cure = phrase(
            "“deputylog hooks install”会给出应当加入其中的一行",
            "'deputylog hooks install' shows the line to add",
        )
        yield Answer(Condition.PROBLEM, text, cure)
    pythons = {
        found[1]
        for path, text in texts.items()
        if is_ours(path) and (found := _PYTHON.search(text))
    }
    if not which("deputylog") and any(not os.access(python, os.X_OK) for python in pythons):
        text = phrase(
            "找不到当初安装的程序，提交一律不予通过：{paths}",
            "the program that installed them is gone, so they refuse every commit: {paths}",
            paths=sorted(pythons),
        )
        yield Answer(Condition.PROBLEM, text, _INSTALL)


_PYTHON = re.compile(r"^python='?([^'\n]+)", re.MULTILINE)


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() else ""


def install_hooks(here: Installation) -> None:
    if here.git:
        install(here.root, server=False, python=here.python)


def merge_driver(here: Installation) -> Iterator[Answer]:
    for file, problem in problems(here.git).items() if here.git else ():
        text = phrase("{file}：{problem}", "{file}: {problem}", file=file, problem=problem)
        yield Answer(Condition.PROBLEM, text)


def branch(here: Installation) -> Iterator[Answer]:
    git = here.git
    if git is None:
        return
    states = (git.line("rev-parse", "--git-path", name) for name in _UNFINISHED)
    if any(os.path.lexists(git.where / state) for state in states):
        text = phrase("有一次合并没有完成", "a merge is not finished")
        cure = phrase(
            "请按“git status”的提示完成或者放弃",
            "finish or abort it, as 'git status' says",
        )
        yield Answer(Condition.PROBLEM, text, cure)
    elif git.commit_of() and not git.line("symbolic-ref", "--quiet", "HEAD"):
        text = phrase(
            "不在任何分支上，新的提交容易丢失", "on no branch, where new commits are easily lost"
        )
        yield Answer(
            Condition.PROBLEM, text, phrase("请运行“git switch main”", "run 'git switch main'")
        )
    if name := dangling_head(git):
        text = phrase(
            "没有当前分支“{name}”", "there is no branch '{name}', which HEAD names", name=name
        )
        yield Answer(
            Condition.PROBLEM, text, phrase("请运行“git switch main”", "run 'git switch main'")
        )


def remotes(here: Installation) -> Iterator[Answer]:
    """Look at the repositories that are folders; asking a server could take minutes."""
    for name in here.git.line("remote").split("\n") if here.git else ():
        url = here.git.line("remote", "get-url", name) if here.git and name else ""
        if not url or re.match(r"(?!file:)\w[\w+.-]+:", url):
            continue
        folder = here.root / url.removeprefix("file://")
        if not folder.is_dir():
            text = phrase(
                "找不到 {folder}（{name}）",
                "{folder} ({name}) is not there",
                folder=str(folder),
                name=name,
            )
            cure = phrase("请接入该磁盘或者网络共享", "connect the disk or share that it is on")
            yield Answer(Condition.NOTE, text, cure)
        elif missing := dangling_head(Git(folder)):
            text = phrase(
                "{folder} 没有当前分支“{missing}”，从那里克隆得不到文件",
                "the branch '{missing}' that {folder} should show is not there: a clone gets no "
                "files",
                folder=str(folder),
                missing=missing,
            )
            command = f"git -C {folder} symbolic-ref HEAD refs/heads/main"
            yield Answer(
                Condition.PROBLEM, text, phrase("请运行“{run}”", "run '{run}'", run=command)
            )


def unsent(here: Installation) -> Iterator[Answer]:
    git = here.git
    if git is None:
        return
    options = ("-z", "--untracked-files=all", "--no-renames", "--porcelain")
    if changed := git.names("status", *options, "--", RECORDS):
        counted = Bilingual(
            "有{count}份记录尚未提交，还没有以前的版本可查",
            "{count} record is not committed, so that git does not know it yet",
            "{count} records are not committed, so that git does not know them yet",
        )
        cure = phrase("请运行“{run}”", "run '{run}'", run="git add -A && git commit")
        yield Answer(Condition.NOTE, phrase(counted, count=len(changed)), cure)
    track = git.line("for-each-ref", f"--format={_TRACK}", "refs/heads")
    if ahead := re.search(r"ahead (\d+)", track):
        counted = Bilingual(
            "有{count}次提交只在本机，尚未送出",
            "{count} commit is on this machine only",
            "{count} commits are on this machine only",
        )
        cure = phrase("请运行“deputylog send”", "run 'deputylog send'")
        yield Answer(Condition.NOTE, phrase(counted, count=int(ahead[1])), cure)
