"""The repository in git: who commits, hooks, merging, branch, remotes, what is not sent yet."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import which

from deputylog.check.doctor.observations import Installation, Observation, note, problem
from deputylog.check.hooks.install import JUDGING, REPORTING, install
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


def identity(here: Installation) -> Iterator[Observation]:
    if here.git:
        try:
            check_identity(here.git)
        except DeputylogError as error:
            yield problem(error.text)


def hooks(here: Installation) -> Iterator[Observation]:
    if here.git is None:
        return
    folder = hook_folder(here.git)
    if missing := [name for name in (*JUDGING, *REPORTING) if not os.path.lexists(folder / name)]:
        text = phrase(
            "没有安装：{names}；提交或者合并的记录不检查",
            "not installed: {names}; what is committed or merged is not checked",
            names=missing,
        )
        yield problem(text, _INSTALL)
    paths = (folder / name for name in JUDGING)
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
        yield problem(text, cure)
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
        yield problem(text, _INSTALL)


_PYTHON = re.compile(r"^python='?([^'\n]+)", re.MULTILINE)


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() else ""


def install_hooks(here: Installation) -> None:
    if here.git:
        install(here.root, server=False, python=here.python)


def merge_driver(here: Installation) -> Iterator[Observation]:
    for file, lack in problems(here.git).items() if here.git else ():
        text = phrase("{file}：{lack}", "{file}: {lack}", file=file, lack=lack)
        yield problem(text)


def branch(here: Installation) -> Iterator[Observation]:
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
        yield problem(text, cure)
    elif git.commit_of() and not git.line("symbolic-ref", "--quiet", "HEAD"):
        text = phrase(
            "不在任何分支上，新的提交容易丢失", "on no branch, where new commits are easily lost"
        )
        yield problem(text, phrase("请运行“git switch main”", "run 'git switch main'"))
    if name := dangling_head(git):
        text = phrase(
            "没有当前分支“{name}”", "there is no branch '{name}', which HEAD names", name=name
        )
        yield problem(text, phrase("请运行“git switch main”", "run 'git switch main'"))


_SERVER = re.compile(r"(?!file:)[\w.+@-]{2,}:")
"""The beginning of a URL or of user@host:path, and not of C:/folder."""


def remotes(here: Installation) -> Iterator[Observation]:
    """Look at the repositories that are folders; asking a server could take minutes."""
    for name in here.git.line("remote").split("\n") if here.git else ():
        url = here.git.line("remote", "get-url", name) if here.git and name else ""
        if not url or _SERVER.match(url):
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
            yield note(text, cure)
        elif missing := dangling_head(Git(folder)):
            text = phrase(
                "{folder} 没有当前分支“{missing}”，从那里克隆得不到文件",
                "the branch '{missing}' that {folder} should show is not there: a clone gets no "
                "files",
                folder=str(folder),
                missing=missing,
            )
            command = f"git -C {folder} symbolic-ref HEAD refs/heads/main"
            yield problem(text, phrase("请运行“{run}”", "run '{run}'", run=command))


def unsent(here: Installation) -> Iterator[Observation]:
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
        cure = phrase("请运行“deputylog send --commit”", "run 'deputylog send --commit'")
        yield note(phrase(counted, count=len(changed)), cure)
    track = git.line("for-each-ref", f"--format={_TRACK}", "refs/heads")
    if ahead := re.search(r"ahead (\d+)", track):
        counted = Bilingual(
            "有{count}次提交只在本机，尚未送出",
            "{count} commit is on this machine only",
            "{count} commits are on this machine only",
        )
        cure = phrase("请运行“deputylog send”", "run 'deputylog send'")
        yield note(phrase(counted, count=int(ahead[1])), cure)
