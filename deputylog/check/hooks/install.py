"""Install git hooks, but never over one that deputylog did not write."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

from deputylog.finding import DeputylogError
from deputylog.git.hook_files import MARK, is_ours
from deputylog.git.hook_files import folder as hooks_folder
from deputylog.git.run import Git
from deputylog.record.files import put_file

CLIENT = {
    "pre-commit": "pre-commit",
    "pre-merge-commit": "pre-commit",
    "pre-applypatch": "pre-commit",
    "commit-msg": "commit-msg",
    "applypatch-msg": "commit-msg",
}
SERVER = {"pre-receive": "pre-receive"}
"""The hooks of git, and the action that each one runs; `git merge` and `git am` do not call those
of `git commit`.
"""
_LINE = 'deputylog --repo {repo} hooks {action} "$@" || exit 1'
"""The line that runs our hook from within another hook."""
_SCRIPT = """\
#!/bin/sh
{mark}
python={python}
if [ -x "$python" ]; then
  exec "$python" -P -m deputylog --repo {repo} hooks {action} "$@"
fi
if command -v deputylog >/dev/null 2>&1; then
  exec deputylog --repo {repo} hooks {action} "$@"
fi
echo "deputylog: 找不到程序，未作检查，故不予通过；\
请重新安装 deputylog，再运行 deputylog hooks install。" >&2
echo "deputylog: the program is gone, nothing was checked, so nothing is taken; \
install it again, then run 'deputylog hooks install'." >&2
exit 1
"""


def install(where: Path, *, server: bool, python: str) -> list[Path]:
    """Write the hooks of the git repository at `where`, all or none, and return their paths.

    DeputylogError if git looks for hooks elsewhere, or if somebody else wrote one of them.
    """
    git = Git(where)
    if git.line("rev-parse", "--is-bare-repository") != "true" and server:
        raise DeputylogError(
            "{folder}不是 git 裸库；--server 用于接收推送的库",
            "{folder} is not a bare git repository; --server is for the repository that is "
            "pushed to",
            folder=str(where),
        )
    repo = shlex.quote(git.prefix.rstrip("/") or ".")
    folder = hooks_folder(git)
    actions = {folder / name: action for name, action in (SERVER if server else CLIENT).items()}
    _refuse_others(git, {path: _LINE.format(repo=repo, action=actions[path]) for path in actions})
    python = shlex.quote(Path(python).as_posix())
    for path, action in actions.items():
        script = _SCRIPT.format(mark=MARK, python=python, repo=repo, action=action)
        put_file(path, script, 0o755)
    return list(actions)


def _refuse_others(git: Git, commands: Mapping[Path, str]) -> None:
    """Raise DeputylogError with the line to add, if hooks are elsewhere or of somebody else."""
    if elsewhere := git.line("config", "core.hooksPath"):
        raise DeputylogError(
            "git 在{folder}（core.hooksPath）查找钩子，该处可能由多个库共用。请在该处的钩子"
            "中加入这一行：{command}",
            "git runs hooks from {folder} (core.hooksPath), which other repositories may "
            "share. Add this line to the hook there: {command}",
            folder=elsewhere,
            command=next(iter(commands.values())),
        )
    for path, command in commands.items():
        if os.path.lexists(path) and not is_ours(path):
            raise DeputylogError(
                "{path}是他人的钩子，保持原样，未作任何安装。请在其中加入这一行：{command}",
                "{path} was not installed by deputylog and is left as it is; nothing was "
                "installed. Add this line to it: {command}",
                path=str(path),
                command=command,
            )
