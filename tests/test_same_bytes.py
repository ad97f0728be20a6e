"""Same records and same day, same bytes: whatever the machine's time zone, locale, hash seed or order of files."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from deputylog.check.formats import FORMATS
from deputylog.check.runner import check_source
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
COMMANDS = [
    *(["check", "--as-of", str(DAY), "--all", "--format", name] for name in FORMATS),
    ["check", "--as-of", str(DAY), "--by", "group"],
    *(
        ["report", "--quarter", "2026Q3", "--as-of", str(DAY), "--format", name]
        for name in ("md", "html", "json")
    ),
]


def printed(command: list[str], world: dict[str, str]) -> bytes:
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "DEPUTYLOG_"))
    }
    env |= {"PYTHONPATH": str(ROOT), **world}
    ran = subprocess.run(
        [sys.executable, "-m", "deputylog", "--repo", str(ROOT), *command],
        env=env,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_two_worlds_print_the_same(command: list[str]) -> None:
    first, second = (printed(command, world) for world in WORLDS)
    assert first == second
    assert len(first) > 200


@dataclass(frozen=True)
class Shuffled(WorkTree):
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
        FORMATS["sarif"](
            check_source(source, rules, as_of=DAY, today=DAY, every=True), words("zh-CN")
        )
        for source in (WorkTree(ROOT), Shuffled(ROOT, seed))
    ]
    assert told[0] == told[1]
