"""Run one command and turn its errors into messages and exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

from deputylog.cli.completion import offer_at_once
from deputylog.cli.language import language_of
from deputylog.cli.streams import drop
from deputylog.finding import DeputylogError, MissingExtraError, ReasonsError, reason_of
from deputylog.words import Bilingual, Phrase, Words, phrase, words

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


def run(arguments: Sequence[str], today: date | None) -> int:
    """Run the command, print what went wrong, and return the exit code."""
    wording = words(language_of(arguments))
    try:
        is_offered = arguments[:1] == ["completion"] and offer_at_once(arguments, wording, today)
        message, code = (None, 0) if is_offered else _run(arguments, wording, today)
        sys.stdout.flush()
    except OSError as error:
        drop(sys.stdout)
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


def _print_error(message: str) -> None:
    try:
        print(message, file=sys.stderr)
    except OSError:
        drop(sys.stderr)
