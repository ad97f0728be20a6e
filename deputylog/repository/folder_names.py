"""The names in a folder of records, kept in .deputylog: a folder can hold a hundred thousand files.

A list counts while the folder has not changed since. The writing layer keeps it current when it
writes. What another program adds at the very same moment may be missed until the next change, and
with it a warning at entry; no record is hidden: `check` and every search read the folder itself,
and a whole id its file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deputylog.record.files import open_file, replace_file

_FEW = 50_000
"""So many bytes of names are listed faster than they are kept."""


def names_in(root: Path, folder: str) -> bytes:
    """Return the names in a folder, a line each, and perhaps of some files that are gone."""
    changed, kept = _changed(root / folder), _place(root, folder)
    if changed is None:
        return b""
    with suppress(OSError):
        if _changed(kept) == changed:
            with open(open_file(str(kept)), "rb") as file:
                return file.read()
    names = b"\n".join(os.listdir(os.fsencode(root / folder)))
    if len(names) > _FEW:
        with suppress(OSError):
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(kept, names, mode=0o600)
            os.utime(kept, ns=(changed, changed))
    return names


@contextmanager
def keep_current(root: Path, written: Iterable[str], added: Iterable[str]) -> Iterator[None]:
    """Keep the lists current while these files are written, some of which are new."""
    folders = {os.path.dirname(path) for path in written}
    current = [one for one in folders if _changed(root / one) == (_changed(_place(root, one)) or 0)]
    yield
    for folder in current:
        new = [os.fsencode(path) for path in added if os.path.dirname(path) == folder]
        kept = _place(root, folder)
        with suppress(OSError):
            if kept.stat().st_nlink > 1:  # it may be the second name of a file elsewhere
                continue
            with kept.open("ab") as out:
                out.writelines(b"\n" + os.path.basename(path) for path in new)
            changed = os.stat(root / folder).st_mtime_ns
            os.utime(kept, ns=(changed, changed))


def _place(root: Path, folder: str) -> Path:
    return root / ".deputylog" / "names" / folder.replace("/", "-")


def _changed(path: Path) -> int | None:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return None
