"""Merge two commits in git's object database: no branch, no index and no file is changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from sys import maxsize
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from deputylog.finding import DeputylogError
from deputylog.git.objects import open_blobs
from deputylog.git.run import Git
from deputylog.git.worktree import commit_tree


class Sides(Struct, frozen=True):
    """A file that both sides changed; None where it does not exist."""

    path: str
    base: bytes | None
    ours: bytes | None
    theirs: bytes | None


Resolve = Callable[[Sides], bytes | None]
"""Returns the merged content of a file; None to delete it."""


def is_contained(git: Git, older: str, newer: str) -> bool:
    """Return whether a commit is part of the history of another one."""
    ran = git.run("merge-base", "--is-ancestor", older, newer)
    return ran.returncode == 0


def merged_tree(git: Git, ours: str, theirs: str, resolve: Resolve, of_bases: Resolve) -> str:
    """Return the id of the tree that two commits make together.

    `resolve` merges each file that both sides changed. Where the sides parted at several commits,
    these are merged first, by `of_bases`.
    """
    bases = git.line("merge-base", "--all", ours, theirs).split()
    base = bases[0] if bases else git.empty_tree()
    for other in bases[1:]:
        tree = merged_tree(git, base, other, of_bases, of_bases)
        base = commit_tree(git, tree, (base, other), "base")
    with TemporaryDirectory() as folder:
        apart = replace(git, index=Path(folder) / "index")
        apart.answer("read-tree", "-i", "-m", "--aggressive", base, ours, theirs)
        _settle(apart, resolve, Path(folder))
        return apart.line("write-tree")


def _settle(git: Git, resolve: Resolve, folder: Path) -> None:
    """Resolve each file that has several versions in the index."""
    versions: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for line in git.names("ls-files", "--unmerged", "-z", "--full-name", ":/"):
        head, _, path = line.partition("\t")
        mode, blob, stage = head.split()
        versions[path][stage] = blob
        if not mode.startswith("100"):
            raise DeputylogError(
                "{path}：双方都改动了这个链接或者子模块，程序不能合并；请将其移出台账",
                "{path}: both sides changed this link or submodule, which cannot be merged; "
                "remove it from the records",
                path=path,
            )
    results = {}
    with open_blobs(git) as blobs:
        for path, names in versions.items():
            found = (blobs.read(names[one], maxsize) if one in names else None for one in "123")
            results[path] = resolve(Sides(path, *found))
    contents = {path: raw for path, raw in results.items() if raw is not None}
    nothing = "0" * len(git.empty_tree())
    lines = [f"0 {nothing}\t{path}" for path in versions]
    lines += [f"100644 {blob}\t{path}" for path, blob in _written(git, contents, folder)]
    stdin = "".join(f"{line}\0" for line in lines).encode("utf-8", "surrogateescape")
    git.answer("update-index", "-z", "--index-info", stdin=stdin)


def _written(git: Git, contents: Mapping[str, bytes], folder: Path) -> Iterator[tuple[str, str]]:
    """Write objects and return the path and id of each."""
    for number, raw in enumerate(contents.values()):
        (folder / str(number)).write_bytes(raw)
    stdin = "".join(f"{folder / str(number)}\n" for number in range(len(contents))).encode()
    names = git.answer("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=stdin)
    return zip(contents, names.decode("ascii").split(), strict=True)
