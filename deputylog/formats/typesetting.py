"""Typst, for long papers in a process of its own, which gives back all their memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

LONG = 200
"""As many rows are set in this process."""


class TypesettingError(Exception):
    """What Typst says of a template or its text, in brief and in full."""

    def __init__(self, message: str, diagnostic: str) -> None:
        super().__init__(message)
        self.message, self.diagnostic = message, diagnostic


@cache
def fonts() -> Any:
    """Return the fonts of this machine and of Typst."""
    import typst

    return typst.Fonts()


def typeset(template: Path, paper: str, day: date, standards: Sequence[str], *, rows: int) -> bytes:
    """Return the PDF of a paper of so many rows; raise TypesettingError."""
    if rows <= LONG:
        return _compiled(template, paper, day, standards)
    task = {"template": str(template), "paper": paper, "day": str(day), "standards": standards}
    done = subprocess.run(
        [sys.executable, "-P", "-m", __name__],
        input=json.dumps(task).encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise TypesettingError(*json.loads(done.stderr))
    return done.stdout


def _compiled(template: Path, paper: str, day: date, standards: Sequence[str]) -> bytes:
    import typst

    _forget()
    try:
        made: bytes = typst.compile(
            template.read_bytes(),
            root=str(template.parent),
            font_paths=fonts(),
            sys_inputs={"paper": paper},
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
            pdf_standards=list(standards),  # type: ignore[arg-type]
        )
    except typst.TypstError as error:
        raise TypesettingError(str(error.message), str(error.diagnostic)) from error
    return made


def _forget() -> None:
    """Free the memory of earlier papers, which Typst keeps for its next ten compilations."""
    import typst

    none = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    for _ in range(11):
        typst.compile(b"", font_paths=none, ignore_system_fonts=True)


def _run(task: Mapping[str, Any]) -> int:
    """Write the PDF of a task, or what is wrong; return the exit code."""
    day = date.fromisoformat(task["day"])
    try:
        made = _compiled(Path(task["template"]), task["paper"], day, task["standards"])
    except TypesettingError as error:
        sys.stderr.write(json.dumps([error.message, error.diagnostic]))
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(_run(json.load(sys.stdin.buffer)))
