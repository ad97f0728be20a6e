"""Ask git what has changed since an older commit."""

from __future__ import annotations

from msgspec import Struct

from deputylog.finding import DeputylogError
from deputylog.git.run import Git
from deputylog.record.kind import RECORDS

_UPSTREAM = "%(if)%(HEAD)%(then)%(upstream:short)%(end)"


class ChangedFiles(Struct, frozen=True):
    """The commit of an older state (empty before the first one), its name, and the paths changed
    since.
    """

    base: str
    ref: str
    paths: frozenset[str]


def change_since(git: Git, ref: str) -> ChangedFiles:
    """Compare the work tree with its merge base with `ref` (if empty: the upstream, else HEAD).

    DeputylogError if it is compared with its own commit and no record has been changed.
    """
    head = git.commit_of()
    ref = ref or git.line("for-each-ref", f"--format={_UPSTREAM}", "refs/heads") or "HEAD"
    base = _base(git, ref, head) if head or ref != "HEAD" else ""
    found = git.names("ls-files", "-z", "--others", "--exclude-standard", "--full-name")
    found += git.names(
        "diff",
        "--name-only",
        "-z",
        "--no-ext-diff",
        "--ignore-submodules=none",
        "-O/dev/null",
        base or git.empty_tree(),
    )
    paths = frozenset(
        path.removeprefix(git.prefix) for path in found if path.startswith(git.prefix)
    )
    if base == head and not any(path.startswith(f"{RECORDS}/") for path in paths):
        raise DeputylogError(
            "没有检查任何内容：{ref}就是当前提交，各项记录与它没有差别；请写明更早的提交："
            "--changed REF",
            "nothing was checked: no record differs from {ref}, which is the current commit;"
            " name an older one: --changed REF",
            ref=ref,
        )
    return ChangedFiles(base, ref, paths)


def is_shallow(git: Git) -> bool:
    """Return whether the older commits were left out when the clone was made."""
    return git.line("rev-parse", "--is-shallow-repository") == "true"


def _base(git: Git, ref: str, head: str) -> str:
    commit = git.commit_of(ref)
    if not commit:
        raise DeputylogError(
            "此处的 git 中没有“{ref}”；请写明已经取回的分支、标签或者提交（在持续集成中，请"
            "取回全部历史）",
            "git does not know '{ref}' here; name a branch, tag or commit that has been "
            "fetched (in CI, fetch the whole history)",
            ref=ref,
        )
    shared = git.line("merge-base", commit, head) if head else ""
    if head and not shared and is_shallow(git):
        raise DeputylogError(
            "这个克隆只取回了部分历史，不含与“{ref}”分开之处的提交；请运行“git fetch --unshallow”",
            "this clone is shallow and does not hold the commit at which '{ref}' parted; "
            "run 'git fetch --unshallow'",
            ref=ref,
        )
    return shared or commit
