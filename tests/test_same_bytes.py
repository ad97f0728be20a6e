"""Same records and same day, same bytes: whatever the machine's time zone, locale, hash seed or order of files."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from deputylog.check.formats import FORMATS
from deputylog.check.runner import check_source
from deputylog.formats import NAMES
from deputylog.record.files import File, WorkTree
from deputylog.rules import RULES
from deputylog.words import words

ROOT = Path(__file__).parent.parent
DAY = date(2026, 10, 9)
WORLDS = (
    {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {
        "TZ": "America/Los_Angeles",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "2",
        "LANG": "zh_CN.UTF-8",
        "COLUMNS": "40",
    },
)
REPORT = f"report --quarter 2026Q3 --as-of {DAY} --format"
COMMANDS = [
    *(f"check --as-of {DAY} --all --format {name}" for name in FORMATS),
    f"check --as-of {DAY} --by group",
    f"{REPORT} md",
    f"topics --as-of {DAY} --format md",
    f"sample --quarter 2026Q2 --seed 1 --as-of {DAY} --format html",
    *(f"{REPORT} {name} --group lianhua" for name in NAMES),
]
PROGRAM = """
import io, shlex, sys
from hashlib import sha256
from deputylog.cli.main import main
for line in sys.stdin.read().splitlines():
    out, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), "utf-8")
    code = main(["--lang", "zh-CN", "--repo", ".", *shlex.split(line)])
    sys.stdout.flush()
    content, sys.stdout = sys.stdout.buffer.getvalue(), out
    print(code, len(content) > 200, sha256(content).hexdigest(), line)
"""


def printed(world: dict[str, str]) -> list[str]:
    """Return a line for each command: its exit code, whether it printed much, and a hash of that."""
    strange = ("LC_", "LANG", "DEPUTYLOG_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=env | {"PYTHONPATH": str(ROOT), **world},
        input="\n".join(COMMANDS),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def test_two_worlds_print_the_same() -> None:
    first, second = (printed(world) for world in WORLDS)
    assert first == second
    assert len(first) == len(COMMANDS)
    assert all(line.startswith("0 True ") for line in first)


class Shuffled(WorkTree, frozen=True):
    """The same files in an order of chance."""

    seed: int = 0

    def files(self) -> Iterable[File]:
        files = list(super().files())
        random.Random(self.seed).shuffle(files)
        return files


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_in_which_files_are_listed_is_nothing(seed: int) -> None:
    rules = [rule for rule in RULES if not rule.local_only]
    told = [
        FORMATS["sarif"](check_source(source, rules, as_of=DAY, today=DAY), words("zh-CN"))
        for source in (WorkTree(ROOT), Shuffled(ROOT, seed))
    ]
    assert told[0] == told[1]
