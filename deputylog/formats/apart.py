"""Long papers are made in a process of their own, which gives back its memory when it ends."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from msgspec.structs import replace

from deputylog.finding import DeputylogError
from deputylog.formats import Paper, renderer
from deputylog.table import Column, Report, Table
from deputylog.words import Phrase, Words

LONG = 100
"""With more rows, a Word or PDF file takes a process of its own."""


def is_long(report: Report) -> bool:
    return sum(len(table.rows) for table in report.tables) > LONG


def paper_apart(report: Report, format: str, words: Words, own: Path | None) -> Paper:
    """Return the paper; DeputylogError says what `render` would say."""
    report = replace(report, tables=tuple(map(_without_functions, report.tables)))
    done = subprocess.run(
        [sys.executable, "-P", "-m", __name__],
        input=pickle.dumps((report, format, words.language, own)),
        stdout=subprocess.PIPE,
        check=True,
    )
    made: Paper | tuple[Phrase, int] = pickle.loads(done.stdout)
    if isinstance(made, Paper):
        return made
    error = DeputylogError(made[0].text, **made[0].values)
    error.exit_code = made[1]
    raise error


def _without_functions(table: Table) -> Table:
    """Return the table with columns that no longer know how to read their cells."""
    names = Column.__struct_fields__
    columns = (Column(*(getattr(one, name) for name in names)) for one in table.columns)
    return replace(table, columns=tuple(columns))


def _main() -> None:
    report, name, language, own = pickle.load(sys.stdin.buffer)
    made: Paper | tuple[Phrase, int]
    try:
        made = renderer(name)(report, Words(language), own)
    except DeputylogError as error:
        made = error.text, error.exit_code
    sys.stdout.buffer.write(pickle.dumps(made))


if __name__ == "__main__":
    _main()
