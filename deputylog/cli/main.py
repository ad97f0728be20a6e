"""The entry point: run one command and turn its errors into messages and exit codes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, TextIO

from deputylog.cli.language import language_of
from deputylog.finding import DeputylogError, reason_of
from deputylog.words import Words, phrase, words

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_STOPPED = 130
"""Typer's exit code for KeyboardInterrupt (Ctrl-C)."""


def main(argv: Sequence[str] | None = None, *, today: date | None = None) -> int:
    """Run one command and return its exit code.

    0: success, 1: findings that fail the run, 2: wrong usage, 3: cannot read or write, 130: stopped
    by the user. `today` replaces the clock in tests.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    wording = words(language_of(arguments))
    try:
        code = _run(arguments, wording, today)
        sys.stdout.flush()
        return code
    except OSError as error:
        _drop(sys.stdout)
        out = phrase("标准输出", "standard output")
        return _fail(
            wording.say(
                phrase(
                    "{path}：无法写入：{reason}",
                    "{path}: cannot be written: {reason}",
                    path=out,
                    reason=reason_of(error),
                )
            ),
            3,
        )


def _run(arguments: Sequence[str], wording: Words, today: date | None) -> int:
    """Run one command and return its exit code; raise an OSError that names no file."""
    from typer import Abort, Exit
    from typer.exceptions import TyperException

    from deputylog.cli.group import build, misuse

    try:
        code = build(wording, today).main(
            args=arguments, prog_name="deputylog", standalone_mode=False
        )
        return (
            _fail(wording.say(phrase("已停止", "stopped")), code)
            if code == _STOPPED
            else code
            if isinstance(code, int)
            else 0
        )
    except DeputylogError as error:
        return _fail(wording.say(error.text), error.exit_code)
    except Exit as ended:
        return ended.exit_code
    except TyperException as error:
        return _fail(wording.say(misuse(error)), 2)
    except (Abort, KeyboardInterrupt):
        return _fail(wording.say(phrase("已停止", "stopped")), _STOPPED)
    except OSError as error:
        path = (
            "." if isinstance(error, FileNotFoundError) and not error.filename else error.filename
        )  # the current folder was deleted
        if not isinstance(path, str):
            raise
        return _fail(
            wording.say(
                phrase("{path}：{reason}", "{path}: {reason}", path=path, reason=reason_of(error))
            ),
            3,
        )


def _speak_utf8() -> None:
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
            _drop(self)
            return memoryview(data).nbytes


def _fail(message: str, code: int) -> int:
    try:
        print(f"deputylog: {message}", file=sys.stderr)
    except OSError:
        _drop(sys.stderr)
    return code


def _drop(stream: TextIO | io.FileIO) -> None:
    """Discard what could not be written, so that it is not tried again at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
