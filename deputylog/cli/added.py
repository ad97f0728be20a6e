"""The message after a file was written."""

from __future__ import annotations

import sys

from deputylog.cli.run import Run
from deputylog.words import N_, phrase


def tell(this: Run, *paths: str) -> None:
    """Print the path of each file written, one per line; on standard error if standard output cannot take it."""
    said = [phrase(N_("written: {path}"), path=path) for path in paths]
    for line in said:
        this.say(line)
    try:
        sys.stdout.flush()
    except OSError:  # it is raised again when the program ends
        for line in said:
            this.note(line)
