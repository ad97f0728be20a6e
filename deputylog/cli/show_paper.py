"""A paper on standard output or in a file, with what its maker has to be told."""

from __future__ import annotations

import sys
from pathlib import Path

from deputylog.cli.run import Run
from deputylog.finding import DeputylogError
from deputylog.render import Paper, is_text
from deputylog.words import N_


def check_out(format: str, out: str) -> None:
    """An error where bytes that are no text would go to a terminal."""
    if not out and not is_text(format) and sys.stdout.isatty():
        raise DeputylogError(N_("{format} is not for a terminal; name a file with --out"), format=format)


def show_paper(this: Run, paper: Paper, format: str, out: str) -> None:
    from deputylog.app.report import write_paper
    from deputylog.cli.added import tell
    from deputylog.console import print_text

    for warning in paper.warnings:
        this.note(warning)
    if out:
        write_paper(Path(out), paper.content)
        tell(this, out)
    elif is_text(format):
        print_text(paper.content.decode("utf-8"))
    else:
        sys.stdout.buffer.write(paper.content)
        sys.stdout.buffer.flush()
