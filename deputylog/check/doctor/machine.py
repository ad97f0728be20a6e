"""This machine: git, the terminal, fonts, disks, the clock."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from deputylog.check.doctor.observations import (
    Condition,
    Installation,
    Observation,
    note,
    problem,
    run,
)
from deputylog.git.run import Git, is_installed
from deputylog.keep.network_share import share_note
from deputylog.rule import Evidence
from deputylog.rules import rule_in
from deputylog.words import Bilingual

_OLDEST_GIT = (2, 25)
"""The first git that reads names of files from standard input (`--pathspec-from-file`)."""
_LEAST_MEGABYTES = 200
_SECONDS_AHEAD = 3600
"""How far the clock of whoever made the last commit may be ahead of ours."""


def git(here: Installation) -> Iterator[Observation]:
    if not is_installed():
        yield problem(
            Bilingual(
                "没有安装，或者不在 PATH 中：以前的版本无从保留，记录也不能与他人交换",
                "not installed, or not on the PATH: no earlier version is kept, and records cannot "
                "be exchanged",
            ),
            Bilingual(
                "请安装 git：Linux 用软件商店或者“sudo apt install git”，其他系统见 git-scm.com",
                "install git: 'sudo apt install git' on Linux, git-scm.com for other systems",
            ),
        )
        return
    version = Git(here.root).line("--version")
    if tuple(map(int, re.findall(r"\d+", version)[:2])) < _OLDEST_GIT:
        yield problem(
            Bilingual("版本过低：{version}", "too old: {version}"),
            Bilingual("请安装 {oldest} 以上的版本", "install {oldest} or newer"),
            version=version,
            oldest=".".join(map(str, _OLDEST_GIT)),
        )
    elif locks := _locks(here):
        yield problem(
            Bilingual("git 被锁住：{locks}", "git is locked: {locks}"),
            Bilingual(
                "确认没有 git 程序在运行后，请删除",
                "make sure that no git program is running, then delete it",
            ),
            locks=locks,
        )
    elif not Git(here.root).in_work_tree():
        yield note(
            Bilingual(
                "台账没有存入 git：以前的版本无从保留，记录也不能与他人交换",
                "the records are not kept in git: no earlier version is kept, and they cannot be "
                "exchanged",
            ),
            run("git init && deputylog hooks install && git add -A && git commit"),
        )


def _locks(here: Installation) -> list[str]:
    """Return the lock files of git, which a git that was killed leaves behind."""
    if here.git is None:
        return []
    folder = Path(here.git.line("rev-parse", "--absolute-git-dir"))
    return sorted(str(path) for at in ("*.lock", "refs/**/*.lock") for path in folder.glob(at))


def terminal(here: Installation) -> Iterator[Observation]:
    text = Bilingual("没有设为 UTF-8（{said}）", "not set to UTF-8 ({said})")
    if sys.platform == "win32":
        import ctypes

        if (page := ctypes.windll.kernel32.GetConsoleOutputCP()) not in (0, 65001):
            yield note(text, run("chcp 65001"), said=page)
    elif sys.platform != "darwin":
        names = ("LC_ALL", "LC_CTYPE", "LANG")
        name = next((name for name in names if os.environ.get(name)), "LANG")
        value = os.environ.get(name, "")
        if not re.search(r"utf-?8", value, re.IGNORECASE):
            yield note(text, run(f"export {name}=zh_CN.UTF-8"), said=f"{name}={value}")


def fonts(here: Installation) -> Iterator[Observation]:
    if find_spec("typst") is None:
        return
    from deputylog.formats.fonts import MISSING, TO_INSTALL, has_chinese, missing
    from deputylog.formats.pdf import installed_fonts

    installed = installed_fonts()
    if not has_chinese(installed):
        yield problem(
            Bilingual(
                "没有中文字体，PDF 中的汉字只能印成编码",
                "there is no font for Chinese; PDF files show codes instead",
            ),
            TO_INSTALL,
        )
    elif names := missing(installed):
        yield note(MISSING, TO_INSTALL, names=names)


def shares(here: Installation) -> Iterator[Observation]:
    for folder in filter(None, (here.root, here.private)):
        if said := share_note(folder):
            yield Observation(Condition.NOTE, said)


def space(here: Installation) -> Iterator[Observation]:
    for folder in filter(None, (here.root, here.private)):
        megabytes = shutil.disk_usage(folder).free // 1_000_000
        if megabytes < _LEAST_MEGABYTES:
            yield problem(
                Bilingual(
                    "{folder} 所在磁盘只剩 {megabytes} MB",
                    "only {megabytes} MB are left on the disk of {folder}",
                ),
                Bilingual("请清理该磁盘", "make room on it"),
                folder=str(folder),
                megabytes=megabytes,
            )


def clock(here: Installation) -> Iterator[Observation]:
    today = here.now.date()
    if here.git and here.git.commit_of():
        last = int(here.git.line("log", "-1", "--format=%ct"))
        if last > here.now.timestamp() + _SECONDS_AHEAD:
            yield problem(
                Bilingual(
                    "本机时间{now}早于最近一次提交的时间",
                    "it says {now}, but the last commit was made later",
                ),
                Bilingual("请校正本机的日期和时间", "set the clock of this machine"),
                now=f"{here.now:%Y-%m-%d %H:%M}",
            )
    later = list(rule_in("later_than_today").hits(Evidence(here.book, here.tree, today)))
    if later:
        yield problem(
            Bilingual(
                "记录中有{count}个日期晚于今天（{today}）",
                "{count} date in the records is after today, {today}",
                "{count} dates in the records are after today, {today}",
            ),
            Bilingual(
                "请校正本机的日期；如日期无误，请更正记录（“deputylog check --select R006”）",
                "set the clock of this machine; if it is right, correct the records ('deputylog "
                "check --select R006')",
            ),
            count=len(later),
            today=today,
        )
