"""`deputylog doctor`: whether this machine and this repository are fit for the work."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from deputylog.check.doctor import files, machine, repository
from deputylog.check.doctor.observations import (
    Condition,
    Examination,
    Installation,
    Observation,
)
from deputylog.finding import DeputylogError, reason_of
from deputylog.git.run import is_installed
from deputylog.table import Column, Table, Valued
from deputylog.words import Bilingual, phrase

EXAMINATIONS = (
    Examination(
        "privacy",
        Bilingual("来信人情况与 git", "private files and git"),
        repository.private_files_in_git,
        repository.ignore_private,
        of_git=True,
    ),
    Examination(
        "interrupted",
        Bilingual("中断的写入", "interrupted writes"),
        files.interrupted_writes,
        files.complete,
    ),
    Examination("fonts", Bilingual("字体", "fonts"), machine.fonts),
    Examination("terminal", Bilingual("终端", "terminal"), machine.terminal),
    Examination("clock", Bilingual("时间", "clock"), machine.clock),
    Examination("space", Bilingual("磁盘空间", "disk space"), machine.space),
    Examination("kept", Bilingual("缓存", "kept results"), files.kept_results),
    Examination("shares", Bilingual("网络共享", "network shares"), machine.shares),
    Examination("git", Bilingual("git", "git"), machine.git),
    Examination("identity", Bilingual("提交人", "who commits"), repository.identity, of_git=True),
    Examination(
        "hooks", Bilingual("钩子", "hooks"), repository.hooks, repository.install_hooks, of_git=True
    ),
    Examination(
        "merging",
        Bilingual("合并", "merging"),
        repository.merge_driver,
        repository.install_hooks,
        of_git=True,
    ),
    Examination("branch", Bilingual("分支", "branch"), repository.branch, of_git=True),
    Examination("remotes", Bilingual("远程库", "remotes"), repository.remotes, of_git=True),
    Examination(
        "unsent", Bilingual("提交和送出", "committed and sent"), repository.unsent, of_git=True
    ),
    Examination("records", Bilingual("记录", "records"), files.unreadable),
    Examination("version", Bilingual("旧版写法", "earlier version"), files.earlier_version),
    Examination("line-ends", Bilingual("换行", "line ends"), files.line_ends),
    Examination("private", Bilingual("来信人情况", "private files"), files.private),
    Examination("sealing", Bilingual("加密", "encryption"), files.sealing, files.seal),
    Examination("backup", Bilingual("来信人情况的备份", "backup of private files"), files.backup),
    Examination("permissions", Bilingual("权限", "permissions"), files.permissions, files.close),
    Examination("calendar", Bilingual("放假安排", "holidays"), files.calendar),
)
"""Everything that is examined, in the order in which it is shown."""

_COLUMNS = (
    Column("check", Bilingual("项目", "what")),
    Column("state", Bilingual("情况", "state")),
    Column("found", Bilingual("说明", "found")),
    Column("cure", Bilingual("处理办法", "what to do")),
)


def observed(one: Examination, here: Installation, *, fix: bool = False) -> list[Observation]:
    """Return what was found, one observation at least; with `fix`, what is left after mending.

    What cannot be examined is a problem, not a yes.
    """
    if one.of_git and not is_installed():
        text = Bilingual("没有 git，无法检查", "cannot be examined without git")
        return [Observation(Condition.NOTE, phrase(text))]
    found = _tried(one.look, here)
    if fix and one.mend and any(seen.condition is Condition.PROBLEM for seen in found):
        failed = _tried(one.mend, here)
        found = [*found, *failed] if failed else _tried(one.look, here)
    return found or [Observation(Condition.OK)]


def _tried(
    do: Callable[[Installation], Iterable[Observation] | None], here: Installation
) -> list[Observation]:
    try:
        return list(do(here) or ())
    except DeputylogError as error:
        return [Observation(Condition.PROBLEM, error.text)]
    except OSError as error:
        values = {"path": error.filename or "", "reason": reason_of(error)}
        text = phrase("{path}：{reason}", "{path}: {reason}", **values)
        return [Observation(Condition.PROBLEM, text)]


def diagnosis(here: Installation, *, fix: bool = False) -> Table:
    """Return a table of all observations."""
    rows = tuple(
        (Valued(one.wording, {}, {"": one.name}), seen.condition, seen.found, seen.cure)
        for one in EXAMINATIONS
        for seen in observed(one, here, fix=fix)
    )
    return Table(
        "doctor", Bilingual("本机和台账情况", "this machine and its records"), _COLUMNS, rows
    )


def has_problem(table: Table) -> bool:
    return any(condition is Condition.PROBLEM for _, condition, _, _ in table.rows)
