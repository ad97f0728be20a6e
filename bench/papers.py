"""A list of 1,000 matters, the longest in one file, in each format: CPU seconds and the most memory held, each in a process of its own."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from msgspec.structs import replace

from deputylog.formats import NAMES, paper
from deputylog.table import Report, Table

ROOT = Path(__file__).parent.parent
ROWS = 1000


def long_list() -> Report:
    """The example district's list of a quarter, its rows over and over until they are 1,000."""
    from deputylog.calendar import Quarter
    from deputylog.papers.lists import list_of_quarter

    day = date(2026, 10, 9)
    report = list_of_quarter(ROOT, Quarter(2026, 3), "lianhua", as_of=day, today=day).report
    return replace(
        report,
        tables=tuple(
            _lengthened(table) if table.name == "matters" else table for table in report.tables
        ),
    )


def _lengthened(table: Table) -> Table:
    rows = enumerate(islice(cycle(table.rows), ROWS), 1)
    return replace(table, rows=tuple((number, *row[1:]) for number, row in rows))


def compare() -> Iterator[str]:
    for name in NAMES:
        ended = subprocess.run(
            [sys.executable, "-m", "bench.papers", name],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        seconds, megabytes, size = ended.stdout.split()
        yield f"| list of 1,000 matters as {name} | {seconds} s, {megabytes} MB held, file of {int(size) / 1e6:.1f} MB | | | seconds |"


def main(name: str) -> None:
    from deputylog.words import words

    report = long_list()
    before = _seconds()
    content = paper(report, name, words("zh-CN"), None).content
    held = sum(resource.getrusage(who).ru_maxrss for who in BOTH) / 1024
    print(f"{_seconds() - before:.1f}", f"{held:.0f}", len(content))


BOTH = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
"""Long Word and PDF files are made in a process of their own, which counts, too."""


def _seconds() -> float:
    used = [resource.getrusage(who) for who in BOTH]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main(sys.argv[1])
