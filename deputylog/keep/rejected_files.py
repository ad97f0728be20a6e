"""Write what an import rejected to private/out/, to be corrected there and imported again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from deputylog.keep.new_record import make_private
from deputylog.record.files import replace_file
from deputylog.repository.folder import private_folder


def save_rejected_part(root: Path, name: str, suffix: str, raw: bytes) -> Path:
    """Write the rejected part of the file `name`, for the owner only as it may name a writer;
    return its path.

    It replaces the file just imported, or one with the same content; beside another it is numbered.
    """
    folder = private_folder(root) / "out"
    make_private(folder)
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
