"""Ask git what has changed since an older commit."""

from __future__ import annotations

from dataclasses import dataclass

from deputylog.finding import DeputylogError
from deputylog.git.run import Git
from deputylog.model.kinds import RECORDS
from deputylog.words import N_

_UPSTREAM = "%(if)%(HEAD)%(then)%(upstream:short)%(end)"


class NoSuchCommitError(DeputylogError):
    def __init__(self, ref: str) -> None:
        super().__init__(
            N_("git does not know '{ref}' here; name a branch, tag or commit that has been fetched (in CI, fetch the whole history)"),
            ref=ref,
        )


class NothingToCompareError(DeputylogError):
    def __init__(self, ref: str) -> None:
        super().__init__(
            N_("nothing was checked: no record differs from {ref}, which is the current commit; name an older one: --changed REF"),
            ref=ref,
        )


class HistoryMissingError(DeputylogError):
    def __init__(self, ref: str) -> None:
        super().__init__(
            N_("this clone is shallow and does not hold the commit at which '{ref}' parted; run 'git fetch --unshallow'"), ref=ref
        )


@dataclass(frozen=True)
class Change:
    """The commit of an older state (empty before the first one), its name, and the paths changed since.

    `prefix` leads from git's top folder to the records, where the paths begin.
    """

    base: str
    ref: str
    prefix: str
    paths: frozenset[str]


def change_since(git: Git, ref: str) -> Change:
    """Compare the work tree with its merge base with `ref` (if empty: the upstream, else HEAD).

    NothingToCompareError if it is compared with its own commit and no record has been changed.
    """
    head = git.head()
    ref = ref or git.line("for-each-ref", f"--format={_UPSTREAM}", "refs/heads") or "HEAD"
    base = _base(git, ref, head) if head or ref != "HEAD" else ""
    prefix = git.line("rev-parse", "--show-prefix")
    found = git.names("ls-files", "-z", "--others", "--exclude-standard", "--full-name")
    if base:
        found += git.names("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=none", "-O/dev/null", base)
    else:
        found += git.names("ls-files", "-z", "--full-name")
    paths = frozenset(path.removeprefix(prefix) for path in found if path.startswith(prefix))
    if base == head and not any(path.startswith(f"{RECORDS}/") for path in paths):
        raise NothingToCompareError(ref)
    return Change(base, ref, prefix, paths)


def _base(git: Git, ref: str, head: str) -> str:
    commit = git.line("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if not commit:
        raise NoSuchCommitError(ref)
    shared = git.line("merge-base", commit, head) if head else ""
    if head and not shared and git.line("rev-parse", "--is-shallow-repository") == "true":
        raise HistoryMissingError(ref)
    return shared or commit
