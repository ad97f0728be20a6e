"""One command at a time writes to a repository: the others wait."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deputylog.finding import CannotReadError
from deputylog.keep import listeners
from deputylog.keep.network_share import share_note
from deputylog.keep.private_files import make_private, names_private
from deputylog.record.files import with_path
from deputylog.words import phrase

FOLDER = ".deputylog"
"""The folder of the lock, the cache, and what is being written; outside git."""
_PATIENCE = 60.0
_PAUSE = 0.02
_SILENCE = 1.0
_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
_FAR = 1 << 20
"""The byte that is locked on Windows, which does not let others read it."""
_held: set[Path] = set()


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the lock of a repository; first complete a write that was interrupted.

    It ends with the process, however that ends. CannotReadError if another command keeps it for a
    minute. A command that holds it already enters at once.
    """
    from deputylog.keep.journal import complete_interrupted

    real = Path(os.path.realpath(root))
    if real in _held:
        yield
        return
    make_private(real / FOLDER)
    with with_path(real / FOLDER / "lock"):
        handle = os.open(real / FOLDER / "lock", _OPEN, 0o600)
    try:
        _wait(handle, real)
        _held.add(real)
        complete_interrupted(root)
        _take_back_arrival(real)
        yield
        if not names_private(real):
            from deputylog.rules.private_not_ignored import private_not_ignored

            listeners.on_end(phrase(private_not_ignored.message, line="/private/"))
    finally:
        _held.discard(real)
        os.close(handle)


def _take_back_arrival(root: Path) -> None:
    """Take back records that were coming in when the program was stopped."""
    (root / FOLDER / "arriving.tmp").unlink(missing_ok=True)
    if (root / FOLDER / "arriving").exists():
        from deputylog.git.run import Git
        from deputylog.git.worktree import undo_interrupted

        undo_interrupted(Git(root))
        text = phrase(
            "上次取回的内容只写入了一部分，现已撤回；请再取回一次",
            "records that were coming in when the program was stopped have been taken back; fetch "
            "or receive them again",
        )
        listeners.on_wait(text)


def _wait(handle: int, root: Path) -> None:
    start = time.monotonic()
    was_told = False
    while not _try(handle, root):
        waited = time.monotonic() - start
        holder = {"process": os.pread(handle, 20, 0).decode() if hasattr(os, "pread") else "?"}
        if waited > _PATIENCE:
            raise CannotReadError(
                "另一个 deputylog（进程 {process}）一直在写入，等了一分钟仍未结束；"
                "没有写入任何内容。请稍后再试，或者先结束那个进程",
                "another deputylog (process {process}) has been writing for a minute; nothing was "
                "written: try again later, or end that process first",
                **holder,
            )
        if waited > _SILENCE and not was_told:
            was_told = True
            text = phrase(
                "另一个 deputylog（进程 {process}）正在写入，请稍候……",
                "another deputylog (process {process}) is writing; waiting …",
                **holder,
            )
            listeners.on_wait(text)
        time.sleep(_PAUSE)
    if os.fstat(handle).st_nlink > 1:  # another name of a file elsewhere: nothing is written to it
        return
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, str(os.getpid()).encode())


if sys.platform == "win32":
    import msvcrt

    def _try(handle: int, root: Path) -> bool:
        """Lock the file; return whether that was possible."""
        os.lseek(handle, _FAR, os.SEEK_SET)
        with suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            return True
        return False

else:
    import fcntl

    def _try(handle: int, root: Path) -> bool:
        """Lock the file; return whether that was possible.

        Where the file system has no locks, as on some network shares, nothing is waited for, and
        that is said.
        """
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            if said := share_note(root):
                listeners.on_wait(said)
        return True
