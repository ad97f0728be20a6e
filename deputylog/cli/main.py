"""The entry point: run one command and turn its errors into messages and exit codes."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from datetime import date

from deputylog.cli.language import language_of
from deputylog.finding import DeputylogError, reason_of
from deputylog.words import N_, phrase, words

_STOPPED = 130
"""Typer's exit code for KeyboardInterrupt (Ctrl-C)."""


def main(argv: Sequence[str] | None = None, *, today: date | None = None) -> int:
    """Run one command and return its exit code.

    0: success, 1: findings that fail the run, 2: wrong usage, 3: cannot read or write, 130: stopped
    by the user. `today` replaces the clock in tests.
    """
    from typer import Abort, Exit
    from typer.exceptions import TyperException

    from deputylog.cli.group import build, misuse

    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    collect_rarely()
    said = words(language_of(arguments))
    try:
        code = build(said, today).main(args=arguments, prog_name="deputylog", standalone_mode=False)
        return _fail(said.say(phrase(N_("stopped"))), code) if code == _STOPPED else code if isinstance(code, int) else 0
    except DeputylogError as error:
        return _fail(said.say(error.text), error.exit_code)
    except Exit as ended:
        return ended.exit_code
    except TyperException as error:
        return _fail(said.say(misuse(error)), 2)
    except (Abort, KeyboardInterrupt):
        return _fail(said.say(phrase(N_("stopped"))), _STOPPED)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        name = error.filename if isinstance(error.filename, str) else ""
        return _fail(said.say(phrase(N_("{path}: {reason}"), path=name, reason=reason_of(error))), 3)


def _speak_utf8() -> None:
    """Write UTF-8 whatever the code page; characters that cannot be encoded are escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def collect_rarely() -> None:
    """Collect garbage rarely: a run is short and its records live until it ends."""
    gc.set_threshold(200_000, 50, 100)


def _fail(message: str, code: int) -> int:
    print(f"deputylog: {message}", file=sys.stderr)
    return code
