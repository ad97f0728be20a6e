"""All rules together against reading the records they judge, in one process, on a district of some thousand records."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import deputylog.cli  # noqa: F401  garbage is collected as rarely as in the program
from bench.matters import AS_OF
from bench.measure import median_in_turn
from deputylog.check.runner import check_source
from deputylog.record.files import WorkTree
from deputylog.repository.reading import read_source
from deputylog.rules import RULES


def compare(root: Path) -> str:
    """A row for the table: seconds of reading, of the rules without it, and the ratio."""
    source = WorkTree(root)
    rules = [rule for rule in RULES if not rule.local_only]
    runs = {
        "read": partial(_seconds, partial(read_source, source, as_of=AS_OF)),
        "check": partial(_seconds, partial(check_source, source, rules, as_of=AS_OF, today=AS_OF)),
    }
    found = median_in_turn(runs, 5)
    judged = found["check"] - found["read"]
    files = sum(1 for _ in source.files())
    return f"| all {len(rules)} rules on {files:,} files | {judged:.2f} s | reading the same files: {found['read']:.2f} s | {judged / found['read']:.2f} × |"


def _seconds(run: Callable[[], object]) -> float:
    begun = time.process_time()
    run()
    return time.process_time() - begun
