"""The entry point: what can be answered at once is answered before the rest is imported."""

from __future__ import annotations

import os
import sys

from deputylog import __version__
from deputylog.cli.remembered import REMEMBERED
from deputylog.cli.streams import speak_utf8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import NoReturn


def start() -> NoReturn:
    """Run the command of this process and end it, without giving back its memory piece by piece."""
    code = main()
    try:
        sys.stderr.flush()
    except OSError:
        pass
    os._exit(code)


def main(argv: Sequence[str] | None = None, *, today: date | None = None) -> int:
    """Run one command and return its exit code.

    0: success, 1: findings that fail the run, 2: wrong usage, 3: cannot read or write, 130: stopped
    by the user. `today` replaces the clock in tests.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    speak_utf8()
    known = None
    try:
        if arguments == ["--version"]:
            print(f"deputylog {__version__}", flush=True)
            return 0
        if today is None and any(word in REMEMBERED for word in arguments):
            from deputylog.cli.answers import question

            known = question(arguments)
        if known and (code := known.answer()) is not None:
            return code
    except OSError:
        pass  # `run` meets it again and words it
    from deputylog.cli.run import run

    return known.work_out(lambda: run(arguments, today)) if known else run(arguments, today)
