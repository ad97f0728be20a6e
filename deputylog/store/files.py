"""Repository files: listed without following links, read up to a size limit, written atomically."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from deputylog.finding import CannotReadError, RecordExistsError, reason_of
from deputylog.store.fast import MOST_BYTES
from deputylog.words import N_


@dataclass(frozen=True, slots=True)
class File:
    """A directory entry below the root; `path` is relative, with slashes.

    `blob` is the object id if the file comes from git; `problem` says why a folder cannot be read.
    """

    path: str
    is_link: bool = False
    is_regular: bool = True
    problem: str = ""
    blob: str = ""


def walk(root: Path, folder: str) -> Iterator[File]:
    """Every file below `folder`, sorted by path.

    Links are listed but not followed, hidden names are skipped. Raises CannotReadError for a folder
    that cannot be read.
    """
    for file in entries(root, folder):
        if file.problem:
            raise CannotReadError(N_("{path}: cannot be read: {reason}"), path=file.path, reason=file.problem)
        yield file


def entries(root: Path, folder: str) -> list[File]:
    """Like `walk`, but a folder that cannot be read becomes an entry with its `problem`."""
    return sorted(_entries(str(root / folder), folder), key=lambda file: file.path)


def _entries(absolute: str, relative: str) -> Iterator[File]:
    try:
        found = list(os.scandir(absolute))
    except FileNotFoundError:
        return
    except OSError as error:
        yield File(relative, is_regular=False, problem=error.strerror or str(error))
        return
    for entry in found:
        path = f"{relative}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            yield File(path, is_link=True)
        elif entry.is_dir():
            yield from _entries(entry.path, path)
        else:
            yield File(path, is_regular=entry.is_file())


_MORE = 4096


def read_bytes(path: str) -> bytes:
    """The content of a file, cut one byte past the size limit; raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        raw = os.read(handle, min(os.fstat(handle).st_size, MOST_BYTES) + 1)
        while 0 < len(raw) <= MOST_BYTES and (more := os.read(handle, min(_MORE, MOST_BYTES + 1 - len(raw)))):
            raw += more
        return raw
    finally:
        os.close(handle)


def write_new(root: Path, path: str, text: str, *, mode: int = 0o644, durable: bool = True) -> None:
    """Create a file atomically; raises RecordExistsError if it exists.

    `durable` waits until it is on the disk.
    """
    target = _inside(root, path)
    draft = _draft(target, text.encode("utf-8"), mode, durable=durable)
    try:
        os.link(draft, target)
    except FileExistsError:
        raise RecordExistsError(path) from None
    except OSError:
        _claim(draft, target, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()


def _claim(draft: Path, target: Path, path: str) -> None:
    """Move `draft` to a new name on a file system without hard links."""
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        raise RecordExistsError(path) from None
    draft.replace(target)


def rewrite(root: Path, path: str, text: str) -> None:
    """Replace a file's content atomically and keep its mode."""
    target = _inside(root, path)
    draft = _draft(target, text.encode("utf-8"), target.stat().st_mode & 0o777, durable=True)
    try:
        draft.replace(target)
    except OSError as error:
        draft.unlink()
        raise _cannot_write(target, error) from error


def replace_file(target: Path, content: str | bytes, *, mode: int = 0o644) -> None:
    """Write a generated file atomically, replacing an old one; devices and pipes directly."""
    content = content.encode("utf-8") if isinstance(content, str) else content
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    draft = _draft(target, content, mode, durable=False)
    draft.replace(target.resolve())


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Write generated files, replacing old ones: all of them, or none if one cannot be written."""
    drafts: dict[Path, Path] = {}
    try:
        for target, content in files.items():
            if target.is_dir():
                raise _cannot_write(target, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
            drafts[target.resolve()] = _draft(target.resolve(), content, 0o644, durable=False)
        for target, draft in drafts.items():
            draft.replace(target)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _inside(root: Path, path: str) -> Path:
    """The absolute path of a file; raises CannotReadError if a link leads out of `root`."""
    target = root / path
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise CannotReadError(N_("{path}: a symbolic link leads out of the repository; nothing was written"), path=path)
    return target


def _draft(target: Path, content: bytes, mode: int, *, durable: bool) -> Path:
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, mode), "wb") as out:
            out.write(content)
            out.flush()
            if durable:
                os.fsync(out.fileno())
    except BaseException as error:  # also on Ctrl-C: leave no temporary file
        with contextlib.suppress(OSError):
            draft.unlink()
        if isinstance(error, OSError):
            raise _cannot_write(target, error) from error
        raise
    return draft


def _cannot_write(target: Path, error: OSError) -> CannotReadError:
    return CannotReadError(N_("{path}: cannot be written: {reason}"), path=target.name, reason=reason_of(error))
