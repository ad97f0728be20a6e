"""Repository files: listed without following links, read up to a size limit; papers are written."""

from __future__ import annotations

import errno
import os
import sys
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


class LinkRefusedError(CannotReadError):
    """A link lies where a file or folder of the records repository has to be."""

    def __init__(self, path: str) -> None:
        super().__init__(
            "{path}：这是符号链接，不予跟随；请删除该链接，把所指的文件或者文件夹本身移到这里",
            "{path}: is a symbolic link, which is not followed; delete the link and put the file "
            "or folder itself in its place",
            path=path,
        )


def refuse_links(root: Path, *, in_records: bool = True) -> None:
    """Raise LinkRefusedError if a folder of the repository is a link or holds one.

    Links below `records/` are left to `check` where they are not asked for.
    """
    folders = {"private": 2, ".deputylog": 2, "templates": _DEEPEST, "records": 2 * in_records}
    for name, deep in folders.items():
        refuse_link(root / name, name)
        refuse_links_in(root / name, name, deep)


def refuse_links_in(folder: str | Path, name: str, deep: int = 2) -> None:
    """Raise LinkRefusedError for a link in a folder, or in a folder in it; it need not exist.

    Deeper down are only files, and none is read or written through a link.
    """
    try:
        found = list(os.scandir(folder)) if deep else []
    except OSError:  # told by whatever needs the folder
        return
    for entry in found:
        path = f"{name}/{entry.name}"
        if not entry.name.startswith(_LOCK_OF_EMACS):
            refuse_link(entry, path)
        if entry.is_dir():
            refuse_links_in(entry.path, path, deep - 1)


def refuse_link(found: os.DirEntry[str] | Path, name: str) -> None:
    """Raise LinkRefusedError for a link, and for a junction, which Windows lets everybody make."""
    if found.is_symlink() or (sys.version_info >= (3, 12) and found.is_junction()):
        raise LinkRefusedError(name)


_DEEPEST = 64
_LOCK_OF_EMACS = ".#"
"""So begins the name of the dangling link with which Emacs marks a file that is being edited."""


_FLAGS = ("O_NOFOLLOW", "O_BINARY", "O_NONBLOCK")
_HOW = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in _FLAGS)
_MORE = 8192
_HAS_TO_LOOK = not hasattr(os, "O_NOFOLLOW")


def open_file(path: str) -> int:
    """A handle for reading a file; raises OSError, also for a link."""
    if _HAS_TO_LOOK and os.path.islink(path):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
    return os.open(path, _HOW)


def read_bytes(path: str, most: int = MOST_BYTES) -> bytes:
    """The content of a file, cut one byte past the size limit; raises OSError, also for a link."""
    handle = open_file(path)
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
            read_bytes(str(target))
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
    """The path of a file below `root`; LinkRefusedError if a folder on the way is a link."""
    target = root / path
    for folder in reversed(target.parents[: path.count("/")]):
        refuse_link(folder, folder.relative_to(root).as_posix())
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
    """A temporary file beside `target`, deleted in the end; in a folder that only its owner can
    enter, it is for the owner too.

    One that a killed command left is overwritten when the same file is written again.
    """
    draft = target.with_name(f".{target.name}.tmp")
    try:
        kept = next(folder for folder in target.parents if folder.exists())
        rights = 0o777 if kept.stat().st_mode & 0o077 else 0o700
        make_folders(target.parent, rights)
        write_draft(draft, (content,), mode & rights, durable=False)
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


def write_draft(draft: Path, content: Iterable[bytes], mode: int, *, durable: bool) -> None:
    """Write a file that is renamed afterwards; `durable` waits until it is on the disk.

    One that is there, left by a killed command or planted as a link, is deleted first.
    """
    with open(open_anew(draft, mode), "wb") as out:
        out.writelines(content)
        out.flush()
        if durable:
            os.fsync(out.fileno())


def open_anew(path: Path, mode: int) -> int:
    """Make a file, in the place of any other, and return its handle."""
    try:
        return os.open(path, _ANEW, mode)
    except FileExistsError:
        path.unlink()
        return os.open(path, _ANEW, mode)


_ANEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY


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
