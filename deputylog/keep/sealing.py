"""Encrypt the private files that were written before the district named recipients."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from deputylog.keep.change import FileChange
from deputylog.keep.journal import private_entries, rewrite_private
from deputylog.keep.lock import locked
from deputylog.record.files import put_file, read_bytes
from deputylog.repository.private import is_private, private_paths, recipients, sealed
from deputylog.repository.sealing import is_sealed


def unsealed(root: Path) -> list[Path]:
    """Return what is to be encrypted and is not: private files, and entries of the journal."""
    if not recipients(root):
        return []
    entries = (one.path for one in private_entries(root) if any(map(_is_open, one.files.items())))
    return [*_unsealed_files(root), *entries]


def seal_private(root: Path) -> None:
    """Encrypt all of them; what can be undone stays so."""

    @cache  # the same content becomes the same file, in the folder and in every entry
    def closed(raw: bytes) -> bytes:
        return sealed(root, raw)

    def rewritten(files: Mapping[str, FileChange]) -> Mapping[str, FileChange]:
        return {
            name: FileChange(*(raw and closed(raw) for raw in one)) if is_private(name) else one
            for name, one in files.items()
        }

    with locked(root):
        for path in _unsealed_files(root):
            put_file(path, closed(read_bytes(str(path))).decode(), 0o600)
        rewrite_private(root, rewritten)


def _unsealed_files(root: Path) -> list[Path]:
    return [path for path in private_paths(root) if not is_sealed(read_bytes(str(path)))]


def _is_open(file: tuple[str, FileChange]) -> bool:
    name, versions = file
    return is_private(name) and not all(is_sealed(raw) for raw in versions if raw)
