"""The entry point: what can be answered at once is answered before the rest is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import NoReturn

from deputylog import __version__
from deputylog.cli.streams import speak_utf8


def start() -> NoReturn:
    """Run the command of this process and end it, without giving back its memory piece by piece."""
    code = main()
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None, *, today: date | None = None) -> int:
    """Run one command and return its exit code.

    0: success, 1: findings that fail the run, 2: wrong usage, 3: cannot read or write, 130: stopped
    by the user. `today` replaces the clock in tests.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    speak_utf8()
    if arguments == ["--version"]:
        with suppress(OSError):  # which `run` meets again and words
            print(f"deputylog {__version__}", flush=True)
            return 0
    from deputylog.cli.run import run

    return run(arguments, today)
