"""Commit the files that a command wrote, and no others; messages contain ids, never titles."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial

from deputylog.finding import CannotReadError, DeputylogError
from deputylog.git.hook_files import only_ours_judge
from deputylog.git.objects import open_blobs
from deputylog.git.run import Git, GitError, is_installed
from deputylog.words import Bilingual, Phrase, phrase

SETTING = "deputylog.commit"
"""Git setting: commit every write."""
_IDENTITY = 'git config --global user.name "{}" && git config --global user.email "{}"'
SET_IDENTITY = Bilingual(
    _IDENTITY.format("姓名", "邮箱地址"), _IDENTITY.format("YOUR NAME", "YOU@EXAMPLE.COM")
)
"""The commands that tell git who commits."""
_GOING_ON = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
"""What is in git's folder while a command of git has not been finished."""
_LOCKED = Bilingual(
    "{paths}已写入，但未能提交：另一个 git 程序占用着本库。"
    "确认没有 git 程序在运行后，请删除 {file}，再提交",
    "{paths}: written, but not committed: another git program holds the repository. When no git "
    "program runs any more, delete {file}, then commit",
)
_FAILED = Bilingual(
    "{paths}已写入，但未能提交；git 的提示：{reason}",
    "{paths}: written, but not committed; git says: {reason}",
)
_MANY = 200
_PATIENCE = 10.0
_PAUSE = 0.1


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
    if found := obstacle(git):
        raise DeputylogError("--commit：{reason}", "--commit: {reason}", reason=found)


def check_identity(git: Git) -> None:
    """Raise DeputylogError if git does not know who commits."""
    git.answer("config", "--list")  # settings that git cannot read are no missing name
    try:
        git.own_addresses()
    except GitError:
        raise DeputylogError(
            "git 不知道您的姓名，无法提交。请先设置一次：{cure}",
            "git does not know your name and cannot commit. Set it once: {cure}",
            cure=SET_IDENTITY,
        ) from None


def obstacle(git: Git) -> Phrase | None:
    """Return why the program should not commit now: a merge or rebase goes on, or no branch."""
    states = git.line("rev-parse", "--absolute-git-dir")
    for name, command in _GOING_ON.items():
        if os.path.exists(os.path.join(states, name)):
            text = Bilingual(
                "git {command}尚未完成，程序此时不提交，也不收发；请先完成，或者用“git {command} "
                "--abort”撤销",
                "a git {command} is going on, so nothing is committed or exchanged now; finish it, "
                "or give it up with 'git {command} --abort'",
            )
            return phrase(text, command=command)
    if not git.line("symbolic-ref", "--quiet", "HEAD"):
        text = Bilingual(
            "git 当前不在任何分支上，程序此时不提交，也不收发；请先运行“git switch -”回到原来的"
            "分支",
            "git is on no branch, so nothing is committed or exchanged now; 'git switch -' goes "
            "back to yours",
        )
        return phrase(text)
    return None


def commit(git: Git, paths: Sequence[str], message: str) -> bool:
    """Commit these files only, and return whether there was anything to commit.

    Other staged changes stay staged. The files were judged when they were written, so hooks of
    ours do not run again. While another program holds the lock of git, it is tried again.
    CannotReadError, with git's message, if git fails; new files are then removed from the index.
    """
    new: list[str] = []
    try:
        known = set(_known(git, paths))
        new += [path for path in paths if path not in known and os.path.lexists(git.where / path)]
        options = ["--no-verify"] if only_ours_judge(git) else []
        _with_paths(git, new, "add")
        _with_paths(
            git, [*known, *new], "commit", "--quiet", *options, "--only", "--message", message
        )
    except GitError as error:
        with suppress(GitError):
            if not new and are_as_committed(git, paths):
                return False
        lock = os.path.join(git.where, ".git", "index.lock")
        is_locked = "File exists" in str(error.reason) or os.path.lexists(lock)
        with suppress(GitError):
            if not is_locked:
                _with_paths(git, new, "reset", "--quiet")
        text = _LOCKED if is_locked else _FAILED
        raise CannotReadError(text, paths=list(paths), reason=error.reason, file=lock) from None
    return bool(known or new)


def are_as_committed(git: Git, paths: Sequence[str]) -> bool:
    """Return whether nothing in these files is left to commit; False for very many files.

    They are compared with the last commit: to read an index of 100,000 files takes git longer than
    it takes to enter a record.
    """
    if len(paths) > _MANY:
        return False
    with open_blobs(git) as blobs:
        return all(
            _content(partial(blobs.read, f"HEAD:./{path}"))
            == _content((git.where / path).read_bytes)
            for path in paths
        )


def _content(read: Callable[[], bytes]) -> bytes | None:
    try:
        return read()
    except OSError:
        return None


def _known(git: Git, paths: Sequence[str]) -> list[str]:
    """Return which of the paths are in the index."""
    if len(paths) > _MANY:
        return list({*paths}.intersection(git.names("ls-files", "-z")))
    return git.names("--literal-pathspecs", "ls-files", "-z", "--", *paths)


def _with_paths(git: Git, paths: Iterable[str], *arguments: str) -> None:
    """Run git on `paths`, if there are any; the list may be long, so git reads it from standard
    input.
    """
    stdin = "\0".join(f":(literal){path}" for path in paths).encode("utf-8", "surrogateescape")
    command = (*arguments, "--pathspec-from-file=-", "--pathspec-file-nul")
    start = time.monotonic()
    while stdin:
        try:
            git.answer(*command, stdin=stdin)
            return
        except GitError as error:
            if ".lock" not in str(error.reason) or time.monotonic() - start > _PATIENCE:
                raise
            time.sleep(_PAUSE)
