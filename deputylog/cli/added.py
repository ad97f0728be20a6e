"""What is said when something was written."""

from __future__ import annotations

from deputylog.cli.run import Run
from deputylog.words import N_, phrase


def tell(this: Run, *paths: str) -> None:
    """Name what was written, a line each."""
    for path in paths:
        this.say(phrase(N_("written: {path}"), path=path))
