"""The merge driver of records in git's settings: registered, and missed where a clone lacks it."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from shutil import which

from deputylog.finding import DeputylogError
from deputylog.git.run import Git, is_installed
from deputylog.words import Phrase, phrase

ATTRIBUTE = "records/**/*.yaml merge=deputylog"
"""The line of .gitattributes by which git merges records with the driver."""
_SETTING = "merge.deputylog"
_NAME = "deputylog: merges records; written by 'deputylog hooks install', which renews it"
_WORDS = "merge-file %O %A %B %P --marker-size %L"
_DRIVER = (
    "was=$(cksum <%A); "
    "if [ -x {python} ]; then {python} -P -m deputylog {words}; else deputylog {words}; fi; "
    "code=$?; "
    '[ $code -eq 0 ] || [ "$(cksum <%A)" != "$was" ] || {{ '
    "echo deputylog: %P: 程序未能合并，由 git 逐行合并 / the program could not merge it, so git "
    "merges it line by line >&2; git merge-file --marker-size=%L %A %O %B; code=$?; }}; exit $code"
)
"""What git runs in a shell. If the program fails or is gone, git merges the lines itself: it would
else take our version for the merged one.
"""


def register(git: Git, python: str) -> None:
    """Have git merge records with the program of that Python.

    DeputylogError if somebody else has registered a driver of that name.
    """
    driver = git.line("config", f"{_SETTING}.driver")
    if driver and git.line("config", f"{_SETTING}.name") != _NAME:
        raise DeputylogError(
            "git 的设置 {setting}.driver 不是 deputylog 写入的，保持原样，未作任何安装。如不再"
            "需要，请先运行：{command}",
            "the git setting {setting}.driver was not written by deputylog and is left as it is; "
            "nothing was installed. If it is not needed any more, run: {command}",
            setting=_SETTING,
            command=f"git config --remove-section {_SETTING}",
        )
    git.answer("config", f"{_SETTING}.name", _NAME)
    git.answer("config", f"{_SETTING}.driver", _driver(shlex.quote(Path(python).as_posix())))


def _driver(python: str) -> str:
    return _DRIVER.format(python=python, words=_WORDS)


def _can_run(driver: str) -> bool:
    """Whether it is our driver, and its program is still there."""
    found = re.search(r" -x (.*?) \];", driver)
    if not found or driver != _driver(found[1]):
        return False
    return os.access(shlex.split(found[1])[0], os.X_OK) or which("deputylog") is not None


def problems(git: Git) -> Mapping[str, Phrase]:
    """Return what this clone lacks to merge records, by the file it belongs to; nothing outside
    git.
    """
    found: dict[str, Phrase] = {}
    if not (is_installed() and git.in_work_tree()):
        return found
    if not _can_run(git.line("config", f"{_SETTING}.driver")):
        found[".git/config"] = phrase(
            "本机的 git 不会按记录合并，两人同时登记时容易冲突",
            "git does not merge records one by one here, so entries of two people can conflict",
        )
    if not git.line("check-attr", "merge", "--", "records/district.yaml").endswith(": deputylog"):
        found[".gitattributes"] = phrase(
            "缺少一行“{line}”，git 不会按记录合并",
            "lacks the line '{line}', so git does not merge records one by one",
            line=ATTRIBUTE,
        )
    return found
