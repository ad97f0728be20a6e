"""The message after a file was written."""

from __future__ import annotations

from deputylog.cli.run import Run
from deputylog.words import N_, phrase


def tell(this: Run, *paths: str) -> None:
    """Print the path of each file written, one per line."""
    for path in paths:
        this.say(phrase(N_("written: {path}"), path=path))
