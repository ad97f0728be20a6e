"""Standard input, output and error, whatever the terminal makes of them."""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from _typeshed import ReadableBuffer as Buffer


def speak_utf8() -> None:
    """Write UTF-8 whatever the code page; characters that cannot be encoded are escaped.

    A closed stream is empty, and what is written to it is dropped; so is what nobody reads any
    more.
    """
    sys.stdin, sys.stdout, sys.stderr = (
        stream or open(os.devnull, "r+")  # noqa: SIM115
        for stream in (sys.stdin, sys.stdout, sys.stderr)
    )
    for name, stream in (("stdout", sys.stdout), ("stderr", sys.stderr)):
        if stream is getattr(sys, f"__{name}__") and not stream.isatty():
            raw = _MayLoseReader(stream.fileno(), "w", closefd=False)
            at_once = bool(getattr(stream, "write_through", False))  # PYTHONUNBUFFERED
            setattr(
                sys,
                name,
                io.TextIOWrapper(
                    raw if at_once else io.BufferedWriter(raw),
                    line_buffering=name == "stderr",
                    write_through=at_once,
                ),
            )
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


class _MayLoseReader(io.FileIO):
    """A stream whose reader may go away (`| head -1`): the command runs on and ends with the code
    of its own.
    """

    def write(self, data: Buffer) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            drop(self)
            return memoryview(data).nbytes


def drop(stream: TextIO | io.FileIO) -> None:
    """Discard what could not be written, so that it is not tried again at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        pass
