"""Commit the files that a command wrote, and no others; messages contain ids, never titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deputylog.finding import CannotReadError, DeputylogError
from deputylog.git.run import Git, GitError, is_installed

SETTING = "deputylog.commit"
"""Git setting: commit every write."""


def commits_always(git: Git) -> bool:
    """Return whether git is set to commit every write; DeputylogError if it is no boolean."""
    if not (is_installed() and git.in_work_tree()):
        return False
    try:
        return git.line("config", "--type=bool", "--get", SETTING) == "true"
    except GitError:
        raise DeputylogError(
            "git config {name} 应为 true 或者 false",
            "git config {name} must be true or false",
            name=SETTING,
        ) from None


def commit_always(git: Git, wished: bool) -> None:
    """Set in the repository's git config whether every write is committed."""
    git.answer("config", SETTING, str(wished).lower())


def check_can_commit(git: Git) -> None:
    """Raise an error if a commit would fail; to be called before anything is written."""
    if not is_installed():
        raise DeputylogError(
            "--commit 需要 git，但本机没有安装；没有写入任何内容",
            "--commit needs git, which is not installed; nothing was written",
        )
    if not git.in_work_tree():
        raise DeputylogError(
            "--commit：{folder}不在 git 仓库中；请先在那里运行“git init”，或者去掉 --commit",
            "--commit: {folder} is in no git repository; run 'git init' there, or leave "
            "--commit out",
            folder=str(git.where),
        )
    check_identity(git)


def check_identity(git: Git) -> None:
    """Raise DeputylogError if git does not know who commits."""
    git.answer("config", "--list")  # settings that git cannot read are no missing name
    try:
        git.own_addresses()
    except GitError:
        raise DeputylogError(
            "git 不知道您的姓名，无法提交。请先设置一次：{name} && {mail}",
            "git does not know your name and cannot commit. Set it once: {name} && {mail}",
            name="git config --global user.name 'YOUR NAME'",
            mail="git config --global user.email 'YOU@EXAMPLE.COM'",
        ) from None


def commit(git: Git, paths: Sequence[str], message: str) -> None:
    """Commit these files only; other staged changes stay staged.

    CannotReadError, with git's message, if git fails; new files are then removed from the index.
    """
    new = set(paths).difference(git.names("ls-files", "-z"))
    try:
        _with_paths(git, new, "add")
        _with_paths(git, paths, "commit", "--quiet", "--only", "--message", message)
    except GitError as error:
        _with_paths(git, new, "reset", "--quiet")
        raise CannotReadError(
            "{paths}已写入，但未能提交；git 的提示：{reason}",
            "{paths}: written, but not committed; git says: {reason}",
            paths=list(paths),
            reason=error.reason,
        ) from None


def _with_paths(git: Git, paths: Iterable[str], *arguments: str) -> None:
    """Run git on `paths`, if there are any; the list may be long, so git reads it from standard
    input.
    """
    stdin = "\0".join(f":(literal){path}" for path in paths).encode("utf-8", "surrogateescape")
    if stdin:
        git.answer(*arguments, "--pathspec-from-file=-", "--pathspec-file-nul", stdin=stdin)
