"""Install git hooks and the merge driver, but never over what deputylog did not write."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from deputylog.finding import DeputylogError
from deputylog.git import merge_driver
from deputylog.git.hook_files import MARK, hook_folder, is_ours, runs_ours
from deputylog.git.run import Git, is_installed
from deputylog.keep.git_files import complete_attributes
from deputylog.record.files import put_file
from deputylog.words import Bilingual, Phrase, phrase

JUDGING = {
    "pre-commit": "pre-commit",
    "pre-merge-commit": "pre-commit",
    "pre-applypatch": "pre-commit",
    "commit-msg": "commit-msg",
    "applypatch-msg": "commit-msg",
}
"""The hooks of git, and the action that each one runs; `git merge` and `git am` do not call those
of `git commit`.
"""
REPORTING = {"post-merge": "post-merge", "post-rewrite": "post-rewrite"}
_ON_SERVER = {"pre-receive": "pre-receive"}, {"post-receive": "post-receive"}
_LINE = 'deputylog --repo {repo} hooks {action} "$@" || exit 1'
_SCRIPT = """\
#!/bin/sh
{mark}
{unless}python={python}
if [ -x "$python" ]; then
  exec "$python" -P -m deputylog --repo {repo} hooks {action} "$@"
fi
if command -v deputylog >/dev/null 2>&1; then
  exec deputylog --repo {repo} hooks {action} "$@"
fi
echo "deputylog: 找不到程序，{gone.zh}；\
请重新安装 deputylog，再运行 deputylog hooks install。" >&2
echo "deputylog: the program is gone, {gone.en}; \
install it again, then run 'deputylog hooks install'." >&2
exit 1
"""
_UNLESS = {"post-receive": "git rev-parse --quiet --verify HEAD >/dev/null && exit 0\n"}
"""What tells a hook that there is nothing to do, before the program starts."""
_REFUSED = Bilingual("未作检查，故不予通过", "nothing was checked, so nothing is taken")
_NOT_REPORTED = Bilingual("未检查合并进来的内容", "what came in was not checked")


_REPORT_OF_OTHERS = Bilingual(
    "{path}是他人的钩子，保持原样；请在其中加入这一行，以便检查合并进来的内容：{command}",
    "{path} was not installed by deputylog and is left as it is; add this line to it, so that what "
    "comes in is checked: {command}",
)
_OF_OTHERS = Bilingual(
    "{path}是他人的钩子，保持原样，未安装任何钩子。请在其中加入这一行：{command}",
    "{path} was not installed by deputylog and is left as it is; no hook was installed. Add this "
    "line to it: {command}",
)


def install(where: Path, *, server: bool, python: str) -> tuple[list[Path], list[Phrase]]:
    """Write the hooks of the git repository at `where` and return them; in a work tree, register
    the merge driver too. The phrases say what else was done or is left to do.

    DeputylogError if git looks for hooks elsewhere, or if somebody else wrote the driver or a hook
    that judges; no hook is then written.
    """
    git = Git(where)
    if is_installed() and not server and not git.top:
        raise DeputylogError(
            "{folder}不在 git 仓库中，没有钩子可装；请先在那里运行“git init”",
            "{folder} is in no git repository, so there are no hooks; run 'git init' there first",
            folder=str(where),
        )
    if git.line("rev-parse", "--is-bare-repository") != "true" and server:
        raise DeputylogError(
            "{folder}不是 git 裸库；--server 用于接收推送的库",
            "{folder} is not a bare git repository; --server is for the repository that is "
            "pushed to",
            folder=str(where),
        )
    notes = [] if server else _merge_records(where, git, python)
    judging, reporting = _ON_SERVER if server else (JUDGING, REPORTING)
    folder = hook_folder(git)
    _refuse_elsewhere(git, line_for(git, next(iter(judging.values()))))
    scripts: dict[Path, str] = {}
    for name, action in (judging | reporting).items():
        path = folder / name
        if os.path.lexists(path) and not is_ours(path):
            command = line_for(git, action)
            if runs_ours(path):
                continue
            if name in judging:
                raise DeputylogError(_OF_OTHERS, path=str(path), command=command)
            notes.append(phrase(_REPORT_OF_OTHERS, path=str(path), command=command))
            continue
        scripts[path] = _SCRIPT.format(
            mark=MARK,
            unless=_UNLESS.get(name, ""),
            python=shlex.quote(Path(python).as_posix()),
            repo=_repo(git),
            action=action,
            gone=_REFUSED if name in judging else _NOT_REPORTED,
        )
    for path, script in scripts.items():
        put_file(path, script, 0o755)
    return list(scripts), notes


def line_for(git: Git, action: str) -> str:
    """Return the line by which a hook of somebody else runs ours."""
    return _LINE.format(repo=_repo(git), action=action)


def _repo(git: Git) -> str:
    return shlex.quote(git.prefix.rstrip("/") or ".")


def _merge_records(where: Path, git: Git, python: str) -> list[Phrase]:
    """Register the merge driver, and say so."""
    merge_driver.register(git, python)
    notes = [phrase("已登记合并程序：记录将逐项合并", "git now merges records with deputylog")]
    if added := complete_attributes(where / ".gitattributes"):
        text = Bilingual(
            "已补入 {path}：{values}；请提交该文件", "added to {path}: {values}; commit that file"
        )
        notes.append(phrase(text, path=".gitattributes", values=added))
    return notes


def _refuse_elsewhere(git: Git, command: str) -> None:
    """Raise DeputylogError if hooks are in a folder that other repositories may share."""
    if elsewhere := git.line("config", "core.hooksPath"):
        raise DeputylogError(
            "git 在{folder}（core.hooksPath）查找钩子，该处可能由多个库共用。请在该处的钩子"
            "中加入这一行：{command}",
            "git runs hooks from {folder} (core.hooksPath), which other repositories may "
            "share. Add this line to the hook there: {command}",
            folder=elsewhere,
            command=command,
        )
