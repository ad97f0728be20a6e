"""What is measured is what the table says: districts without findings, and figures that stand where they belong."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from bench.district import district
from bench.matters import from_table, without_steps
from bench.measure import Cost, FailedError, run
from bench.rows import ROWS, Row, Unit
from bench.table import line
from bench.turns import Side
from deputylog.check.runner import check
from deputylog.rules import RULES
from tests.conftest import write

DAY = date(2026, 10, 9)


def codes(root: Path) -> set[str]:
    rules = [rule for rule in RULES if not rule.local_only]
    return {finding.code for finding in check(root, rules, as_of=DAY, today=DAY).findings}


def test_imported_letters_are_as_clean_as_others(tmp_path: Path) -> None:
    write(tmp_path, dict(district(200, change=from_table)))
    assert codes(tmp_path) == set()


def test_letters_without_steps_are_late(tmp_path: Path) -> None:
    write(tmp_path, dict(district(200, change=without_steps)))
    assert {"L002", "L003"} <= codes(tmp_path)


@pytest.mark.parametrize(
    ("unit", "target", "shown"),
    [
        (Unit.WALL, 2, "≤ 2 ×"),
        (Unit.WALL, 1.9, "≤ 1.9 ×, not met"),
        (Unit.CPU, 3, "≤ 3 × CPU"),
        (Unit.CPU_SECONDS, 0.5, "≤ 0.5 s CPU, not met"),
        (Unit.PER_RECORD, 0.2, "≤ 0.2 × per record"),
        (Unit.MEMORY, 80, "≤ 80 MB"),
    ],
)
def test_a_row_says_whether_its_target_is_met(unit: Unit, target: float, shown: str) -> None:
    ours = Side([Cost(wall, 0.6) for wall in (0.3, 0.4, 9)], memory=80, records=100)
    beside = Side([Cost(0.2, 0.2)], memory=30, records=10)
    row = Row("warm", "deputylog check", ("git status",), target, unit)
    assert line(row, 100, ours, beside).split(" | ")[-1] == f"{shown} |"


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="no such record"):
        run([sys.executable, "-c", "raise SystemExit('no such record')"], tmp_path)


def test_rows_are_run_by_their_names() -> None:
    names = [row.name for row in ROWS]
    assert sorted(set(names)) == sorted(names)
