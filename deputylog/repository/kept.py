"""What is kept in .deputylog/kept to be found again: losing it costs time and nothing else.

Each file begins with a hash of the rest and with the version of the program, so that nothing
damaged and nothing of another version is read.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from deputylog.edition import SIZE, digest
from deputylog.record.files import open_anew, open_file

T = TypeVar("T")
_IGNORE = ".gitignore"
"""What keeps it out of git, even where nobody told git to ignore the folder."""


def folder(root: Path) -> Path:
    """Return the folder in which something is kept about the records of a work tree."""
    return root / ".deputylog" / "kept"


def forget(root: Path) -> None:
    """Delete all that is kept about the records of a work tree."""
    from shutil import rmtree

    rmtree(folder(root), ignore_errors=True)


def size(folder: Path) -> int:
    """Return the bytes that are kept there."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def get(folder: Path, name: str) -> memoryview | None:
    """Return the bytes that were kept under that name; None if they are not whole."""
    with suppress(OSError), open(open_file(f"{folder}/{name}"), "rb") as file:
        raw = memoryview(file.read())
        if raw[:SIZE] == digest(raw[SIZE:]):
            return raw[SIZE:]
    return None


def load(folder: Path, name: str, kind: type[T]) -> T | None:
    """Return what was kept under that name; None if nothing can be read."""
    with suppress(msgspec.MsgspecError):
        raw = get(folder, name)
        return None if raw is None else msgspec.msgpack.decode(raw, type=kind)
    return None


def save(folder: Path, name: str, value: object) -> None:
    """Keep a value; nothing happens where that is not possible."""
    with suppress(UnicodeEncodeError):  # the name of a file that is no text
        put(folder, name, msgspec.msgpack.encode(value))


def put(folder: Path, name: str, raw: bytes) -> None:
    """Keep bytes, behind a hash of them."""
    draft = folder / f".{name}.{os.getpid()}"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (folder / _IGNORE).exists():
            (folder / _IGNORE).write_text("*\n", encoding="ascii")
        try:
            with open(open_anew(draft, 0o600), "wb") as out:
                out.write(digest(raw))
                out.write(raw)
            draft.replace(folder / name)
        finally:
            draft.unlink(missing_ok=True)


def leave(folder: Path, beginning: str, most: int) -> None:
    """Delete all but the latest of the files whose names begin so."""
    with suppress(OSError):
        several = [path for path in folder.iterdir() if path.name.startswith(beginning)]
        for path in sorted(several, key=lambda path: path.stat().st_mtime_ns)[:-most]:
            path.unlink()
