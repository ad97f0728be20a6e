"""Take the work tree from one state to another: completely, or not at all."""

from __future__ import annotations

import json
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from deputylog.finding import CannotReadError, DeputylogError
from deputylog.git.commit import obstacle
from deputylog.git.objects import GONE, entries_between, open_blobs
from deputylog.git.run import Git, GitError
from deputylog.record.files import write_draft
from deputylog.record.kind import RECORDS

_MARKER = Path(".deputylog") / "arriving"
_STOPS = () if sys.platform == "win32" else (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PATIENCE = 10.0
_LEFT_BEHIND = 3.0
"""After so many seconds a lock is of a git that was killed."""
_PAUSE = 0.05


def current_branch(git: Git) -> str:
    """Return the branch that the work tree is on.

    DeputylogError if it is on none, or if a merge or rebase has not been finished.
    """
    if found := obstacle(git):
        raise DeputylogError("{reason}", "{reason}", reason=found)
    return git.line("symbolic-ref", "--short", "HEAD")


def _own_index(git: Git) -> Git:
    """Return git with an index beside the real one, in which work trees are put together."""
    return replace(git, index=Path(git.line("rev-parse", "--absolute-git-dir"), "deputylog-index"))


def snapshot(git: Git, message: str = "snapshot") -> str:
    """Return a commit of the records and of every tracked file as they are now, on top of HEAD;
    HEAD itself if nothing has been changed.

    Neither the branch nor the index nor the files are changed.
    """
    own = _own_index(git)
    assert own.index
    real = own.index.with_name("index")
    own.index.unlink(missing_ok=True)
    own.index.with_name(f"{own.index.name}.lock").unlink(missing_ok=True)
    if real.exists():
        shutil.copy2(real, own.index)  # its time too, by which git knows what it has to read again
    own.answer("-c", "core.fsync=all", "add", "--update", ":/")
    own.answer("-c", "core.fsync=all", "add", "--all", "--", RECORDS)
    tree = own.line("write-tree")
    head = git.commit_of()
    if head and tree == git.line("rev-parse", "HEAD^{tree}"):
        return head
    return commit_tree(git, tree, [head] if head else [], message)


def commit_tree(git: Git, tree: str, parents: Sequence[str], message: str) -> str:
    """Make a commit that no branch leads to yet, and return its id."""
    before = [word for parent in parents for word in ("-p", parent)]
    return git.line("commit-tree", tree, *before, "-m", message)


def arrive(git: Git, was: str, then: str, head: str) -> None:
    """Turn the files from the snapshot `was`, just made, into `then`, and the branch into `head`.

    What differs between `then` and `head` remains an uncommitted change. CannotReadError if that
    cannot be done; all is then as it was before, also if the power fails and `undo_interrupted`
    runs later.
    """
    marker = git.where / _MARKER
    marker.parent.mkdir(mode=0o700, exist_ok=True)
    state = {"was": was, "then": then, "from": git.commit_of(), "head": head}
    with _uninterrupted():
        draft = marker.with_suffix(".tmp")
        write_draft(draft, (json.dumps(state).encode(),), 0o600, durable=True)
        draft.replace(marker)
        try:
            _patiently(_own_index(git), "read-tree", "-m", "-u", was, then)
            _patiently(git, "reset", "--quiet", "--mixed", head)
        except GitError as error:
            undo_interrupted(git)
            raise CannotReadError(
                "没有取回任何内容，本机一切如前；请先排除此障碍：{reason}",
                "nothing was taken in, and everything is as before; remove this obstacle first: "
                "{reason}",
                reason=error.reason,
            ) from None
        marker.unlink()


def save_as_commit(git: Git, commit: str) -> None:
    """Put the branch on a commit that holds what the files hold; no file is changed."""
    with _uninterrupted():
        _patiently(git, "reset", "--quiet", "--mixed", commit)


def _patiently(git: Git, *arguments: str) -> None:
    """Run git; wait a little for another git that has the index locked."""
    start = time.monotonic()
    while (ran := git.run(*arguments)).returncode:
        message = " ".join(ran.stderr.decode("utf-8", "replace").split())
        if ".lock" not in message or time.monotonic() - start > _PATIENCE:
            raise GitError(message[:400])
        time.sleep(_PAUSE)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C, and the end of the terminal, wait until the block has ended; git inherits that.

    On Windows they do not wait, and `undo_interrupted` puts right what they leave behind.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def undo_interrupted(git: Git) -> bool:
    """Take back what an interrupted `arrive` did, so that it can be begun again; False if there is
    none.

    A file that somebody has changed since then stays as it is.
    """
    marker = git.where / _MARKER
    try:
        state = json.loads(marker.read_bytes())
    except FileNotFoundError:
        return False
    except ValueError:  # the power failed before the first file was touched
        marker.unlink()
        return False
    _wait_for_git(git, _time_of(marker))
    if git.commit_of() == state["from"]:
        _take_back(git, state["was"], state["then"])
        git.answer("reset", "--quiet", "--mixed", "HEAD")
    marker.unlink()
    return True


def _take_back(git: Git, was: str, then: str) -> None:
    """Give each file that has part or all of its content in `then` the one in `was`."""
    top = git.top or git.where
    restored = ""
    with open_blobs(git) as blobs:
        for entry in entries_between(git, was, then, ":/"):
            (before,), file = entry.before, top / entry.path
            old = blobs.read(before, sys.maxsize) if before.strip("0") else None
            new = None if entry.mode == GONE else blobs.read(entry.blob, sys.maxsize)
            if not _is_part(file, old, new):
                continue
            if old is None:
                file.unlink(missing_ok=True)
            else:
                restored += f"{entry.path}\0"
    own = _own_index(git)
    own.answer("read-tree", was)
    paths = restored.encode("utf-8", "surrogateescape")
    replace(own, where=top).answer("checkout-index", "--force", "-z", "--stdin", stdin=paths)


def _is_part(file: Path, old: bytes | None, new: bytes | None) -> bool:
    """Return whether a file may be what is left of replacing the old content by the new one."""
    try:
        now = _unix(file.read_bytes())
    except FileNotFoundError:
        return True
    whole = [_unix(raw) for raw in (old, new) if raw is not None]
    return (old is None or now != whole[0]) and any(raw.startswith(now) for raw in whole)


def _unix(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def _wait_for_git(git: Git, since: float) -> None:
    """Wait for a git that outlived the program that started it; then remove the locks that a git
    left behind which did not.
    """
    folder = Path(git.line("rev-parse", "--absolute-git-dir"))
    start = time.monotonic()
    while locks := [one for one in folder.rglob("*.lock") if _time_of(one) >= since]:
        if time.monotonic() - start > _LEFT_BEHIND:
            for lock in locks:
                lock.unlink(missing_ok=True)
        time.sleep(_PAUSE)


def _time_of(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0.0
