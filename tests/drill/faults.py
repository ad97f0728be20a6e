"""What can go wrong at any step of a program on its way to the disk.

A step is a call to the operating system about a file of the district: to open, write, force to the
disk, rename, link, delete, make or list. Python announces most of them to audit hooks before they
happen; writing and forcing to the disk are replaced. A fault is installed in a process of its own.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import HasFileno

Fault = Callable[["Disk", str, str], None]
"""What happens at the chosen step; it is called with the disk, the step and the path."""

_EVENTS = {
    "os.chmod": "chmod",
    "os.link": "link",
    "os.listdir": "list",
    "os.mkdir": "mkdir",
    "os.remove": "remove",
    "os.rename": "rename",
    "os.rmdir": "rmdir",
    "os.scandir": "list",
    "os.symlink": "link",
    "os.truncate": "write",
    "os.utime": "utime",
    "subprocess.Popen": "run",
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = frozenset("create write fsync rename link remove mkdir rmdir chmod utime run".split())
"""The steps that change something."""
LOOKS = frozenset({"read", "list"})
"""The steps that only look."""
_NEED_ROOM = frozenset("create write fsync mkdir".split())


@dataclass(frozen=True)
class Trouble:
    """A fault at one of these steps; with `lasting`, at every later step too.

    With `ends`, the command ends there and cannot tell of it; with `only_first`, it does not begin
    in the middle.
    """

    fault: Fault
    steps: frozenset[str] = CHANGES
    lasting: bool = False
    ends: bool = False
    only_first: bool = False


@dataclass
class Disk:
    """The steps of a process below a folder, and the trouble at one of them, counted from 1."""

    folder: Path
    trouble: Trouble = Trouble(lambda *_: None)
    at: int = 0
    is_watching: bool = True
    log: list[tuple[str, str]] = field(default_factory=list)
    dirty: dict[str, None] = field(default_factory=dict)
    """Files whose content is not forced to the disk yet."""
    moved: list[tuple[str, str, bytes | None]] = field(default_factory=list)
    """Renames, links and deletions whose folder is not forced to the disk yet."""
    _inside: bool = False

    def install(self) -> None:
        """Watch this process from now on; it cannot be undone."""
        sys.addaudithook(self._heard)
        real_open, real_write, real_fsync = builtins.open, os.write, os.fsync

        def opened(file: Any, mode: str = "r", *more: Any, **options: Any) -> Any:
            if "b" not in mode or not set(mode) & set("wax+") or options.get("buffering") == 0:
                return real_open(file, mode, *more, **options)
            raw = _Watched(file, mode.replace("b", ""), disk=self)
            return io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)

        def wrote(handle: int, data: Any) -> int:
            return self.writing(_path_of(handle), data, lambda some: real_write(handle, some))

        def forced(fd: int | HasFileno) -> None:
            handle = fd if isinstance(fd, int) else fd.fileno()
            path = _path_of(handle)
            self.step("fsync", path)
            real_fsync(handle)
            self._is_safe(path)

        builtins.open = io.open = opened
        os.write, os.fsync = wrote, forced
        if hasattr(os, "fdatasync"):
            os.fdatasync = forced

    def writing(self, path: str, data: Any, write: Callable[[Any], int]) -> int:
        """Write to a file of the district: half of it before the step, so that it can be torn."""
        if not self._concerns(path):
            return write(data)
        self.dirty[path] = None
        half = bytes(data)[: len(bytes(data)) // 2]
        done = write(half) if half else 0
        self.step("write", path)
        return done + write(bytes(data)[done:])

    def step(self, name: str, path: str) -> None:
        """Count a step, and let the fault happen if it is the chosen one."""
        is_counted = self.is_watching and name in self.trouble.steps and self._concerns(path)
        if self._inside or not is_counted:
            return
        self.log.append((name, path))
        number = len(self.log)
        if number == self.at or (self.trouble.lasting and 0 < self.at < number):
            self._inside = True
            try:
                self.trouble.fault(self, name, path)
            finally:
                self._inside = False

    def _concerns(self, path: str) -> bool:
        return f"{path}/".startswith(f"{self.folder}/")

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._inside:
            return
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, (str, bytes)):
                name = os.path.abspath(os.fsdecode(path))
                self.step("create" if (flags or 0) & _WRITING else "read", name)
        elif event == "subprocess.Popen":
            if "git" in str(arguments[0]):
                self.step("run", str(self.folder))
        elif event in _EVENTS:
            paths = [os.path.abspath(os.fsdecode(one)) for one in arguments[:2] if _is_name(one)]
            where = next((path for path in reversed(paths) if self._concerns(path)), "")
            self.step(_EVENTS[event], where)
            if event in ("os.rename", "os.link", "os.remove") and where:
                self._will_move(event, paths)

    def _will_move(self, event: str, paths: list[str]) -> None:
        self._inside = True
        with suppress(OSError):
            target = paths[-1]
            old = Path(target).read_bytes() if os.path.exists(target) else None
            source = paths[0] if event == "os.rename" else ""
            self.moved.append((source, target, old))
            if paths[0] in self.dirty:
                self.dirty[target] = None
        self._inside = False

    def _is_safe(self, path: str) -> None:
        self.dirty.pop(path, None)
        self.moved = [one for one in self.moved if os.path.dirname(one[1]) != path]

    def lose_what_is_not_safe(self, *, names: bool) -> None:
        """Do to the disk what a power cut may do: empty every file that was not forced to it.

        With `names`, also undo the renames and deletions of folders that were not.
        """
        self._inside = True
        for path in self.dirty:
            if os.path.isfile(path):
                os.truncate(path, 0)
        for source, target, old in reversed(self.moved if names else []):
            if source and os.path.exists(target):
                os.replace(target, source)
            elif not source and old is None and os.path.exists(target):
                os.unlink(target)
            if old is not None:
                Path(target).write_bytes(old)


class _Watched(io.FileIO):
    """A file opened for writing, each write of which is a step."""

    def __init__(self, file: Any, mode: str, *, disk: Disk) -> None:
        super().__init__(file, mode)
        self._disk = disk
        self._path = _path_of(self.fileno())

    def write(self, data: Any) -> int:
        return self._disk.writing(self._path, data, super().write)


def _is_name(value: object) -> bool:
    return isinstance(value, (str, bytes, os.PathLike))


def _path_of(handle: int) -> str:
    with suppress(OSError):
        return os.readlink(f"/proc/self/fd/{handle}").removesuffix(" (deleted)")
    return ""


def killed(disk: Disk, step: str, path: str) -> None:
    """The process is killed."""
    os.kill(os.getpid(), signal.SIGKILL)


def power_cut(disk: Disk, step: str, path: str) -> None:
    """The power fails: nothing is on the disk that was not forced to it."""
    disk.lose_what_is_not_safe(names=True)
    killed(disk, step, path)


def power_cut_after_renames(disk: Disk, step: str, path: str) -> None:
    """The power fails: renames are on the disk, but not the content that was not forced to it."""
    disk.lose_what_is_not_safe(names=False)
    killed(disk, step, path)


def interrupted(disk: Disk, step: str, path: str) -> None:
    """The user presses Ctrl-C."""
    raise KeyboardInterrupt


def vanished(disk: Disk, step: str, path: str) -> None:
    """Somebody else deletes a file between its listing and its reading."""
    if os.path.isfile(path):
        os.unlink(path)


def disk_full(disk: Disk, step: str, path: str) -> None:
    """There is no room on the disk for anything more; what is there can be deleted."""
    if step in _NEED_ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


def read_only(disk: Disk, step: str, path: str) -> None:
    """Nothing can be changed."""
    if step != "run":
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)


def no_permission(disk: Disk, step: str, path: str) -> None:
    """The file or folder is another person's, or open in another program."""
    if step != "run":
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
