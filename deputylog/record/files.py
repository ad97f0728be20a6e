"""Repository files: listed without following links, read up to a size limit, written atomically."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

from deputylog.finding import CannotReadError, DeputylogError, RecordExistsError, reason_of
from deputylog.record.fast_parser import MOST_BYTES
from deputylog.words import Bilingual, Phrase


@dataclass(frozen=True, slots=True)
class File:
    """A directory entry below the root; `path` is relative, with slashes.

    `blob` is the object id if the file comes from git; `problem` says why a folder cannot be read.
    """

    path: str
    is_link: bool = False
    is_regular: bool = True
    problem: Phrase | str = ""
    blob: str = ""


class Source(Protocol):
    """The files below `records/` in a folder, git's index or a commit, in any order."""

    def files(self) -> Iterable[File]: ...

    def read(self, file: File) -> bytes:
        """The content, cut one byte past the size limit; raises OSError if it cannot be read."""
        ...


@dataclass(frozen=True)
class WorkTree:
    """The files in the working tree of a repository."""

    root: Path

    def files(self) -> Iterable[File]:
        return entries(self.root, "records")

    def read(self, file: File) -> bytes:
        return read_bytes(os.path.join(self.root, file.path))


def walk(root: Path, folder: str) -> Iterator[File]:
    """Every file below `folder`, sorted by path.

    Links are listed but not followed, hidden names are skipped. Raises CannotReadError for a folder
    that cannot be read.
    """
    for file in entries(root, folder):
        if file.problem:
            text = Bilingual("{path}：无法读取：{reason}", "{path}: cannot be read: {reason}")
            raise CannotReadError(text, path=file.path, reason=file.problem)
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
        yield File(relative, is_regular=False, problem=reason_of(error))
        return
    for entry in found:
        path = f"{relative}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path, path)
        else:
            is_regular = entry.is_symlink() or entry.is_file()
            yield File(path, is_link=entry.is_symlink(), is_regular=is_regular)


_FLAGS = ("O_NOFOLLOW", "O_BINARY", "O_NONBLOCK")
_HOW = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in _FLAGS)
_MORE = 4096


def read_bytes(path: str) -> bytes:
    """The content of a file, cut one byte past the size limit; raises OSError."""
    handle = os.open(path, _HOW)
    try:
        raw = os.read(handle, min(os.fstat(handle).st_size, MOST_BYTES) + 1)
        while 0 < len(raw) <= MOST_BYTES:
            more = os.read(handle, min(_MORE, MOST_BYTES + 1 - len(raw)))
            if not more:
                break
            raw += more
        return raw
    except OSError as error:
        error.filename = path
        raise
    finally:
        os.close(handle)


def check_writable(root: Path, path: str) -> None:
    """Raise CannotReadError if `write_new` would fail, or if there is something at `path` that
    cannot be read as a file.
    """
    target = _inside(root, path)
    with _with_path(target):
        if os.path.lexists(target):
            read_bytes(os.path.realpath(target))
        folder = next(folder for folder in target.parents if os.path.lexists(folder))
        if not os.access(folder, os.W_OK | os.X_OK) or not folder.is_dir():
            reason = errno.EACCES if folder.is_dir() else errno.ENOTDIR
            raise OSError(reason, os.strerror(reason))


def write_new(root: Path, path: str, text: str, *, mode: int = 0o644, durable: bool = True) -> None:
    """Create a file atomically; raises RecordExistsError if it exists.

    `durable` waits until it is on the disk.
    """
    target = _inside(root, path)
    with _with_path(target), _draft(target, text.encode(), mode, durable=durable) as draft:
        try:
            _link(draft, target)
        except FileExistsError:
            raise RecordExistsError(path) from None


def _link(draft: Path, target: Path) -> None:
    """Give `draft` a new name; FileExistsError if a file has it."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        try:
            draft.replace(target)
        except BaseException:
            target.unlink()
            raise


def rewrite(root: Path, path: str, text: str) -> None:
    """Replace a file's content atomically and keep its mode."""
    target = _inside(root, path)
    with _with_path(target), _draft(target, text.encode(), None, durable=True) as draft:
        draft.replace(target)


def replace_file(target: Path, content: str | bytes, *, mode: int = 0o644) -> None:
    """Like `replace_files`, for one file."""
    raw = content.encode() if isinstance(content, str) else content
    replace_files({target: raw}, mode=mode)


def replace_files(files: Mapping[Path, bytes], *, mode: int = 0o644) -> None:
    """Write generated files, replacing old ones: all of them, or none if one cannot be written.

    Devices and pipes are written directly.
    """
    with ExitStack() as stack:
        drafts: dict[Path, Path] = {}
        for target, content in files.items():
            check_output_place(target)
            real = Path(os.path.realpath(target))
            with _with_path(target):
                if target.exists() and not target.is_file():
                    target.write_bytes(content)  # which a folder refuses
                else:
                    drafts[real] = stack.enter_context(_draft(real, content, mode, durable=False))
        for real, draft in drafts.items():
            with _with_path(real):
                draft.replace(real)


def check_output_place(target: Path) -> None:
    """Raise DeputylogError if a generated file there could replace records, private files or what
    git keeps.
    """
    real = Path(os.path.realpath(target))
    kept = ".git" if ".git" in map(str.casefold, real.parts) else ""
    for root in real.parents:
        top, *below = map(str.casefold, real.relative_to(root).parts)
        if (top == "records" and below) or (top == "private" and "out" not in below):
            kept = top if os.path.exists(root / "records" / "district.yaml") else kept
    if kept:
        raise DeputylogError(
            "--out：{path} 在 {folder} 内，此处不得存放导出的文件，请换个位置",
            "--out: {path} lies in {folder}, which holds no papers; name another place",
            path=str(target),
            folder=kept,
        )


def _inside(root: Path, path: str) -> Path:
    """The absolute path of a file; raises CannotReadError if a link leads out of `root`."""
    target = root / path
    if not Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(root)):
        raise CannotReadError(
            "{path}：途中的链接指向本库之外，不在那里写入",
            "{path}: a symbolic link leads out of the repository; nothing was written",
            path=path,
        )
    return target


@contextmanager
def _with_path(target: Path) -> Iterator[None]:
    """Raise CannotReadError with the path of the file where it cannot be written."""
    try:
        yield
    except OSError as error:
        text = Bilingual("{path}：无法写入：{reason}", "{path}: cannot be written: {reason}")
        raise CannotReadError(text, path=str(target), reason=reason_of(error)) from error


_NUMBERS = count()


@contextmanager
def _draft(target: Path, content: bytes, mode: int | None, *, durable: bool) -> Iterator[Path]:
    """A temporary file beside `target`, deleted in the end; without a `mode`, with that of
    `target`.
    """
    draft = target.parent / f".{os.getpid()}-{next(_NUMBERS)}.tmp"
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_CREAT | os.O_TRUNC | os.O_WRONLY
        with open(os.open(draft, flags, mode or 0o600), "wb") as out:
            if mode is None:
                draft.chmod(target.stat().st_mode & 0o777)
            out.write(content)
            out.flush()
            if durable:
                os.fsync(out.fileno())
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink()
