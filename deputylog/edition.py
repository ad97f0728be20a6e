"""What stands for this program: what one edition has kept, no other reads."""

from __future__ import annotations

import os
import sys
from functools import cache

try:
    from _blake2 import blake2b  # hashlib loads OpenSSL, which takes as long as all the rest here
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE = 16
"""The bytes of a digest."""


def digest(raw: bytes | memoryview) -> bytes:
    """Return a digest of what this edition keeps."""
    return blake2b(raw, key=_edition(), digest_size=SIZE).digest()


@cache
def _edition() -> bytes:
    """Return what stands for this program, its libraries and Python."""
    found = blake2b(sys.version.encode(), digest_size=SIZE)
    here = os.path.dirname(__file__)
    files = [*_files_of(here), *_files_of(os.path.join(os.path.dirname(here), "templates"))]
    for path, state in sorted(files):
        found.update(f"{path}\0{state.st_mtime_ns}\0{state.st_size}\0".encode())
    for folder in sys.path:
        if os.path.isdir(os.path.join(folder, "msgspec")):  # where libraries are installed
            found.update(str(os.stat(folder).st_mtime_ns).encode())
    return found.digest()


def _files_of(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    for entry in os.scandir(folder) if os.path.isdir(folder) else ():
        if entry.name.endswith((".py", ".yaml", ".j2")):
            yield entry.path, entry.stat()
        elif entry.name != "__pycache__" and entry.is_dir():
            yield from _files_of(entry.path)
