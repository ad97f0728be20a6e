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
from deputylog.finding import DeputylogError, MissingExtraError, ReasonsError, reason_of
from deputylog.words import Bilingual, Phrase, Words, phrase, words

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_STOPPED = 130
"""The exit code after Ctrl-C."""
_EXTRAS = {
    "docx": ("docx", "word"),
    "docxtpl": ("docx", "word"),
    "python_calamine": ("xlsx", "excel"),
    "typst": ("pdf", "pdf"),
    "xlsxwriter": ("xlsx", "excel"),
}
"""What each optional package is needed for, and the extra that brings it."""


def main(argv: Sequence[str] | None = None, *, today: date | None = None) -> int:
    """Run one command and return its exit code.

    0: success, 1: findings that fail the run, 2: wrong usage, 3: cannot read or write, 130: stopped
    by the user. `today` replaces the clock in tests.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    wording = words(language_of(arguments))
    try:
        message, code = _run(arguments, wording, today)
        sys.stdout.flush()
    except OSError as error:
        _drop(sys.stdout)
        text = Bilingual(
            "标准输出：无法写入：{reason}", "standard output: cannot be written: {reason}"
        )
        message, code = phrase(text, reason=reason_of(error)), 3
    if message:
        _print_error(f"deputylog: {wording.say(message)}")
    return code


def _run(arguments: Sequence[str], wording: Words, today: date | None) -> tuple[Phrase | None, int]:
    """Run one command; return what went wrong, if anything, and the exit code.

    Raise an OSError that names no file: it is of standard output.
    """
    from typer import Abort, Exit
    from typer.exceptions import TyperException

    from deputylog.cli.group import build, misuse

    stopped = phrase("已停止", "stopped"), _STOPPED
    try:
        code = build(wording, today).main(
            args=arguments, prog_name="deputylog", standalone_mode=False
        )
        return stopped if code == _STOPPED else (None, code if isinstance(code, int) else 0)
    except ReasonsError as error:
        for reason in error.reasons:
            print(wording.say(reason), file=sys.stderr)
        return error.text, error.exit_code
    except DeputylogError as error:
        return error.text, error.exit_code
    except Exit as ended:
        return None, ended.exit_code
    except TyperException as error:
        return misuse(error), 2
    except (Abort, KeyboardInterrupt):
        return stopped
    except ImportError as error:
        return _missing_package(error).text, 2
    except OSError as error:
        has_no_folder = isinstance(error, FileNotFoundError) and not error.filename
        path = "." if has_no_folder else error.filename  # the current folder was deleted
        if not isinstance(path, str):
            raise
        text = Bilingual("{path}：{reason}", "{path}: {reason}")
        return phrase(text, path=path, reason=reason_of(error)), 3


def _missing_package(error: ImportError) -> DeputylogError:
    """Return the error that names the extra to install, also for a package of a package."""
    from traceback import walk_tb

    frames = [frame.f_globals.get("__name__") for frame, _ in walk_tb(error.__traceback__)]
    for module in (error.name, *reversed(frames)):
        if found := _EXTRAS.get(str(module).partition(".")[0]):
            return MissingExtraError(*found)
    return DeputylogError(
        "缺少软件包 {package}，或者没有装全；请重新安装 deputylog",
        "the package {package} is missing or not wholly installed; install deputylog again",
        package=error.name or str(error),
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


def _print_error(message: str) -> None:
    try:
        print(message, file=sys.stderr)
    except OSError:
        _drop(sys.stderr)


def _drop(stream: TextIO | io.FileIO) -> None:
    """Discard what could not be written, so that it is not tried again at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
