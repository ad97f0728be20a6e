"""What users name or pipe in, read as a whole up to a limit."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from deputylog.finding import DeputylogError

_MEGABYTE = 1_000_000
MOST_MEGABYTES = 16
MOST_OF_TABLE = 32
"""A table of 100,000 rows of 8 columns has about 20 megabytes as CSV."""


def file_given(path: str | Path, most: int = MOST_MEGABYTES) -> bytes:
    """Return the content of a file; DeputylogError if it has more megabytes; OSError."""
    with open(path, "rb") as file:
        return stream_given(file, str(path), most)


def stream_given(stream: BinaryIO, name: str, most: int = MOST_MEGABYTES) -> bytes:
    """Return what comes, which need not end; DeputylogError if it has more megabytes."""
    try:
        raw = stream.read(most * _MEGABYTE + 1)
    except OSError as error:
        error.filename = name
        raise
    if len(raw) > most * _MEGABYTE:
        raise DeputylogError(
            "{path}：超过{most} MB，不予读取；请拆成几个文件",
            "{path}: larger than {most} MB and not read; split it into several files",
            path=name,
            most=most,
        )
    return raw
