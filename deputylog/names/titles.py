"""The titles in the files of a kind, kept from one search to the next.

To read the files of a hundred thousand records takes a second; to see which have changed, a fifth.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from stat import S_ISREG

from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.record.files import read_bytes
from deputylog.record.kind import Kind
from deputylog.repository import kept
from deputylog.repository.folder import paths_of
from deputylog.text.spelling import plain

_FEW = 1000
"""So many files are read faster than what is kept of them."""
_SETTLES = 2 * 10**9
"""A file that has changed within so many nanoseconds may change again without another time."""
Mark = tuple[int, int, int, int]
"""What changes with a file: two times, its size and its number."""
_RECENT: Mark = (0, 0, 0, 0)
"""The mark of a file that may change again without another one."""

_TITLE = re.compile(rb"""\btitle["']? *:.*(?:\n(?![ -]*["']?\w+["']? *:).+)*""")
"""A title in a file, to the line of the next key."""


def titles_in(root: Path, kind: Kind) -> dict[str, str]:
    """Return the titles in the files of a kind, in the form that is compared, and perhaps more, by
    path.
    """
    paths = paths_of(root, kind) if kind.folder else [DISTRICT_PATH]
    folder, name = kept.folder(root), f"titles-{kind.name}"
    is_kept = len(paths) >= _FEW
    before = (kept.load(folder, name, dict[str, tuple[Mark, str]]) if is_kept else None) or {}
    after = dict[str, tuple[Mark, str]]()
    top, settled = str(root), time.time_ns() - _SETTLES
    for path in paths:
        try:
            state = os.lstat(f"{top}/{path}")
        except OSError:
            continue
        mark = state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino
        known = before.get(path)
        if known and known[0] == mark:
            after[path] = known
        elif S_ISREG(state.st_mode) and path.endswith(".yaml"):
            is_settled = mark[0] < settled and mark[1] < settled
            after[path] = mark if is_settled else _RECENT, _titles(root, path)
    if is_kept and after != before:
        kept.save(folder, name, after)
    return {path: titles for path, (_, titles) in after.items()}


def _titles(root: Path, path: str) -> str:
    raw = read_bytes(os.path.join(root, path))
    return plain(b"".join(_TITLE.findall(raw)).decode("utf-8", "replace"))
