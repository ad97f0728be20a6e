"""Measure commands beside others, in turn, and print a table of medians, spread and ratios."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from bench.measure import FailedError
from bench.rows import ROWS
from bench.table import HEAD, line, machine, write
from bench.turns import measure
from deputylog.words import Bilingual


def main() -> int:
    names = ", ".join(row.name for row in ROWS)
    parser = ArgumentParser(prog="python -m bench", description=f"{__doc__} Rows: {names}.")
    parser.add_argument("names", nargs="*", help="only these rows, and those that begin with one")
    parser.add_argument("--records", type=int, help="in districts of this size")
    parser.add_argument("--times", type=int, help="how often each command is run")
    parser.add_argument("--write", action="store_true", help="write docs/*/performance.md, too")
    options = parser.parse_args()
    print(f"{machine()}\n\n{HEAD}", flush=True)
    lines = list(_lines(options))
    if options.write:
        write(lines)
    return 0 if lines else 1


def _lines(options: Namespace) -> Iterator[Bilingual]:
    for row in ROWS:
        if options.names and not any(
            f"{row.name}-".startswith(f"{name}-") for name in options.names
        ):
            continue
        for size in [options.records] if options.records else row.sizes:
            try:
                made = line(row, size, *measure(row, size, options.times or row.times))
            except FailedError as error:
                print(f"{row.name}: {error}", file=sys.stderr)
                continue
            print(made, flush=True)
            yield made


if __name__ == "__main__":
    sys.exit(main())
