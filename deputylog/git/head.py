"""The branch that a bare repository shows, which a first push may leave missing."""

from __future__ import annotations

from deputylog.git.run import Git

_HEADS = "refs/heads/"


def dangling_head(git: Git) -> str:
    """Return the branch that HEAD names although there are only others; empty if all is well.

    Whoever clones such a repository gets no files.
    """
    named = git.line("symbolic-ref", "--quiet", "HEAD").removeprefix(_HEADS)
    branches = _branches(git)
    return named if branches and named not in branches else ""


def mend_head(git: Git) -> str:
    """Let the HEAD of a bare repository name main, or else its only branch, and return that one.

    Empty if nothing is to be mended, or if it is not clear which branch is meant.
    """
    branches = _branches(git)
    target = "main" if "main" in branches else branches[0] if len(branches) == 1 else ""
    is_bare = git.line("rev-parse", "--is-bare-repository") == "true"
    if not (is_bare and target and dangling_head(git)):
        return ""
    git.answer("symbolic-ref", "HEAD", f"{_HEADS}{target}")
    return target


def _branches(git: Git) -> list[str]:
    refs = git.answer("for-each-ref", "--format=%(refname)", _HEADS).decode("utf-8", "replace")
    return [name.removeprefix(_HEADS) for name in refs.splitlines()]
