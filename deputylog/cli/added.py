"""The messages after a file was written."""

from __future__ import annotations

import sys

from deputylog.cli.run import Run
from deputylog.words import Phrase, phrase


def tell(this: Run, *paths: str) -> None:
    """Print the path of each file written, one per line."""
    tell_done(this, *(phrase("已写入：{path}", "written: {path}", path=path) for path in paths))


def tell_done(this: Run, *wording: Phrase) -> None:
    """Print what was written; on standard error too if standard output cannot take it."""
    for line in wording:
        this.say(line)
    try:
        sys.stdout.flush()
    except OSError:  # it is raised again when the program ends
        for line in wording:
            this.note(line)
