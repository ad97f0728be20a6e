"""Files in private/, outside git: who wrote a letter, and rejected rows that may say so."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from deputylog.record.files import make_folders, put_file, replace_file
from deputylog.record.kind import PRIVATE
from deputylog.repository.private import private_folder

_OF_PRIVATE = re.compile(rb"^[ \t]*(!?)(?:[^#!\n]*/)?private(?:/\*{0,2})?[ \t\r]*$", re.MULTILINE)
"""A line about private/, and whether it is an exception; the last one counts."""


def make_private(folder: Path, top: Path | None = None) -> None:
    """Create `folder` and its missing parents, with access for the owner only from `top` on; where
    they are there, that is taken from others.
    """
    is_top = folder == (top or folder)
    if not is_top:
        make_private(folder.parent, top)
    elif not folder.is_dir():
        make_folders(folder.parent)
    make_folders(folder, mode=0o700)
    close(folder)
    ignore = folder / ".gitignore"
    if folder.name in (PRIVATE, ".deputylog") and not (ignore.exists() and ignore.stat().st_size):
        # A clone may lack the repository's own .gitignore, and `git add -A` takes what nothing
        # ignores. A single character is never written by half.
        put_file(ignore, "*", 0o600)


def close(path: Path) -> None:
    """Take access to a file or folder from everybody but the owner, where it is the user's own."""
    if path.stat().st_mode & 0o077:
        with suppress(PermissionError):
            path.chmod(path.stat().st_mode & 0o700)


def close_private(folder: Path) -> None:
    """Take access to a folder, and to all that it holds, from everybody but the owner."""
    for below, folders, files in os.walk(folder):
        os.chmod(below, 0o700)
        for name in (*folders, *files):
            if not os.path.islink(f"{below}/{name}"):
                os.chmod(f"{below}/{name}", 0o700 if name in folders else 0o600)


def papers_folder(root: Path) -> Path:
    """Return the folder of papers that may name a writer, which is made."""
    top = private_folder(root)
    make_private(top / "out", top)
    return top / "out"


def save_rejected_part(root: Path, name: str, suffix: str, raw: bytes) -> Path:
    """Write the rejected part of the file `name`, for the owner only as it may name a writer;
    return its path.

    It replaces the file just imported, or one with the same content; beside another it is numbered.
    """
    folder = papers_folder(root)
    path = next(path for path in _names(folder, name, suffix) if _is_free(path, name, raw))
    replace_file(path, raw, mode=0o600)
    return path


def _names(folder: Path, name: str, suffix: str) -> Iterator[Path]:
    word, _, ending = suffix.partition(".")
    stem = re.sub(rf"{re.escape(word)}(-[0-9]+)?$", "", Path(name).stem) + word
    yield folder / f"{stem}.{ending}"
    yield from (folder / f"{stem}-{number}.{ending}" for number in count(2))


def _is_free(path: Path, name: str, raw: bytes) -> bool:
    return not path.exists() or path.resolve() == Path(name).resolve() or path.read_bytes() == raw


def names_private(root: Path) -> bool:
    """Return whether the .gitignore here, or one above it in the work tree, names private/; git is
    not asked.

    Where there is no work tree, and no .gitignore, nothing need name it.
    """
    here = root.absolute()
    for folder in (here, *here.parents):
        ignore = folder / ".gitignore"
        lines = _OF_PRIVATE.findall(ignore.read_bytes() if ignore.is_file() else b"")
        if lines or os.path.lexists(folder / ".git"):
            return bool(lines) and not lines[-1]
    return not (here / ".gitignore").exists()
