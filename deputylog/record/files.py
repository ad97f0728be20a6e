"""Repository files: listed without following links, read up to a size limit; papers are written."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from deputylog.finding import CannotReadError, DeputylogError, reason_of
from deputylog.record.document import MOST_BYTES
from deputylog.words import Bilingual, Phrase


class File(Struct, frozen=True):
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

    def file(self, path: str) -> File:
        """The file at that path, which need not exist."""
        ...

    def read(self, file: File) -> bytes:
        """The content, cut one byte past the size limit; raises OSError if it cannot be read."""
        ...


class WorkTree(Struct, frozen=True):
    """The files in the working tree of a repository."""

    root: Path

    def files(self) -> Iterable[File]:
        return entries(self.root, "records")

    def file(self, path: str) -> File:
        return File(path)

    def read(self, file: File) -> bytes:
        return read_bytes(f"{self.root}/{file.path}")


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
_MORE = 8192


def read_bytes(path: str, most: int = MOST_BYTES) -> bytes:
    """The content of a file, cut one byte past the size limit; raises OSError."""
    handle = os.open(path, _HOW)
    try:
        raw = more = os.read(handle, _MORE)
        while more and len(raw) <= most:
            more = os.read(handle, _MORE + len(raw))
            raw += more
        return raw[: most + 1]
    except OSError as error:
        error.filename = path
        raise
    finally:
        os.close(handle)


def check_writable(root: Path, path: str) -> None:
    """Raise CannotReadError if a file cannot be written at `path`, or if what is there cannot be
    read as a file.
    """
    target = inside(root, path)
    with with_path(target):
        if os.path.lexists(target):
            read_bytes(os.path.realpath(target))
        folder = next(folder for folder in target.parents if os.path.lexists(folder))
        if not os.access(folder, os.W_OK | os.X_OK) or not folder.is_dir():
            reason = errno.EACCES if folder.is_dir() else errno.ENOTDIR
            raise OSError(reason, os.strerror(reason))


def replace_file(target: Path, content: str | bytes, *, mode: int = 0o644) -> None:
    """Like `replace_files`, for one file."""
    raw = content.encode() if isinstance(content, str) else content
    replace_files([(target, raw)], mode=mode)


def replace_files(files: Iterable[tuple[Path, bytes]], *, mode: int = 0o644) -> None:
    """Write generated files, replacing old ones: all of them, or none if one cannot be made or
    written.

    Devices and pipes are written directly.
    """
    with ExitStack() as stack:
        drafts: dict[Path, Path] = {}
        for target, content in files:
            check_output_place(target)
            real = Path(os.path.realpath(target))
            with with_path(target):
                if target.exists() and not target.is_file():
                    target.write_bytes(content)  # which a folder refuses
                else:
                    drafts[real] = stack.enter_context(_draft(real, content, mode))
        for real, draft in drafts.items():
            with with_path(real):
                draft.replace(real)


def put_file(target: Path, content: str, mode: int = 0o644) -> None:
    """Write a file of the repository that is neither a record nor a paper, such as a hook."""
    with with_path(target), _draft(target, content.encode(), mode) as draft:
        draft.chmod(mode)
        draft.replace(target)


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


def inside(root: Path, path: str) -> Path:
    """The path of a file below `root`; raises CannotReadError if a link leads out of `root`."""
    target = root / path
    if not Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(root)):
        raise CannotReadError(
            "{path}：途中的链接指向本库之外，不在那里写入",
            "{path}: a symbolic link leads out of the repository; nothing was written",
            path=path,
        )
    return target


@contextmanager
def with_path(target: Path) -> Iterator[None]:
    """Raise CannotReadError with the path of the file where it cannot be written."""
    try:
        yield
    except OSError as error:
        text = Bilingual("{path}：无法写入：{reason}", "{path}: cannot be written: {reason}")
        raise CannotReadError(text, path=str(target), reason=reason_of(error)) from error


@contextmanager
def _draft(target: Path, content: bytes, mode: int) -> Iterator[Path]:
    """A temporary file beside `target`, deleted in the end.

    One that a killed command left is overwritten when the same file is written again.
    """
    draft = target.with_name(f".{target.name}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_draft(draft, content, mode, durable=False)
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink()


def link(draft: Path, target: Path) -> None:
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


def write_draft(draft: Path, content: bytes, mode: int, *, durable: bool) -> None:
    """Write a file that is renamed afterwards; `durable` waits until it is on the disk."""
    flags = os.O_CREAT | os.O_TRUNC | os.O_WRONLY
    with open(os.open(draft, flags, mode), "wb") as out:
        out.write(content)
        out.flush()
        if durable:
            os.fsync(out.fileno())


def make_folders(folder: Path, mode: int = 0o777) -> None:
    """Create a folder and its missing parents, and wait until their names are on the disk."""
    if not folder.is_dir():
        make_folders(folder.parent, mode)
        folder.mkdir(exist_ok=True, mode=mode)
        wait_for_names(folder.parent)


def wait_for_names(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows writes them with the files."""
    if os.name == "nt":
        return
    with with_path(folder):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
