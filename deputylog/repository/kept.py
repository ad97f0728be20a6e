"""What is kept in .deputylog/kept to be found again: losing it costs time and nothing else.

Each file begins with a hash of the rest and with the version of the program, so that nothing
damaged and nothing of another version is read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")
_SIZE = 16
_IGNORE = ".gitignore"
"""What keeps it out of git, even where nobody told git to ignore the folder."""


def folder(root: Path) -> Path:
    """Return the folder in which something is kept about the records of a work tree."""
    return root / ".deputylog" / "kept"


def size(folder: Path) -> int:
    """Return the bytes that are kept there."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def load(folder: Path, name: str, kind: type[T]) -> T | None:
    """Return what was kept under that name; None if nothing can be read."""
    try:
        raw = memoryview((folder / name).read_bytes())
        if raw[:_SIZE] == _digest(raw[_SIZE:]):
            return msgspec.msgpack.decode(raw[_SIZE:], type=kind)
    except (OSError, msgspec.MsgspecError):
        pass
    return None


def save(folder: Path, name: str, value: object) -> None:
    """Keep a value; nothing happens where that is not possible."""
    raw = msgspec.msgpack.encode(value)
    draft = folder / f".{name}.{os.getpid()}"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (folder / _IGNORE).exists():
            (folder / _IGNORE).write_text("*\n", encoding="ascii")
        try:
            with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as out:
                out.write(_digest(raw))
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


def _digest(raw: bytes | memoryview) -> bytes:
    return blake2b(raw, key=program(), digest_size=_SIZE).digest()


@cache
def program() -> bytes:
    """Return what stands for this program, its libraries and Python."""
    found = blake2b(f"{sys.version}".encode(), digest_size=_SIZE)
    own = Path(__file__).parents[1]
    for path in sorted(_files_of(str(own))):
        state = os.stat(path)
        found.update(f"{path}\0{state.st_mtime_ns}\0{state.st_size}\0".encode())
    libraries = Path(msgspec.__file__).parents[1]
    found.update(str(os.stat(libraries).st_mtime_ns).encode())
    return found.digest()


def _files_of(folder: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _files_of(entry.path)
        elif entry.name.endswith((".py", ".yaml")):
            yield entry.path
